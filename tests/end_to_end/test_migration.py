"""The data move to real databases and back, killed on the way, and while recording goes on."""

import asyncio
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from energy_desktop.ports.store_opener import Stores
from tests.end_to_end.both_profiles import embedded_stores, server_stores
from tests.end_to_end.program import Program, ended
from tests.ports.sample_readings import EVER
from tests.real_servers.mongodb_fixtures import mongodb_server
from tests.real_servers.mongodb_server import FerretServer
from tests.real_servers.questdb_fixtures import questdb_server
from tests.real_servers.questdb_server import QuestDbServer

__all__ = ["mongodb_server", "questdb_server"]

pytestmark = [pytest.mark.real_servers, pytest.mark.timeout(400)]

NEW_STEP = b"\x1b[2K"
"""How the line of progress is written over."""
DEMO = ("--demo", "--demo-seed", "7", "--demo-start", "2026-11-24T12:00:00Z")
KILLED_AFTER = ((1, 0.0), (1, 0.1), (1, 0.2), (1, 0.4), (2, 0.0))
"""Steps that the migration had shown when it was killed, and seconds since the last of them.

The first is the one before the readings, the second comes when all of them are there.
"""


@pytest.fixture
def program(tmp_path: Path, mongodb_server: FerretServer, questdb_server: QuestDbServer) -> Program:
    environment = {
        "ENERGY_DESKTOP_QUESTDB_ILP": questdb_server.ilp,
        "ENERGY_DESKTOP_QUESTDB_PG": questdb_server.pg,
        "ENERGY_DESKTOP_MONGODB_URI": mongodb_server.uri,
    }
    return Program(tmp_path / "data", environment=environment)


async def _contents(stores: Stores) -> dict[str, Any]:
    """What a pair of stores holds; the stores are closed afterwards."""
    ids = [each.recording_id for each in await stores.state.entities()]
    ledger = await stores.state.ledger(ids)
    contents = {
        "readings": {
            (r.entity_id, r.timestamp): (r.state, r.last_reset)
            for r in await stores.metrics.readings(ids, EVER)
        },
        "sessions": ledger.sessions,
        "intervals": set(ledger.intervals),
        "settings": await stores.state.settings(),
        "entities": await stores.state.entities(),
        "subscription": await stores.state.subscription_state(),
        "sync log": await stores.state.sync_log(limit=10_000),
    }
    await stores.close()
    return contents


async def test_a_migration_that_is_killed_again_and_again_arrives_whole(program: Program) -> None:
    recorded = await program.run("record", *DEMO, "--for", "8s", "--json")
    assert recorded.status == 0, recorded.errors
    for steps, seconds in KILLED_AFTER:
        await _killed_after(program, steps, seconds)
    before = await _contents(await embedded_stores(program.data_dir / "demo"))
    moved = await program.run("migrate", *DEMO, "--to", "servers", "--json")
    assert moved.status == 0, moved.errors
    after = await _contents(await server_stores(program.environment))
    assert moved.document["readings"] == len(before["readings"]) > 1_000
    for what, content in before.items():
        assert after[what] == content, what
    kept = await _contents(await embedded_stores(program.data_dir / "demo"))
    assert kept["readings"].keys() == before["readings"].keys()


async def _killed_after(program: Program, steps: int, seconds: float) -> None:
    """Begin a migration before a terminal, and kill it a moment after a step that it shows."""
    terminal, programs_end = os.openpty()
    process = await program.start("migrate", *DEMO, "--to", "servers", output=programs_end)
    os.close(programs_end)
    try:
        shown = b""
        while shown.count(NEW_STEP) < steps:
            shown += await asyncio.to_thread(os.read, terminal, 4_096)
        await asyncio.sleep(seconds)
    finally:
        process.kill()
        await process.communicate()
        os.close(terminal)
    assert process.returncode == -signal.SIGKILL, shown


async def test_recording_goes_on_while_the_data_move_there_and_back(program: Program) -> None:
    async with program.running("record", *DEMO, "--json") as process:
        await _recording(program)
        for profile in ("servers", "embedded"):
            moved = await program.run("migrate", *DEMO, "--to", profile, "--json")
            assert moved.status == 0, moved.errors
            assert moved.document["held_s"] < 30
            await _more(program)
        report = (await ended(process, signal.SIGTERM)).document
    assert report["rejected"] == {}
    assert report["connection"]["reconnects"] == 0
    stored = await _contents(await embedded_stores(program.data_dir / "demo"))
    on_servers = await _contents(await server_stores(program.environment))
    missing = {
        key: value
        for key, value in on_servers["readings"].items()
        if stored["readings"].get(key) != value
    }
    assert not missing
    assert len(stored["sessions"]) == 1
    assert report["last_reading"] is not None
    assert max(key[1] for key in stored["readings"]) <= stored["sessions"][0].end


async def _recording(program: Program) -> None:
    await _until(program, lambda told: told["recorder"]["state"] == "recording")


async def _more(program: Program) -> None:
    """Wait until something more was recorded."""
    now = await _until(program, lambda told: True)
    before = now["recorder"]["events_today"]
    await _until(program, lambda told: told["recorder"]["events_today"] > before)


async def _until(program: Program, holds: Callable[[Any], bool]) -> Any:
    """The first answer of `status` for which something holds."""
    async with asyncio.timeout(60):
        while True:
            told = await program.run("status", *DEMO, "--json")
            assert told.status == 0, told.errors
            if holds(told.document):
                return told.document
            await asyncio.sleep(0.1)
