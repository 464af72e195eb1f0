"""The program's window over a home that is being recorded, inside a measurement's own process."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QApplication

from energy_desktop.adapters.home_assistant.home import HomeAssistant
from energy_desktop.adapters.system.machine_settings import MachineSettingsFile
from energy_desktop.app.event_loop import qt_loop
from energy_desktop.app.garbage import (
    collect_on_loop,
    freeze_what_the_start_left,
    no_automatic_collection,
)
from energy_desktop.app.paths import paths_of
from energy_desktop.app.running import RunningHome
from energy_desktop.app.start import Start
from energy_desktop.app.window_parts import WindowParts, window_parts
from energy_desktop.services.supervisor import Supervisor
from energy_desktop.views.main_window import MainWindow

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class OpenWindow:
    """The window and what is behind it."""

    home: RunningHome
    parts: WindowParts
    window: MainWindow


@asynccontextmanager
async def open_window(folder: Path, port: int, snapshot: int) -> AsyncIterator[OpenWindow]:
    """Shown, and recording: so many entities of the snapshot have come."""
    paths = paths_of(folder, demo=False)
    supervisor = Supervisor()
    address = HomeAssistant(f"http://127.0.0.1:{port}", "benchmark", supervisor.spawn)
    start = Start(paths, None, lambda _: None)
    home = RunningHome(start, address)
    await home.open()
    settings = MachineSettingsFile(paths.settings)
    parts = window_parts(home, settings, start, has_tray=False)
    window = parts.build(paths.window)
    parts.start()
    window.show()
    with no_automatic_collection():
        supervisor.keep("garbage", collect_on_loop)
        supervisor.spawn("freezing", freeze_what_the_start_left())
        while home.board.tally.events_received < snapshot + 1:
            await asyncio.sleep(0.05)
        try:
            yield OpenWindow(home, parts, window)
        finally:
            parts.stop()
            window.hide()
            await home.close()
            await supervisor.close()


def on_qt_loop(work: Callable[[], Awaitable[T]]) -> T:
    """Run to its end on the loop that the program has."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    application.setQuitOnLastWindowClosed(False)

    async def finish() -> T:
        return await work()

    with asyncio.Runner(loop_factory=lambda: qt_loop(application)) as runner:
        return runner.run(finish())
