"""The audit of real embedded stores against a home in memory."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from energy_desktop.model.columns import ReadingColumns
from energy_desktop.model.entities import EarlierId, Entity
from energy_desktop.model.home import StateEvent
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.readings import Reading
from energy_desktop.model.recording import RecorderState
from energy_desktop.model.statistics import Period, StatisticRow
from energy_desktop.model.timestamps import DAY, HOUR, MINUTE, SECOND, Micros
from energy_desktop.ports.recorder_control import Chunk, Progress, Result
from energy_desktop.services.audit import Audit
from energy_desktop.services.audit_report import audit_messages
from tests.fakes.clock import NOON
from tests.fakes.home import FakeHome
from tests.services.recorder.bench import A, B, RecorderBench, recording
from tests.waiting import until


@pytest.fixture
def home() -> FakeHome:
    """Two entities with some history, and 5-minute statistics of nine days."""
    home = FakeHome()
    home.statistic_rows[Period.FIVE_MINUTES] = [
        StatisticRow(A, Micros(NOON - 9 * DAY), *[None] * 6)
    ]
    for n in range(20):
        home.change(A, str(100 + n), after=60)
    home.change(B, "200")
    return home


@asynccontextmanager
async def recorded(folder: Path, home: FakeHome) -> AsyncIterator[RecorderBench]:
    """A recorder that has everything, a minute later."""
    async with recording(folder, home, [A, B]) as bench:
        await until(lambda: bench.board.recorder is RecorderState.RECORDING)
        await until(lambda: bench.board.repairs_ended)
        home.now = Micros(home.now + MINUTE)
        yield bench


async def audited(bench: RecorderBench, *entity_ids: str) -> dict[str, Any]:
    """The document of an audit of everything."""
    entities = [bench.tracking.find(entity_id) for entity_id in entity_ids or (A, B)]
    audit = Audit(bench.stores, bench.access)
    span = TimeRange(Micros(NOON - 2 * DAY), Micros(NOON + 2 * DAY))
    document: dict[str, Any] = {"differences": []}
    async for message in audit_messages(audit, [e for e in entities if e], span):
        match message:
            case Chunk():
                document["differences"] += json.loads(message.data)
            case Result():
                document |= message.value
            case Progress():
                assert "%" in message.text
    return document


def classes(document: dict[str, Any]) -> list[tuple[str, str, int]]:
    return [(d["entity_id"], d["class"], d["count"]) for d in document["differences"]]


async def test_a_complete_record_has_no_difference(tmp_path: Path, home: FakeHome) -> None:
    async with recorded(tmp_path, home) as bench:
        document = await audited(bench)
    assert document["differences"] == []
    assert document["unexplained"] == 0
    assert document["entities"] == [
        {"entity_id": A, "readings": 20, "statistics": 0},
        {"entity_id": B, "readings": 1, "statistics": 0},
    ]
    assert document["to"] == "2026-11-24T12:20:51.000000Z"


async def test_a_reading_that_vanished_from_the_store_is_an_alarm(
    tmp_path: Path, home: FakeHome
) -> None:
    async with recorded(tmp_path, home) as bench:
        vanished = StateEvent(A, "7", Micros(NOON + 5 * MINUTE + 1), "W", None)
        home.rows[A].insert(5, vanished)
        document = await audited(bench)
    assert classes(document) == [(A, "unexplained", 1)]
    assert document["differences"][0]["reason"] == "the ledger claims this moment"
    assert document["unexplained"] == 1


async def test_what_home_assistant_lost_after_it_was_delivered_is_explained(
    tmp_path: Path, home: FakeHome
) -> None:
    async with recorded(tmp_path, home) as bench:
        home.change(A, "1")
        home.change(A, "2")
        home.now = Micros(home.now + MINUTE)
        await until(lambda: bench.board.tally.readings_stored >= 4)
        del home.rows[A][-2:]
        document = await audited(bench)
    assert classes(document) == [(A, "missing at HA", 2)]
    assert document["unexplained"] == 0


async def test_what_a_session_began_with_was_delivered_too(tmp_path: Path, home: FakeHome) -> None:
    async with recorded(tmp_path, home) as bench:
        assert home.rows[B].pop().last_updated < home.now
        document = await audited(bench)
    assert classes(document) == [(B, "missing at HA", 1)]


async def test_a_reading_that_nobody_delivered_is_an_alarm(tmp_path: Path, home: FakeHome) -> None:
    async with recorded(tmp_path, home) as bench:
        invented = Reading(A, Micros(NOON + 3 * MINUTE + 1), 5.0)
        await bench.stores.metrics.write_readings(ReadingColumns.of([invented]))
        document = await audited(bench)
    assert classes(document) == [(A, "unexplained", 1)]


async def test_a_state_that_is_no_number_is_counted(tmp_path: Path, home: FakeHome) -> None:
    home.change(A, "charging")
    home.change(A, "3")
    async with recorded(tmp_path, home) as bench:
        document = await audited(bench, A)
    assert classes(document) == [(A, "not a number", 1)]


async def test_rows_under_an_earlier_id_belong_to_the_entity(
    tmp_path: Path, home: FakeHome
) -> None:
    async with recorded(tmp_path, home) as bench:
        home.rows["sensor.new"] = [StateEvent("sensor.new", "5", home.now, "W", None)]
        renamed = Entity(
            A, "sensor.new", is_tracked=True, earlier_ids=(EarlierId(A, home.now),)
        ).with_unit("W", NOON)
        await bench.stores.state.save_entities([renamed])
        await bench.tracking.load()
        document = await audited(bench, "sensor.new")
    assert document["entities"] == [{"entity_id": "sensor.new", "readings": 20, "statistics": 0}]
    assert document["differences"] == []


async def test_hours_that_home_assistant_has_adjusted_are_told(
    tmp_path: Path, home: FakeHome
) -> None:
    hour = Micros(NOON - 3 * HOUR)
    home.statistic_rows[Period.HOUR] = [StatisticRow(A, hour, 5.0, 5.0, 1.0, None, None, None)]
    async with recorded(tmp_path, home) as bench:
        assert (await audited(bench, A))["differences"] == []
        home.statistic_rows[Period.HOUR] = [StatisticRow(A, hour, 5.0, 6.0, 2.0, None, None, None)]
        document = await audited(bench, A)
    assert classes(document) == [(A, "HA changed it later", 1)]
    assert document["entities"][0]["statistics"] == 1


async def test_a_long_history_is_compared_in_pieces(tmp_path: Path, home: FakeHome) -> None:
    start = Micros(NOON - DAY)
    home.rows[A] = [
        StateEvent(A, str(n), Micros(start + n * 5 * SECOND), "W", None) for n in range(17_000)
    ] + home.rows[A]
    async with recorded(tmp_path, home) as bench:
        asked_before = len(home.link.history_asked)
        document = await audited(bench, A)
        asked = [span for _, span in home.link.history_asked[asked_before:]]
    assert document["entities"][0]["readings"] == 17_020
    assert document["differences"] == []
    assert len(asked) > 5
    assert all(one.end == other.start for one, other in pairwise(asked))
