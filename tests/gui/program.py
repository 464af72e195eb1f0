"""The program with its window, from its start to its end, and what a person does with it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from energy_desktop.adapters.local_channel.data_lock import DataLock
from energy_desktop.app.demo import DemoOptions, demo_options
from energy_desktop.app.paths import paths_of
from energy_desktop.app.start import Start
from energy_desktop.app.window import WindowProgram
from energy_desktop.services.status_board import StatusBoard
from energy_desktop.views.main_window import MainWindow
from tests.gui.homes import START
from tests.gui.watchdog import Watchdog
from tests.waiting import until

Found = TypeVar("Found", bound=QWidget)

DEMO: DemoOptions = demo_options(7, START, 1.0)


class OpenProgram:
    """A running program."""

    def __init__(self, program: WindowProgram) -> None:
        self.program = program

    @property
    def board(self) -> StatusBoard:
        """What the program knows of itself."""
        assert self.program.home is not None
        return self.program.home.board

    @property
    def window(self) -> MainWindow:
        """Its window, hidden or not; after a change of language it is another."""
        alive = [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)]
        shown = [w for w in alive if w.isVisible()]
        return (shown or alive)[-1]

    def every(self, kind: type[Found], inside: QWidget | None = None) -> list[Found]:
        """All visible widgets of a kind."""
        return [w for w in (inside or self.window).findChildren(kind) if w.isVisible()]

    def the(self, kind: type[Found]) -> Found:
        """The first visible widget of a kind."""
        found = self.every(kind)
        assert found, f"no {kind.__name__} is visible"
        return found[0]

    def named(self, kind: type[Found], name: str) -> Found:
        """The visible widget of a kind that is read aloud so."""
        found = [w for w in self.every(kind) if w.accessibleName() == name]
        names = sorted({w.accessibleName() for w in self.every(kind)})
        assert found, f"no {kind.__name__} is named {name!r}; there are {names}"
        return found[0]

    @property
    def texts(self) -> set[str]:
        """Every line of text that can be seen."""
        return {label.text() for label in self.every(QLabel) if label.text()}

    async def sees(self, predicate: Callable[[], object], within: float = 20.0) -> None:
        """Wait until it shows."""
        await until(predicate, within)

    async def reads(self, text: str, within: float = 20.0) -> None:
        """Wait until a text can be read somewhere."""
        await until(lambda: any(text in shown for shown in self.texts), within)

    async def press(
        self,
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        on: QWidget | None = None,
    ) -> None:
        """Press and release a key."""
        QTest.keyClick(on or self.window, key, modifier)
        await asyncio.sleep(0)

    async def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click into the middle, or at a place."""
        QTest.mouseClick(
            widget,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            at or widget.rect().center(),
        )
        await asyncio.sleep(0)

    async def type(self, widget: QWidget, text: str) -> None:
        """Type into a field."""
        widget.setFocus()
        QTest.keyClicks(widget, text)
        await asyncio.sleep(0)


@asynccontextmanager
async def open_program(
    application: QApplication, data_folder: Path, demo: DemoOptions | None = None
) -> AsyncIterator[OpenProgram]:
    """The program, opened; it is left in order at the end of the block.

    Fails when an operation held the loop meanwhile.
    """
    paths = paths_of(data_folder, demo=demo is not None)
    lock = DataLock(paths.data)
    assert lock.acquire()
    program = WindowProgram(application, Start(paths, demo, lambda _: None))
    opened = OpenProgram(program)
    async with asyncio.TaskGroup() as group:
        staying = group.create_task(program.stay(lock))
        await until(lambda: staying.done() or _is_shown())
        watchdog = Watchdog()
        try:
            with watchdog:
                yield opened
        finally:
            program.leaving.ask()
            assert await staying == 0
    # Outside of the group, which would wrap it up: by these words the test may run once more.
    watchdog.complain()


def _is_shown() -> bool:
    """Whether a window is there that takes what is typed."""
    return isinstance(QApplication.activeWindow(), MainWindow)
