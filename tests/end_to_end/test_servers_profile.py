"""The program on real databases, as an operator of several machines runs it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

import pytest

from energy_desktop.model.coverage import Source
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.timestamps import parse_moment
from energy_desktop.ports.store_opener import Stores
from tests.end_to_end.both_profiles import embedded_stores, server_stores
from tests.end_to_end.program import Program
from tests.real_servers.mongodb_fixtures import mongodb_server
from tests.real_servers.mongodb_server import PASSWORD, FerretServer
from tests.real_servers.questdb_fixtures import questdb_server
from tests.real_servers.questdb_server import PASSWORD as QUESTDB_PASSWORD
from tests.real_servers.questdb_server import QuestDbServer

__all__ = ["mongodb_server", "questdb_server"]

pytestmark = [pytest.mark.real_servers, pytest.mark.timeout(240)]

DEMO = ("--demo", "--demo-seed", "7", "--demo-start", "2026-11-24T12:00:00Z")
ON_SERVERS = ("--profile", "servers")


@pytest.fixture
def addresses(mongodb_server: FerretServer, questdb_server: QuestDbServer) -> dict[str, str]:
    """What a script puts into the environment."""
    return {
        "ENERGY_DESKTOP_QUESTDB_ILP": questdb_server.ilp,
        "ENERGY_DESKTOP_QUESTDB_PG": questdb_server.pg,
        "ENERGY_DESKTOP_MONGODB_URI": mongodb_server.uri,
    }


@pytest.fixture
def program(tmp_path: Path, addresses: dict[str, str]) -> Program:
    """A program on one machine."""
    return Program(tmp_path / "cellar", environment=addresses)


@pytest.fixture
def other(tmp_path: Path, addresses: dict[str, str]) -> Program:
    """A program on another machine, with the same databases."""
    return Program(tmp_path / "attic", environment=addresses)


async def _live_stretch(stores: Stores) -> TimeRange:
    """What the only session covers."""
    tracked = [each.recording_id for each in await stores.state.entities() if each.is_tracked]
    (session,) = (await stores.state.ledger(tracked)).sessions
    return TimeRange(session.start, session.end)


@pytest.fixture
async def servers(addresses: dict[str, str]) -> AsyncIterator[Stores]:
    """Both stores, beside the program that records into them."""
    stores = await server_stores(addresses)
    yield stores
    await stores.close()


async def test_both_profiles_record_the_same_keys_and_values(
    program: Program, servers: Stores, tmp_path: Path
) -> None:
    recording = ("record", *DEMO, "--for", "20s", "--json")
    embedded_program = Program(tmp_path / "embedded")
    on_servers, embedded = await asyncio.gather(
        program.run(*recording, *ON_SERVERS), embedded_program.run(*recording)
    )
    for each in (on_servers, embedded):
        assert each.status == 0, each.errors
        report = each.document
        dropped = sum(report["rejected"].values())
        assert report["events_received"] == (
            report["readings_stored"] + report["duplicates"] + dropped
        )
    files = await embedded_stores(tmp_path / "embedded" / "demo")
    try:
        common = (await _live_stretch(servers)).intersection(await _live_stretch(files))
        assert common is not None
        tracked = [e.recording_id for e in await files.state.entities() if e.is_tracked]
        assert tracked == [e.recording_id for e in await servers.state.entities() if e.is_tracked]
        wanted = list(await files.metrics.readings(tracked, common))
        assert len(wanted) > 10
        assert list(await servers.metrics.readings(tracked, common)) == wanted
    finally:
        await files.close()


async def test_the_second_program_reads_and_tells_who_records(
    program: Program, other: Program
) -> None:
    async with program.running("record", *DEMO, *ON_SERVERS):
        await _recorder_is(program, "recording")
        idle = await other.run("record", *DEMO, *ON_SERVERS, "--for", "3s", "--json")
        assert idle.status == 0, idle.errors
        assert idle.document["readings_stored"] == 0
        assert "records; this program only reads" in idle.errors
        status = await program.run("status", *DEMO, *ON_SERVERS, "--json")
        assert status.document["recorder"]["recorded_by"] is None
        refused = await other.run("untrack", *DEMO, *ON_SERVERS, "sensor.pond_power")
        assert refused.status == 5
        assert "only one program does" in refused.errors


async def test_when_the_recorder_ends_another_goes_on_at_once(
    program: Program, other: Program
) -> None:
    async with program.running("record", *DEMO, *ON_SERVERS) as first:
        await _recorder_is(program, "recording")
        async with other.running("record", *DEMO, *ON_SERVERS):
            await _recorder_is(other, "waiting")
            first.terminate()
            await first.wait()
            await _recorder_is(other, "recording")


async def test_recording_goes_on_while_mongodb_is_away(
    program: Program, mongodb_server: FerretServer, servers: Stores
) -> None:
    async with program.running("record", *DEMO, *ON_SERVERS) as process:
        await _recorder_is(program, "recording")
        mongodb_server.kill()
        away = await _until(program, lambda told: told["journal"]["statements"] > 0)
        assert away["recorder"]["state"] == "recording"
        assert "cannot be reached" in away["stores"]["state"]
        assert away["stores"]["metrics"] == "ok"
        stored = away["recorder"]["events_today"]
        later = await _until(program, lambda told: told["recorder"]["events_today"] > stored)
        mongodb_server.start()
        back = await _until(program, lambda told: told["stores"]["state"] == "ok")
        assert back["journal"]["statements"] == 0
        # A killed program covers up to its last event, without that moment; one that ends asks
        # Home Assistant's clock once more.
        process.terminate()
        await process.wait()
    tracked = [e.recording_id for e in await servers.state.entities() if e.is_tracked]
    (covered,) = (await servers.state.ledger(tracked)).covered(tracked[0], [Source.LIVE])
    stored_while_away = parse_moment(later["home_assistant"]["last_event_at"], UTC)
    assert covered.contains(stored_while_away)
    assert stored_while_away in (await servers.metrics.readings(tracked, covered)).timestamp


async def test_a_wrong_password_ends_with_5_and_shows_no_secret(
    program: Program, addresses: dict[str, str]
) -> None:
    addresses["ENERGY_DESKTOP_MONGODB_URI"] = addresses["ENERGY_DESKTOP_MONGODB_URI"].replace(
        "pass-", "pess-"
    )
    failed = await program.run("status", *ON_SERVERS, "--log-level", "debug")
    assert failed.status == 5
    assert "refused the user name or the password" in failed.errors
    assert "pess-" not in failed.errors
    log = (program.data_dir / "logs" / "energy-desktop.log").read_text("utf-8")
    assert "pess-" not in log


async def test_no_password_comes_into_the_log(program: Program) -> None:
    ended = await program.run(
        "record", *DEMO, *ON_SERVERS, "--for", "3s", "--json", "--log-level", "debug"
    )
    assert ended.status == 0, ended.errors
    log = (program.data_dir / "demo" / "logs" / "energy-desktop.log").read_text("utf-8")
    assert "journal" in log or "repair" in log
    for secret in (PASSWORD, quote_plus(PASSWORD), QUESTDB_PASSWORD):
        assert secret not in log
        assert secret not in ended.errors


async def test_a_missing_address_is_wrong_usage_and_named(
    program: Program, addresses: dict[str, str]
) -> None:
    del addresses["ENERGY_DESKTOP_QUESTDB_PG"]
    failed = await program.run("status", *ON_SERVERS)
    assert failed.status == 2
    assert "ENERGY_DESKTOP_QUESTDB_PG" in failed.errors
    assert "ENERGY_DESKTOP_MONGODB_URI" not in failed.errors


async def test_the_databases_are_tested_and_nothing_is_kept_without_a_keyring(
    program: Program, mongodb_server: FerretServer
) -> None:
    tested = await program.run("servers", "--json")
    assert tested.status == 0, tested.errors
    assert tested.document == {"questdb": "ok", "mongodb": "ok", "saved": False}
    not_kept = await program.run("servers", "--save")
    assert not_kept.status == 5
    assert "Nothing was saved" in not_kept.errors
    assert not (program.data_dir / "settings.toml").exists()
    mongodb_server.kill()
    away = await program.run("servers")
    assert away.status == 5
    assert "cannot be reached" in away.errors


async def test_servers_that_are_away_end_a_command_with_5(
    program: Program, mongodb_server: FerretServer
) -> None:
    mongodb_server.kill()
    failed = await program.run("status", *ON_SERVERS)
    assert failed.status == 5
    assert "cannot be reached" in failed.errors


async def _until(program: Program, holds: Callable[[Any], bool]) -> Any:
    """The first answer of `status` for which something holds."""
    async with asyncio.timeout(60):
        while True:
            ended = await program.run("status", *DEMO, *ON_SERVERS, "--json")
            assert ended.status == 0, ended.errors
            if holds(ended.document):
                return ended.document
            await asyncio.sleep(0.1)


async def _recorder_is(program: Program, state: str) -> None:
    await _until(program, lambda told: told["recorder"]["state"] == state)
