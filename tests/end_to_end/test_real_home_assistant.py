"""The program against a real Home Assistant, compared with Home Assistant's own database."""

import asyncio
import signal
from pathlib import Path

import pytest

from energy_desktop.model.readings import WITHOUT_VALUE, number_in
from energy_desktop.model.timestamps import Micros, format_utc
from energy_desktop.model.units import conversion_of
from tests.end_to_end.program import Ended, Program, ended
from tests.real_home_assistant.database import RecordedState
from tests.real_home_assistant.fixtures import (
    baked_home_assistant,
    real_home_assistant,
    stopped_home_assistant,
)
from tests.real_home_assistant.peer import RealHomeAssistant

__all__ = ["baked_home_assistant", "real_home_assistant", "stopped_home_assistant"]

pytestmark = [pytest.mark.real_home_assistant, pytest.mark.timeout(300)]

CHANGES = 10_000
RATE = 700

Row = tuple[str, str, str]
"""entity_id, timestamp and state as exported."""


def expected(entity_id: str, row: RecordedState) -> Row | None:
    """What the store must hold of a row of Home Assistant's; None where the state is no number."""
    moment = format_utc(Micros(row.last_updated))
    if row.state is None or row.state in WITHOUT_VALUE:
        return entity_id, moment, ""
    number = number_in(row.state)
    if number is None:
        return None
    unit = row.attributes.get("unit_of_measurement")
    return entity_id, moment, repr(conversion_of(str(unit) if unit else None)(number))


def held_by(home: RealHomeAssistant, entity_ids: list[str], start: int, end: int) -> list[Row]:
    """What Home Assistant's database has of a stretch, as it must stand in an export."""
    rows = [
        expected(entity_id, row)
        for entity_id in entity_ids
        for row in home.recorded_states(entity_id)
        if start <= row.last_updated < end
    ]
    return sorted(row for row in rows if row is not None)


def exported(output: Ended) -> list[Row]:
    assert output.status == 0, output.errors
    return sorted((r["entity_id"], r["timestamp"], r["state"]) for r in output.rows)


async def connected(tmp_path: Path, home: RealHomeAssistant) -> Program:
    program = Program(tmp_path / "data", home.token)
    connect = await program.run("connect", "--url", home.url)
    assert connect.status == 0, connect.errors
    return program


async def export(program: Program, entity_ids: list[str], start: int, end: int) -> Ended:
    return await program.run(
        "export",
        "--what=readings",
        "--format=csv",
        "--all-states",
        f"--from={format_utc(Micros(start))}",
        f"--to={format_utc(Micros(end))}",
        *(f"--entity={e}" for e in entity_ids),
    )


async def test_every_change_of_a_loaded_home_is_stored_exactly_once(
    tmp_path: Path, real_home_assistant: RealHomeAssistant
) -> None:
    home = real_home_assistant
    program = await connected(tmp_path, home)
    entity_ids = home.metered()
    assert (await program.run("track", *entity_ids)).status == 0
    async with program.running("record", "--json") as process:
        await program.recording()
        load = await home.emit(CHANGES, rate=RATE)
        await home.recorded()
        report = (await ended(process, signal.SIGTERM)).document

    assert load.count == CHANGES
    start, end = load.changes[0].last_updated, load.changes[-1].last_updated + 1
    changes = sorted(c for c in held_by(home, entity_ids, start, end))
    assert len(changes) == CHANGES
    assert exported(await export(program, entity_ids, start, end)) == changes
    assert report["readings_stored"] == CHANGES + len(entity_ids)
    assert report["events_received"] == report["readings_stored"] + report["duplicates"]
    assert report["rejected"] == {}


async def test_by_command_line_alone_the_rows_of_home_assistants_history_come_out(
    tmp_path: Path, real_home_assistant: RealHomeAssistant
) -> None:
    home = real_home_assistant
    program = await connected(tmp_path, home)

    discovered = (await program.run("discover", "--json")).document["entities"]
    found = {e["entity_id"]: e for e in discovered}
    assert set(home.metered()) <= set(found)
    assert "sensor.peer_text_0" not in found
    assert found["sensor.peer_power_kw_0"]["unit"] == "kW"
    assert found["sensor.peer_energy_wh_0"]["device_class"] == "energy"

    kinds = ["energy_wh_0", "energy_kwh_0", "energy_megawatthour_0", "power_w_0", "power_kw_0"]
    entity_ids = [f"sensor.peer_{kind}" for kind in kinds]
    tracked = await program.run("track", *entity_ids)
    assert tracked.status == 0, tracked.errors

    async with program.running("record", "--for", "30s", "--json") as process:
        await program.recording()
        load = await home.emit(500, rate=100, entity_ids=entity_ids)
        await home.set_state("sensor.peer_power_w_0", "unavailable")
        await home.set_state("sensor.peer_power_w_0", "12.5")
        last = await home.set_state("sensor.peer_power_kw_0", "unknown")
        await home.recorded()
        report = (await ended(process)).document

    start, end = load.changes[0].last_updated, last.last_updated + 1
    rows = held_by(home, entity_ids, start, end)
    assert [state for _, _, state in rows].count("") == 2
    output = await export(program, entity_ids, start, end)
    assert exported(output) == rows
    assert {r["unit"] for r in output.rows} == {"kWh", "W"}
    assert {r["source"] for r in output.rows} == {"live"}
    assert report["duration_s"] >= 30
    assert report["connection"]["state"] == "live"


async def test_history_from_before_it_was_tracked_is_imported(
    tmp_path: Path, real_home_assistant: RealHomeAssistant
) -> None:
    home = real_home_assistant
    entity_id = "sensor.peer_energy_kwh_0"
    load = await home.emit(300, rate=0, entity_ids=[entity_id])
    await home.recorded()
    program = await connected(tmp_path, home)
    await program.run("track", entity_id)
    start, end = load.changes[0].last_updated, load.changes[-1].last_updated + 1
    async with program.running("record"):
        await program.recording()
        rows: list[Row] = []
        async with asyncio.timeout(30):
            while len(rows) < 300:
                rows = exported(await export(program, [entity_id], start, end))
    assert rows == held_by(home, [entity_id], start, end)


async def test_a_refused_token_ends_with_four_and_says_what_to_do(
    tmp_path: Path, real_home_assistant: RealHomeAssistant
) -> None:
    program = Program(tmp_path / "data", "not the token")
    refused = await program.run("connect", "--url", real_home_assistant.url)
    assert refused.status == 4
    assert "Long-lived access tokens" in refused.errors
    assert "not the token" not in refused.errors


async def test_what_a_restart_of_home_assistant_cost_is_repaired(
    tmp_path: Path, real_home_assistant: RealHomeAssistant
) -> None:
    home = real_home_assistant
    program = await connected(tmp_path, home)
    entity_id = "sensor.peer_power_w_0"
    await program.run("track", entity_id)
    async with program.running("record", "--json") as process:
        await program.recording()
        before = await home.emit(50, rate=0, entity_ids=[entity_id])
        await home.restart()
        await home.emit(50, rate=0, entity_ids=[entity_id])
        await program.recording()
        after = await home.emit(50, rate=0, entity_ids=[entity_id])
        await home.recorded()
        async with asyncio.timeout(60):
            while (await gaps(program))["repaired"] == 0:
                pass
        report = (await ended(process, signal.SIGTERM)).document
    start, end = before.changes[0].last_updated, after.changes[-1].last_updated + 1
    rows = exported(await export(program, [entity_id], start, end))
    assert rows == held_by(home, [entity_id], start, end)
    assert report["connection"]["reconnects"] >= 1
    assert report["gaps"]["open"] == 0


async def gaps(program: Program) -> dict[str, int]:
    counted: dict[str, int] = (await program.run("status", "--json")).document["gaps"]
    return counted
