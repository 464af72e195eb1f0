"""What surrounds every page: the clock, and whether the numbers can be trusted."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from energy_desktop.model.home import ConnectionState
from energy_desktop.model.messages import Problem, ProblemCode
from energy_desktop.model.recording import RecorderState
from energy_desktop.model.timestamps import Micros
from energy_desktop.ports.store_opener import StoresHealth
from energy_desktop.services.status_board import StatusBoard
from energy_desktop.services.supervisor import Supervisor
from energy_desktop.viewmodels.notices import translated
from energy_desktop.viewmodels.ticker import every_second
from energy_desktop.viewmodels.wording import Wording, zone_named


class Shape(StrEnum):
    """A state as a shape, so that it reads without colour."""

    GOOD = "good"
    """Disc with a tick."""
    BUSY = "busy"
    """Open ring."""
    WARNING = "warning"
    """Triangle."""
    BAD = "bad"
    """Octagon with a cross."""
    PAUSED = "paused"
    """Hollow ring."""
    TIME = "time"
    """Clock."""


@dataclass(frozen=True, slots=True)
class FootRow:
    """A line of the state foot."""

    key: str
    name: str
    word: str
    shape: Shape
    explanation: str


class FrameViewModel(QObject):
    """The title row's date and clock, and the four lines of the state foot."""

    clock_changed = Signal()
    """`day` or `time` is another: once a second."""
    foot_changed = Signal()
    """`foot` is another."""

    def __init__(
        self,
        supervisor: Supervisor,
        board: StatusBoard,
        home_time: Callable[[], Micros],
        wording: Wording | None = None,
        health: Callable[[], StoresHealth] = StoresHealth,
        unread: Callable[[], Problem | None] = lambda: None,
        parent: QObject | None = None,
    ) -> None:
        """`health` tells of databases that recording does not wait for.

        `unread` tells why a screen did not get what is stored.
        """
        super().__init__(parent)
        self._supervisor = supervisor
        self._board = board
        self._health = health
        self._unread = unread
        self.home_time = home_time
        """Home Assistant's time."""
        self._wording = wording or Wording()
        self._is_visible = True
        self.day = ""
        self.time = ""
        self.foot: tuple[FootRow, ...] = ()
        self.tick()

    def start(self) -> None:
        """Begin to tick; needs a running loop."""
        self._supervisor.keep("frame: seconds", self._ticks, owner=self)

    def stop(self) -> None:
        """End the ticking."""
        self._supervisor.cancel_owner(self)

    def set_visible(self, is_visible: bool) -> None:
        """A window that nobody sees does no work."""
        self._is_visible = is_visible
        if is_visible:
            self.tick()

    async def _ticks(self) -> None:
        await every_second(self.home_time, self.tick)

    def tick(self) -> None:
        """Take in what has happened since the last tick."""
        if not self._is_visible:
            return
        now, zone = self.home_time(), zone_named(self._board.time_zone)
        day, time = self._wording.day(now, zone), self._wording.time(now, zone)
        if (day, time) != (self.day, self.time):
            self.day, self.time = day, time
            self.clock_changed.emit()
        foot = (self.home_row(), self.recorder_row(), self._databases(), self._last_reading())
        if foot != self.foot:
            self.foot = foot
            self.foot_changed.emit()

    def home_row(self) -> FootRow:
        """The state of the connection at this moment."""
        connection = self._board.connection
        word, shape = {
            ConnectionState.IDLE: (self.tr("idle"), Shape.PAUSED),
            ConnectionState.CONNECTING: (self.tr("opening"), Shape.BUSY),
            ConnectionState.AUTHENTICATING: (self.tr("signing in"), Shape.BUSY),
            ConnectionState.PREPARING: (self.tr("preparing"), Shape.BUSY),
            ConnectionState.LIVE: (self.tr("live"), Shape.GOOD),
            ConnectionState.DRAINING: (self.tr("finishing"), Shape.BUSY),
            ConnectionState.REFUSED: (self.tr("refused"), Shape.BAD),
            ConnectionState.UNREACHABLE: (self.tr("away"), Shape.BAD),
            ConnectionState.PROTOCOL: (self.tr("unclear"), Shape.BAD),
        }[connection.state]
        problem = connection.problem
        is_unknown = problem is not None and problem.code is ProblemCode.HOME_NOT_CONFIGURED
        if problem is not None and (connection.state is ConnectionState.IDLE or not is_unknown):
            explanation = translated(problem)
            if is_unknown:
                word = self.tr("not set up")
        elif connection.state is ConnectionState.LIVE:
            explanation = self.tr("Every change of a tracked entity arrives at once.")
        else:
            explanation = self.tr("The connection to Home Assistant is not live yet.")
        return FootRow("home_assistant", self.tr("Home Assistant"), word, shape, explanation)

    def recorder_row(self) -> FootRow:
        """The state of the recorder at this moment."""
        word, shape, explanation = {
            RecorderState.STOPPED: (
                self.tr("stopped"), Shape.PAUSED, self.tr("Nothing is being recorded."),
            ),
            RecorderState.WAITING: (
                self.tr("waiting"), Shape.BUSY,
                self.tr("Recording begins when Home Assistant answers and something is tracked."),
            ),
            RecorderState.RECORDING: (
                self.tr("recording"), Shape.GOOD,
                self.tr("Every reading is stored within a second or so."),
            ),
            RecorderState.PAUSED: (
                self.tr("paused"), Shape.PAUSED,
                self.tr("Recording is paused; the stretch stays visible as a gap."),
            ),
            RecorderState.STORE_FAILING: (
                self.tr("waiting"), Shape.WARNING,
                self.tr("Readings wait in memory until the store takes them again."),
            ),
        }[self._board.recorder]  # fmt: skip
        return FootRow("recorder", self.tr("Recorder"), word, shape, explanation)

    def _databases(self) -> FootRow:
        problem = self._board.store_problem
        if problem is not None:
            return FootRow(
                "databases", self.tr("Databases"), self.tr("failing"), Shape.BAD,
                translated(problem),
            )  # fmt: skip
        health = self._health()
        away = (health.journal.problem if health.journal is not None else None) or health.state
        if away is not None:
            return FootRow(
                "databases", self.tr("Databases"), self.tr("away"), Shape.WARNING,
                f"{translated(away)} {self.tr('Recording goes on, and what waits is handed on.')}",
            )  # fmt: skip
        unread = self._unread()
        if unread is not None:
            return FootRow(
                "databases", self.tr("Databases"), self.tr("failing"), Shape.BAD,
                f"{translated(unread)} {self.tr('New readings are still stored.')}",
            )  # fmt: skip
        return FootRow(
            "databases", self.tr("Databases"), self.tr("fine"), Shape.GOOD,
            self.tr("Both stores take and give readings."),
        )  # fmt: skip

    def _last_reading(self) -> FootRow:
        moment = self._board.tally.last_reading or self._board.last_event_at
        name = self.tr("Last reading")
        if moment is None:
            return FootRow(
                "last_reading", name, self.tr("none yet"), Shape.TIME,
                self.tr("No reading has been stored yet."),
            )  # fmt: skip
        zone = zone_named(self._board.time_zone)
        now = self.home_time()
        return FootRow(
            "last_reading", name, self._wording.time_or_day(moment, now, zone), Shape.TIME,
            self.tr("The newest reading, in the home's time."),
        )  # fmt: skip
