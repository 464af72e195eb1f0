"""The first five minutes: which home, a test, what to record."""

import asyncio
from contextlib import aclosing
from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from energy_desktop.model.home import AnnouncedHome, ConnectionState
from energy_desktop.ports.home_finder import HomeFinder
from energy_desktop.services.status_board import StatusBoard
from energy_desktop.services.supervisor import Supervisor
from energy_desktop.viewmodels.connection import ConnectionViewModel
from energy_desktop.viewmodels.entities import EntitiesViewModel

LOOKED_FOR = 10
"""Seconds; announcements come within two, sleepy networks take longer."""


class Scene(StrEnum):
    """The pages in their order."""

    WELCOME = "welcome"
    ADDRESS = "address"
    ENTITIES = "entities"


class FirstStartViewModel(QObject):
    """Leads from nothing to recording; ends by `finished`."""

    scene_changed = Signal()
    """`scene` is another."""
    homes_changed = Signal()
    """`homes`, `is_looking` or the time that is left are others."""
    demo_wanted = Signal()
    """The person wants to try the demo home."""
    finished = Signal()
    """Something is recorded, or set up from outside."""

    def __init__(
        self,
        supervisor: Supervisor,
        finder: HomeFinder,
        board: StatusBoard,
        connection: ConnectionViewModel,
        entities: EntitiesViewModel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._supervisor = supervisor
        self._finder = finder
        self._board = board
        self.connection = connection
        self.entities = entities
        self.scene = Scene.WELCOME
        self.homes: tuple[AnnouncedHome, ...] = ()
        self.is_looking = False
        self.seconds_left = 0
        self._is_over = False
        self._looks_in_the_network = False
        connection.saved.connect(self._connected)
        entities.applied.connect(self._done)
        board.listen(self._board_changed)

    def stop(self) -> None:
        """End everything that was started for this page."""
        self._is_over = True
        self._supervisor.cancel_owner(self)

    # What the person does.

    def find(self) -> None:
        """Look for Home Assistants in the network."""
        self._looks_in_the_network = True
        self.homes = ()
        self._open(Scene.ADDRESS)
        self.look_again()

    def look_again(self) -> None:
        """Look once more; what was found stays."""
        self.is_looking, self.seconds_left = True, LOOKED_FOR
        self.homes_changed.emit()
        self._supervisor.spawn("first start: look around", self._look(), owner=self)
        self._supervisor.spawn("first start: count down", self._count_down(), owner=self)

    def give_address(self) -> None:
        """Type an address; nobody looks around."""
        self._looks_in_the_network = False
        self._open(Scene.ADDRESS)

    def try_demo(self) -> None:
        """Open the demo home instead."""
        self.demo_wanted.emit()

    def back(self) -> None:
        """To the page before."""
        self._supervisor.cancel_owner(self)
        self.connection.forget_test()
        self.is_looking = False
        self._open(Scene.WELCOME)

    def later(self) -> None:
        """Choose nothing now; *Settings* has the same list."""
        self._done()

    # What the page shows.

    @property
    def looks_in_the_network(self) -> bool:
        """Whether the person asked to look, and did not want to type."""
        return self._looks_in_the_network

    @property
    def looking_text(self) -> str:
        """What was found so far."""
        found = (
            self.tr("%n found", "", len(self.homes)) if self.homes else self.tr("None found yet")
        )
        if self.is_looking:
            return self.tr("{found}, still looking for {seconds} s").format(
                found=found, seconds=self.seconds_left
            )
        if self.homes:
            return self.tr("{found}.").format(found=found)
        return self.tr(
            "No Home Assistant announces itself in this network. Type its address, such as"
            " http://homeassistant.local:8123."
        )

    @property
    def share_looked(self) -> float:
        """How much of the looking is over, 0 to 1."""
        return 1 - self.seconds_left / LOOKED_FOR

    async def _look(self) -> None:
        async with aclosing(self._finder.find(LOOKED_FOR)) as found:
            async for home in found:
                if home.address not in {known.address for known in self.homes}:
                    self.homes = (*self.homes, home)
                    self.homes_changed.emit()
        self.is_looking = False
        self.homes_changed.emit()

    async def _count_down(self) -> None:
        while self.seconds_left and self.is_looking:
            await asyncio.sleep(1)
            self.seconds_left -= 1
            self.homes_changed.emit()

    def _connected(self) -> None:
        if self._is_over or self.scene is not Scene.ADDRESS:
            return
        self._supervisor.cancel_owner(self)
        self.is_looking = False
        self.entities.set_visible(True)
        self.entities.discover(tick_energy_preferences=True)
        self._open(Scene.ENTITIES)

    def _board_changed(self) -> None:
        """Somebody may have set it up from a terminal meanwhile."""
        is_live = self._board.connection.state is ConnectionState.LIVE
        if is_live and self.scene is Scene.WELCOME:
            self._done()

    def _done(self, _sentence: str = "") -> None:
        if not self._is_over:
            self._is_over = True
            self.finished.emit()

    def _open(self, scene: Scene) -> None:
        if scene is not self.scene:
            self.scene = scene
            self.scene_changed.emit()
