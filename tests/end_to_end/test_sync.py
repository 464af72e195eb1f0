"""`sync` from the terminal, performed by the process that records."""

import asyncio
import signal
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from energy_desktop.adapters.embedded.state_store import EmbeddedStateStore
from energy_desktop.model.recording import SyncEntry
from tests.end_to_end.program import Program, ended
from tests.end_to_end.test_demo import demo_recording

pytestmark = pytest.mark.timeout(180)

START = datetime(2026, 11, 20, 12, tzinfo=UTC)
DEMO = ("--demo", "--demo-start", START.isoformat())
METER = "sensor.solar_energy"


def back(**ago: float) -> str:
    return (START - timedelta(**ago)).isoformat()


async def sync_log(program: Program) -> list[SyncEntry]:
    """What the stores say, once nobody holds them."""
    (folder,) = {path.parent for path in program.data_dir.rglob("state.sqlite")}
    state = await EmbeddedStateStore.open(folder)
    entries = [entry for entry in await state.sync_log(limit=1000) if entry.kind == "sync"]
    await state.close()
    return entries


async def test_a_range_is_fetched_by_the_running_recorder(tmp_path: Path) -> None:
    program = Program(tmp_path / "data")
    wanted = (
        "sync",
        *DEMO,
        "--json",
        "--entity",
        METER,
        "--from",
        back(hours=6),
        "--to",
        back(hours=1),
    )
    async with program.running("record", *DEMO) as process:
        await demo_recording(program)
        synced = await program.run(*wanted, "--raw")
        again = await program.run(*wanted, "--raw")
        await ended(process, signal.SIGTERM)
    assert synced.status == 0, synced.errors
    document = synced.document
    assert list(document) == [
        "entities",
        "from",
        "to",
        "period",
        "statistics",
        "readings",
        "duration_s",
    ]
    assert (document["entities"], document["period"]) == ([METER], "hour")
    assert document["statistics"] == 5
    assert document["readings"] > 0
    assert again.document["readings"] == document["readings"]
    assert [entry.error for entry in await sync_log(program)] == [None, None]


async def test_who_goes_away_cancels_it(tmp_path: Path) -> None:
    program = Program(tmp_path / "data")
    wanted = ("sync", *DEMO, "--raw", "--from", back(days=9), "--to", back())
    async with program.running("record", *DEMO) as process:
        await demo_recording(program)
        async with program.running(*wanted) as asking:
            await asyncio.sleep(3)
            asking.kill()
            await asking.wait()
        status = await program.run("status", *DEMO, "--json")
        assert status.document["recorder"]["state"] == "recording"
        await ended(process, signal.SIGTERM)
    (entry,) = await sync_log(program)
    assert entry.error == "cancelled"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--entity", "sensor.nobody", "--from", back(hours=1), "--to", back()), "never recorded"),
        (("--from", back(), "--to", back(hours=1)), "before it begins"),
        (("--from", "yesterday", "--to", back()), "is not a time"),
    ],
)
async def test_what_cannot_be_is_answered_with_a_sentence(
    tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    program = Program(tmp_path / "data")
    async with program.running("record", *DEMO):
        await demo_recording(program)
        refused = await program.run("sync", *DEMO, *arguments)
    assert refused.status == 2
    assert words in refused.errors
