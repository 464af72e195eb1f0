"""The window: screen and recorder on one loop."""

import asyncio
import os
import sys
from contextlib import AsyncExitStack, aclosing
from pathlib import Path

from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

import energy_desktop
from energy_desktop.adapters.local_channel.client import ChannelClient
from energy_desktop.adapters.local_channel.data_lock import DataLock
from energy_desktop.adapters.local_channel.server import ChannelServer
from energy_desktop.app.demo import DemoInside
from energy_desktop.app.event_loop import qt_loop
from energy_desktop.app.garbage import (
    collect_on_loop,
    freeze_what_the_start_left,
    no_automatic_collection,
)
from energy_desktop.app.leaving import Leaving
from energy_desktop.app.running import RunningHome
from energy_desktop.app.shown_window import ShownWindow
from energy_desktop.app.start import Start
from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import ChannelFailed, EnergyDesktopError
from energy_desktop.ports.home import Home
from energy_desktop.ports.home_finder import HomeFinder
from energy_desktop.ports.recorder_control import Result
from energy_desktop.services.supervisor import Supervisor
from energy_desktop.views.fonts import font

_ICON = Path(energy_desktop.__file__).parent / "views" / "icons" / "app.svg"
_INTERRUPTED = 130
_TAKE_OVER_WITHIN = 20.0
_TAKE_OVER_PAUSE = 0.2


def show_window(start: Start, lock: DataLock | None) -> int:
    """Open the window and stay until it is left; the exit status.

    Without the lock another process records: it hands over, and gets the stores back at
    the end. Raises EnergyDesktopError where there is no screen.
    """
    _look_for_a_screen()
    application = QApplication([sys.argv[0]])
    application.setApplicationName("Energy Desktop")
    application.setQuitOnLastWindowClosed(False)
    application.setWindowIcon(QIcon(str(_ICON)))
    application.setFont(font())
    QGuiApplication.setDesktopFileName("energy-desktop")
    with asyncio.Runner(loop_factory=lambda: qt_loop(application)) as runner:
        return runner.run(WindowProgram(application, start).stay(lock))


class WindowProgram:
    """The order in which things begin and end around the window."""

    def __init__(self, application: QApplication, start: Start) -> None:
        self._application = application
        self._start = start
        self._supervisor = Supervisor()
        self.leaving = Leaving()
        self.home: RunningHome | None = None
        """What is recorded, once the stores are there."""

    async def stay(self, lock: DataLock | None) -> int:
        """From the first lock to the last flush."""
        async with AsyncExitStack() as stack:
            stack.push_async_callback(self._supervisor.close)
            stack.enter_context(self.leaving.on_signals())
            stack.enter_context(no_automatic_collection())
            self._supervisor.keep("garbage", collect_on_loop)
            held = lock or await self._taken_over(stack)
            if held is None:
                return 0
            stack.enter_context(held)
            home = self.home = RunningHome(self._start, await self._demo_home(stack))
            stack.push_async_callback(home.close)
            await home.open()
            window = ShownWindow(self._application, self._start, home, self.leaving, _finder)
            stack.callback(window.close)
            await window.open()
            self._supervisor.spawn("freezing", freeze_what_the_start_left())
            server = ChannelServer(self._start.paths.data, home, lock=held)
            self._supervisor.keep("local channel", server.run)
            await self.leaving.asked()
        return _INTERRUPTED if self.leaving.interrupted else 0

    async def _taken_over(self, stack: AsyncExitStack) -> DataLock | None:
        """The lock, from the recorder without a window that has it; it waits meanwhile.

        None when another window was quicker: that one has come to the front.
        """
        client = ChannelClient(self._start.paths.data)
        loop = asyncio.get_running_loop()
        deadline = loop.time() + _TAKE_OVER_WITHIN
        while True:
            try:
                await stack.enter_async_context(client.hand_over())
                break
            except ChannelFailed:
                if await _raised(client):
                    return None
                if loop.time() > deadline:
                    raise
                await asyncio.sleep(_TAKE_OVER_PAUSE)
        lock = DataLock(self._start.paths.data)
        if not lock.acquire():
            raise EnergyDesktopError(
                ProblemCode.RUNNING_PROGRAM_FAILED, reason="a third process took the data"
            )
        return lock

    async def _demo_home(self, stack: AsyncExitStack) -> Home | None:
        if self._start.demo is None:
            return None
        inside = DemoInside(self._start.demo)
        home = await inside.start(self._supervisor)
        stack.push_async_callback(inside.stop)
        return home


def _finder() -> HomeFinder:
    """Loaded by a first start alone."""
    from energy_desktop.adapters.zeroconf_browser.finder import ZeroconfFinder

    return ZeroconfFinder()


async def _raised(client: ChannelClient) -> bool:
    """Whether a window holds the data now, and has come to the front."""
    try:
        async with aclosing(client.perform("raise", {})) as messages:
            async for message in messages:
                if isinstance(message, Result):
                    return bool(message.value["raised"])
    except ChannelFailed:
        pass
    return False


def _look_for_a_screen() -> None:
    """Qt ends the whole process where it finds no screen: look before."""
    if sys.platform in ("win32", "darwin"):
        return
    chosen = os.environ.get("QT_QPA_PLATFORM", "")
    if chosen or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        return
    raise EnergyDesktopError(
        ProblemCode.DISPLAY_MISSING, reason="neither DISPLAY nor WAYLAND_DISPLAY is set"
    )
