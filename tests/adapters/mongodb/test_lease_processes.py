"""Two programs on one server: one records, and the other takes over when it dies or stalls."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from energy_desktop.adapters.mongodb.state_store import MongoStateStore
from tests.ports.sample_readings import SOLAR, at
from tests.ports.state_profiles import MongoState

pytestmark = pytest.mark.real_servers


class Program:
    """A running program and what it has said."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def says(self, wanted: str) -> list[str]:
        """Read on until it says this; the lines up to there."""
        assert self._process.stdout is not None
        lines: list[str] = []
        async with asyncio.timeout(30):
            while not lines or not lines[-1].startswith(wanted):
                line = (await self._process.stdout.readline()).decode().strip()
                assert line, f"it ended, having said {lines}"
                lines.append(line)
        return lines

    def send(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    async def kill(self) -> None:
        if self._process.returncode is None:
            self._process.kill()
        await self._process.communicate()


Start = Callable[[str], Awaitable[Program]]


@pytest.fixture
async def start(home: MongoState) -> AsyncIterator[Start]:
    """Starts programs by name; all have ended afterwards."""
    programs: list[Program] = []

    async def started(name: str) -> Program:
        program = Program(
            await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "tests.adapters.mongodb.lease_process"),
                *(home.uri, home.name, name),
                stdout=asyncio.subprocess.PIPE,
            )
        )
        programs.append(program)
        return program

    yield started
    for program in programs:
        await program.kill()


async def _ends(store: MongoStateStore) -> dict[str, int]:
    return {each.session_id: each.end for each in (await store.ledger([SOLAR])).sessions}


async def test_the_second_takes_over_from_a_killed_one(start: Start) -> None:
    cellar = await start("cellar")
    await cellar.says("reached 1003")
    attic = await start("attic")
    await attic.says("reads cellar")
    await cellar.kill()
    await attic.says("records 2")
    await attic.says("reached 2003")


async def test_one_that_stalled_and_wakes_moves_nothing_any_more(
    start: Start, store: MongoStateStore
) -> None:
    cellar = await start("cellar")
    await cellar.says("reached 1003")
    attic = await start("attic")
    await attic.says("reads cellar")
    cellar.send(signal.SIGSTOP)
    await attic.says("reached 2003")
    before = (await _ends(store))["cellar-1"]
    cellar.send(signal.SIGCONT)
    lines = await cellar.says("reads attic")
    await attic.says("reached 2010")
    assert (await _ends(store))["cellar-1"] == before
    reached = [int(line.split()[1]) for line in lines if line.startswith("reached")]
    assert before >= at(max(reached, default=1003))
    assert list(await _ends(store)) == ["cellar-1", "attic-2"]
