"""The real program, `energy-desktop record`, as a process that can be killed and started again."""

import asyncio
import shutil
import signal
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from energy_desktop.adapters.embedded import metric_store, state_store
from energy_desktop.adapters.local_channel.client import ChannelClient
from energy_desktop.ports.errors import EnergyDesktopError
from energy_desktop.ports.recorder_control import Result
from tests.end_to_end.program import Program

_ENDS_WITHIN = 60.0
_STATUS_WITHIN = 5.0
_LOOK_EVERY = 0.1

Wanted = Callable[[Mapping[str, Any]], bool]
"""Whether a status is as wanted."""

METRICS = metric_store.FILE_NAME
STATE = state_store.FILE_NAME


class RecorderProcess:
    """One data folder and at most one recorder that works on it."""

    def __init__(self, folder: Path, token: str, log: Path) -> None:
        self.data = folder
        self.token = token
        self._log = log
        self._process: asyncio.subprocess.Process | None = None

    @property
    def is_running(self) -> bool:
        """Whether the process has not ended."""
        return self._process is not None and self._process.returncode is None

    async def start(self, token: str | None = None) -> None:
        """Begin to record; with another token, if one is given."""
        program = Program(self.data, self.token if token is None else token)
        with self._log.open("ab") as log:
            self._process = await program.start("record", output=log)

    async def run(self, *arguments: str) -> Any:
        """Run another command of the program to its end."""
        return await Program(self.data, self.token).run(*arguments)

    async def kill(self) -> None:
        """End it as a power cut would; it may be frozen."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> None:
        """End it in order."""
        await self._end(signal.SIGTERM)

    async def ended(self) -> int:
        """Wait until it has ended by itself; its exit status."""
        assert self._process is not None
        async with asyncio.timeout(_ENDS_WITHIN):
            return await self._process.wait()

    def freeze(self) -> None:
        """Stop it in the middle of whatever it does."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self._signal(signal.SIGCONT)

    async def status(self) -> Mapping[str, Any] | None:
        """The document of `status`; None while nobody answers."""
        with suppress(EnergyDesktopError, TimeoutError):
            async with asyncio.timeout(_STATUS_WITHIN):
                async for message in ChannelClient(self.data).perform("status", {}):
                    if isinstance(message, Result):
                        document: Mapping[str, Any] = message.value
                        return document
        return None

    async def until(self, as_wanted: Wanted, within: float) -> bool:
        """Wait until its status is as wanted; False when it ended, or did not come to that."""
        with suppress(TimeoutError):
            async with asyncio.timeout(within):
                while self.is_running:
                    status = await self.status()
                    if status is not None and as_wanted(status):
                        return True
                    await asyncio.sleep(_LOOK_EVERY)
        return False

    def copy_to(self, folder: Path) -> None:
        """Copy the files of both stores; the recorder must not run."""
        assert not self.is_running
        folder.mkdir(parents=True)
        for file in _files(self.data, METRICS, STATE):
            shutil.copy2(file, folder)

    def restore_from(self, folder: Path, *names: str) -> None:
        """Replace stores by older copies; the recorder must not run."""
        assert not self.is_running
        for file in _files(self.data, *names):
            file.unlink()
        for file in _files(folder, *names):
            shutil.copy2(file, self.data)

    def _signal(self, number: signal.Signals) -> None:
        assert self._process is not None
        with suppress(ProcessLookupError):
            self._process.send_signal(number)

    async def _end(self, number: signal.Signals) -> None:
        if not self.is_running:
            return
        self._signal(number)
        assert self._process is not None
        try:
            async with asyncio.timeout(_ENDS_WITHIN):
                await self._process.wait()
        except TimeoutError:
            self._signal(signal.SIGKILL)
            await self._process.wait()
            raise


def _files(folder: Path, *names: str) -> list[Path]:
    return [file for name in names for file in sorted(folder.glob(f"{name}*"))]


def is_recording(status: Mapping[str, Any]) -> bool:
    """Whether readings are recorded live."""
    return bool(
        status["recorder"]["state"] == "recording" and status["home_assistant"]["state"] == "live"
    )


def has_no_open_gap(status: Mapping[str, Any]) -> bool:
    """Whether everything that was missed is repaired."""
    return is_recording(status) and status["gaps"]["open"] == 0
