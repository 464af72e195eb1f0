"""The program as a person or a script runs it: a process of its own, arguments and output."""

import asyncio
import csv
import io
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

_ENDS_WITHIN = 150.0


@dataclass(frozen=True, slots=True)
class Ended:
    """A program that has ended."""

    status: int
    output: bytes
    errors: str

    @property
    def document(self) -> Any:
        """Standard output as the one JSON document it must be."""
        return json.loads(self.output)

    @property
    def rows(self) -> list[dict[str, str]]:
        """Standard output as CSV."""
        return list(csv.DictReader(io.StringIO(self.output.decode())))


@dataclass(frozen=True, slots=True)
class Program:
    """`energy-desktop` with a data folder of its own; no keyring, as on a small machine."""

    data_dir: Path
    token: str = ""
    environment: dict[str, str] = field(default_factory=dict)

    async def run(self, *arguments: str, stdin: bytes = b"") -> Ended:
        """Run a command to its end."""
        process = await self.start(*arguments)
        async with asyncio.timeout(_ENDS_WITHIN):
            output, errors = await process.communicate(stdin)
        assert process.returncode is not None
        return Ended(process.returncode, output, errors.decode())

    @asynccontextmanager
    async def running(self, *arguments: str) -> AsyncIterator[asyncio.subprocess.Process]:
        """A command that goes on; killed at the end if it still runs."""
        process = await self.start(*arguments)
        try:
            yield process
        except BaseException as error:
            if process.returncode is not None:
                _, errors = await process.communicate()
                said = errors.decode(errors="replace")
                error.add_note(f"{arguments[0]} had ended with {process.returncode}:\n{said}")
            raise
        finally:
            if process.returncode is None:
                process.kill()
            await process.communicate()

    async def recording(self) -> None:
        """Wait until a recorder of this folder records."""
        async with asyncio.timeout(30):
            while True:
                ended = await self.run("status", "--json")
                if ended.status == 0 and ended.document["recorder"]["state"] == "recording":
                    return
                await asyncio.sleep(0.1)

    async def start(
        self, *arguments: str, output: int | IO[bytes] = asyncio.subprocess.PIPE
    ) -> asyncio.subprocess.Process:
        """A command that has begun; its output goes to a pipe that must be read, or to a file."""
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "energy_desktop",
            *arguments,
            stdin=asyncio.subprocess.PIPE,
            stdout=output,
            stderr=output,
            env=self.surroundings(),
        )

    def surroundings(self) -> dict[str, str]:
        """The environment of its processes."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith("ENERGY_DESKTOP_")}
        environment |= {
            "ENERGY_DESKTOP_DATA_DIR": str(self.data_dir),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
            "QT_QPA_PLATFORM": "offscreen",
        }
        if self.token:
            environment["ENERGY_DESKTOP_HA_TOKEN"] = self.token
        return environment | self.environment


async def ended(process: asyncio.subprocess.Process, sent: signal.Signals | None = None) -> Ended:
    """Wait for the end of a running program, after a signal if one is given."""
    if sent is not None:
        process.send_signal(sent)
    async with asyncio.timeout(_ENDS_WITHIN):
        output, errors = await process.communicate()
    assert process.returncode is not None
    return Ended(process.returncode, output, errors.decode())
