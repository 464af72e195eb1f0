"""The process of a real Home Assistant."""

import asyncio
import atexit
import signal
import socket
import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tests.real_home_assistant.releases import Release

_LAUNCHER = Path(__file__).with_name("launch.py")
_POLL = 0.05

STOP_WITHIN = 60.0


class HomeAssistantFailed(Exception):
    """The server did not start or stop as it should; the text ends with its log."""


class Server:
    """At most one process of Home Assistant, with the configuration in its folder."""

    def __init__(self, release: Release, folder: Path) -> None:
        """Start nothing yet."""
        self._release = release
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """The process, while it runs."""
        running = self._process is not None and self._process.poll() is None
        return self._process.pid if self._process is not None and running else None

    @property
    def log(self) -> str:
        """What it has written so far."""
        file = self._folder / "output.log"
        return file.read_text("utf-8", "replace") if file.exists() else ""

    def launch(self) -> None:
        """Start the process; it ends with this one at the latest."""
        assert self.pid is None, "it runs already"
        with (self._folder / "output.log").open("ab") as log:
            self._process = subprocess.Popen(
                [
                    str(self._release.interpreter),
                    str(_LAUNCHER),
                    *("--config", str(self._folder), "--skip-pip"),
                ],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        atexit.register(self.destroy)

    async def ready(self, answers: Callable[[], bool]) -> None:
        """Return when it answers; raises HomeAssistantFailed when it ends before."""
        while not await asyncio.to_thread(answers):
            if self.pid is None:
                raise HomeAssistantFailed(f"it ended by itself:\n{self.log}")
            await asyncio.sleep(_POLL)

    def send(self, number: signal.Signals) -> None:
        """Send a signal to the running process."""
        assert self._process is not None, "it was never started"
        self._process.send_signal(number)

    async def end(self, number: signal.Signals) -> None:
        """Send a signal and wait for the end; does nothing when it does not run."""
        if self.pid is None:
            return
        self.send(number)
        try:
            async with asyncio.timeout(STOP_WITHIN):
                await until(lambda: self.pid is None)
        except TimeoutError as error:
            raise HomeAssistantFailed(f"it did not stop:\n{self.log}") from error
        finally:
            self.destroy()

    def destroy(self) -> None:
        """Make sure that the process is gone and its pipe closed."""
        process = self._process
        if process is None:
            return
        with suppress(ProcessLookupError):
            process.kill()
        process.wait()
        if process.stdin is not None:
            process.stdin.close()
        atexit.unregister(self.destroy)


async def until(condition: Callable[[], bool]) -> None:
    """Look at a condition that is not free of cost, twenty times a second, until it holds."""
    while True:
        if condition():
            return
        await asyncio.sleep(_POLL)


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
