"""Days that were missed, fetched from a real Home Assistant, and an hour reconciled with it."""

import asyncio
import json
import math
import signal
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from energy_desktop.adapters.embedded.metric_store import EmbeddedMetricStore
from energy_desktop.adapters.embedded.state_store import EmbeddedStateStore
from energy_desktop.model.columns import ReadingColumns
from energy_desktop.model.coverage import BatchMark, EntitySet, Session
from energy_desktop.model.entities import DatedUnit, Entity
from energy_desktop.model.readings import Reading
from energy_desktop.model.repair_plan import DOWN
from energy_desktop.model.timestamps import DAY, HOUR, MINUTE, SECOND, Micros, format_utc
from tests.end_to_end.program import Program, ended
from tests.end_to_end.test_real_home_assistant import connected, export, exported, held_by
from tests.real_home_assistant.database import SeededStatistic, StatisticKind
from tests.real_home_assistant.fixtures import (
    baked_home_assistant,
    real_home_assistant,
    stopped_home_assistant,
)
from tests.real_home_assistant.peer import RealHomeAssistant

__all__ = ["baked_home_assistant", "real_home_assistant", "stopped_home_assistant"]

pytestmark = [pytest.mark.real_home_assistant, pytest.mark.timeout(300)]

POWER, METER = "sensor.peer_power_w_0", "sensor.peer_energy_wh_0"
KILOWATTS, CYCLES = "sensor.peer_power_kw_0", "sensor.peer_energy_total_kwh_0"
ENTITIES = [POWER, METER, KILOWATTS, CYCLES]
EVERY = 47.3
"""Seconds between two seeded states: no multiple of a period."""


def attributes_of(home: RealHomeAssistant, entity_id: str) -> Mapping[str, object]:
    return next(e.attributes for e in home.entities if e.entity_id == entity_id)


def seed(home: RealHomeAssistant, start: float, end: float) -> None:
    """States of a few entities over a stretch, with a pause of an entity and a text between."""
    with home.seeding() as database:
        for place, entity_id in enumerate(ENTITIES):
            attributes = attributes_of(home, entity_id)
            rows = []
            for number in range(int((end - start) / EVERY)):
                at = start + number * EVERY + place
                rows.append((at, _state(entity_id, number)))
            database.states(entity_id, rows, attributes)


def _state(entity_id: str, number: int) -> str:
    if number % 97 == 0:
        return "unavailable"
    if entity_id in (METER, CYCLES):
        grown = number % 1_000  # both begin anew now and then
        return str(grown) if entity_id == METER else f"{grown / 10:.1f}"
    wave = 500 + 400 * math.sin(number / 20)
    return f"{wave:.1f}" if entity_id == POWER else f"{wave / 1000:.4f}"


async def left_days_ago(folder: Path, home: RealHomeAssistant, ended_at: int) -> None:
    """The stores as a recorder left them that recorded for an hour and was stopped then."""
    state, metrics = await EmbeddedStateStore.open(folder), await EmbeddedMetricStore.open(folder)
    units = {e: str(attributes_of(home, e)["unit_of_measurement"]) for e in ENTITIES}
    start, end = Micros(ended_at - HOUR), Micros(ended_at)
    await state.save_entities(
        Entity(e, e, is_tracked=True, units=(DatedUnit(units[e], start),)) for e in ENTITIES
    )
    members = EntitySet.of(ENTITIES)
    readings = ReadingColumns.of([Reading(e, start, 1.0) for e in ENTITIES])
    await metrics.write_readings(readings, BatchMark(1, "before", end))
    await state.begin_session(Session("before", members.set_id, start, start, 1), members)
    await state.advance_session("before", end, 1, start)
    await metrics.close()
    await state.close()


async def until_repaired(program: Program) -> dict[str, object]:
    """Wait until nothing is open any more; the status then."""
    async with asyncio.timeout(240):
        while True:
            status: dict[str, object] = (await program.run("status", "--json")).document
            gaps = status["gaps"]
            assert isinstance(gaps, dict)
            if gaps["repaired"] and not gaps["open"]:
                return status
            await asyncio.sleep(1)


async def until_reconciled(program: Program) -> dict[str, int]:
    """Wait for the first reconciliation; its differences."""
    async with asyncio.timeout(240):
        while True:
            status = (await program.run("status", "--json")).document["reconciliation"]
            if status["last"]:
                differences: dict[str, int] = status["differences"]
                return differences
            await asyncio.sleep(1)


async def test_days_that_were_missed_are_fetched_row_for_row_and_the_audit_agrees(
    tmp_path: Path, stopped_home_assistant: RealHomeAssistant
) -> None:
    home = stopped_home_assistant
    now = time.time_ns() // 1_000
    stopped = now - 3 * DAY
    down = now - HOUR
    seed(home, stopped / 1e6, down / 1e6)
    with home.seeding() as database:
        first = (stopped - DAY) // (5 * MINUTE) * 300
        for entity_id in (POWER, KILOWATTS):
            kind = StatisticKind(entity_id, "W" if entity_id == POWER else "kW", has_mean=True)
            held = [SeededStatistic(first + n * 300, 1.0, 1.0, 1.0) for n in range(12)]
            database.statistics(kind, held, "5minute")
    folder = tmp_path / "data"
    folder.mkdir()
    await left_days_ago(folder, home, stopped)
    await home.start()
    program = await connected(tmp_path, home)
    async with program.running("record", "--json") as process:
        await until_repaired(program)
        until = time.time_ns() // 1_000
        await home.recorded()
        report = (await ended(process, signal.SIGTERM)).document

    rows = held_by(home, ENTITIES, stopped, until)
    assert len(rows) > 3 * 24 * 3600 / EVERY * 0.9 * len(ENTITIES)
    assert exported(await export(program, ENTITIES, stopped, until)) == rows
    assert report["gaps"] == {"found": 1, "repaired": 1, "open": 0}
    audit = await program.run(
        "audit",
        "--json",
        f"--from={format_utc(Micros(stopped))}",
        f"--to={format_utc(Micros(until))}",
    )
    assert audit.status == 0, audit.output
    assert audit.document["unexplained"] == 0
    assert {e["entity_id"] for e in audit.document["entities"]} == set(ENTITIES)
    assert all(e["readings"] for e in audit.document["entities"])
    state = await EmbeddedStateStore.open(folder)
    ledger = await state.ledger([POWER])
    await state.close()
    marked = [i.span for i in ledger.intervals if i.reason == DOWN]
    assert down - 2 * MINUTE < marked[0].start < down
    # It was started twice since: to be made, and for this test.
    assert marked[0].end > down + HOUR // 2


async def test_an_hour_of_a_real_home_leaves_nothing_unexplained(
    tmp_path: Path, stopped_home_assistant: RealHomeAssistant
) -> None:
    home = stopped_home_assistant
    hour = time.time_ns() // 1_000 // HOUR * HOUR - HOUR
    seed(home, (hour - HOUR) / 1e6, (hour + HOUR) / 1e6 - 1)
    with home.seeding() as database:
        database.compile_from((hour - HOUR) / 1e6)
    await home.start()
    await home.recorded()
    program = await connected(tmp_path, home)
    assert (await program.run("track", *ENTITIES)).status == 0
    async with program.running("record") as process:
        differences = await until_reconciled(program)
        synced = await program.run(
            "sync",
            "--json",
            "--raw",
            *(f"--entity={e}" for e in ENTITIES),
            f"--from={_text(hour)}",
            f"--to={_text(hour + HOUR)}",
        )
        await ended(process, signal.SIGTERM)
    state = await EmbeddedStateStore.open(tmp_path / "data")
    entries = [e for e in await state.sync_log() if e.kind == "reconciliation"]
    await state.close()
    whole = json.loads(next(e for e in entries if e.entity_id is None).detail or "")
    assert whole["compared"] == len(ENTITIES), whole
    assert whole["differences"] == differences
    assert "unexplained" not in whole["differences"]
    assert synced.status == 0, synced.errors
    assert synced.document["statistics"] == len(ENTITIES)
    rows = held_by(home, ENTITIES, hour, hour + HOUR)
    assert synced.document["readings"] == len(rows)
    assert exported(await export(program, ENTITIES, hour, hour + HOUR)) == rows


def _text(moment: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(moment // SECOND))
