"""The lives of entities: renamed, removed, come back, changed, replaced."""

from dataclasses import replace
from pathlib import Path

import pytest

from energy_desktop.model.entities import Entity
from energy_desktop.model.home import (
    ClockAnswer,
    RegisteredEntity,
    RegistryChanged,
    Removal,
    Snapshot,
    StateEvent,
)
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.recording import RecorderState
from energy_desktop.model.statistics import Period
from energy_desktop.model.timestamps import DAY, MINUTE, SECOND, Micros
from energy_desktop.services.recorder import gap_repair
from tests.fakes.clock import NOON
from tests.fakes.home import FakeHome, flat
from tests.services.recorder.bench import A, B, RecorderBench, recording
from tests.waiting import until


@pytest.fixture
def home(home: FakeHome) -> FakeHome:
    """The same, one of them registered; raw history is shown to reach back nine days."""
    home.statistic_rows[Period.FIVE_MINUTES] = [flat(A, Micros(NOON - 9 * DAY))]
    home.registered = [RegisteredEntity("id-a", A)]
    return home


async def begun(bench: RecorderBench) -> None:
    await until(lambda: bench.board.recorder is RecorderState.RECORDING)
    await until(lambda: bench.board.repairs_ended)
    await until(lambda: (e := bench.tracking.find(A)) and e.registry_id == "id-a")


def entity(bench: RecorderBench, entity_id: str) -> Entity:
    found = bench.tracking.find(entity_id)
    assert found is not None
    return found


async def log_of(bench: RecorderBench, recording_id: str) -> list[str]:
    entries = await bench.stores.state.sync_log(recording_id)
    return [e.detail or "" for e in reversed(entries) if e.kind == "entity"]


def remove(home: FakeHome, entity_id: str) -> None:
    """Home Assistant removes an entity: no time comes with it, but a row is kept."""
    (subscription,) = home.link.subscriptions
    home.now = Micros(home.now + SECOND)
    gone = home.states_now.pop(entity_id)
    home.rows[entity_id].append(
        gone._replace(state="unavailable", last_updated=home.now, unit=None)
    )
    home.link.deliver(Removal(subscription, (entity_id,)))


def restore(home: FakeHome, entity_id: str, state: str) -> StateEvent:
    """It is there again, with a state of its own."""
    (subscription,) = home.link.subscriptions
    home.now = Micros(home.now + MINUTE)
    event = StateEvent(entity_id, state, home.now, "W", None)
    home.states_now[entity_id] = event
    home.rows.setdefault(entity_id, []).append(event)
    home.link.deliver(Snapshot(subscription, (event,), first=False))
    home.now = Micros(home.now + SECOND)
    return event


async def stored_as_held(bench: RecorderBench, home: FakeHome, *home_ids: str) -> None:
    """All rows of the home, under whichever id, are stored under the first and covered."""
    rows = sorted(e.last_updated for i in home_ids for e in home.rows.get(i, []))
    stored = [r.timestamp for r in await bench.stored(home_ids[0])]
    assert stored == rows


async def test_a_rename_during_recording_keeps_the_history(
    tmp_path: Path, home: FakeHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gap_repair, "ASK_AGAIN_AFTER", (0.1, 0.1, 0.1))
    async with recording(tmp_path, home, [A, B]) as bench:
        await begun(bench)
        home.change(A, "1")
        remove(home, A)
        home.rows[A].pop()  # a rename leaves no row of a removal under the old id
        home.registered = [RegisteredEntity("id-a", "sensor.new")]
        home.change("sensor.new", "2")
        home.link.deliver(RegistryChanged())
        await until(lambda: frozenset({"sensor.new", B}) in home.link.subscribed)
        await until(lambda: len(home.link.subscriptions) == 1)
        home.change("sensor.new", "3")
        await until(lambda: (r := bench.feed.latest(A)) and r.state == 3.0)
        await until(lambda: not bench.recorder.is_repairing)
        await bench.recorder.flush()
        await stored_as_held(bench, home, A, "sensor.new")
        renamed = entity(bench, "sensor.new")
        assert (renamed.recording_id, renamed.earlier_ids[0].entity_id) == (A, A)
        assert f"entity_id: {A} → sensor.new" in await log_of(bench, A)


async def test_a_removed_entity_becomes_inactive_and_stays_known(
    tmp_path: Path, home: FakeHome
) -> None:
    async with recording(tmp_path, home, [A, B]) as bench:
        await begun(bench)
        remove(home, B)
        await until(lambda: not entity(bench, B).is_active)
        assert entity(bench, B).is_tracked
        assert await log_of(bench, B) == ["is not there any more"]
        assert (await bench.stored(B))[0].state == 200.0


async def test_what_lies_between_removal_and_return_is_fetched(
    tmp_path: Path, home: FakeHome
) -> None:
    async with recording(tmp_path, home, [A, B]) as bench:
        await begun(bench)
        remove(home, B)
        await until(lambda: not entity(bench, B).is_active)
        restore(home, B, "201")
        await until(lambda: entity(bench, B).is_active)
        home.link.deliver(ClockAnswer(home.now))
        later = home.change(B, "202", after=60)
        await until(lambda: (r := bench.feed.latest(B)) and r.timestamp == later.last_updated)
        await until(lambda: bench.board.repairs_ended >= 2)
        await until(lambda: not bench.recorder.is_repairing)
        await bench.recorder.flush()
        await stored_as_held(bench, home, B)
        assert None in [r.state for r in await bench.stored(B)]
        ledger = await bench.stores.state.ledger([B])
        within = TimeRange(ledger.sessions[0].start, later.last_updated)
        assert ledger.gaps(B, within) == []
        assert await log_of(bench, B) == ["is not there any more", "is there again"]


async def test_an_entity_that_comes_and_goes_with_each_restart_is_the_same(
    tmp_path: Path, home: FakeHome
) -> None:
    for number in range(3):
        async with recording(tmp_path, home, [A, B]) as bench:
            await begun(bench)
            await until(lambda: entity(bench, B).is_active)
            gone = home.states_now.pop(B)
        async with recording(tmp_path, home, []) as bench:
            await begun(bench)
            await until(lambda: not entity(bench, B).is_active)
        home.now = Micros(home.now + MINUTE)
        home.states_now[B] = gone
        home.change(B, str(number))
    async with recording(tmp_path, home, []) as bench:
        await begun(bench)
        assert [e.recording_id for e in bench.tracking.known()] == [A, B]
        await stored_as_held(bench, home, B)


async def test_values_stay_canonical_when_the_unit_changes_and_the_change_is_recorded(
    tmp_path: Path, home: FakeHome
) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await begun(bench)
        home.change(A, "1500")
        home.change(A, "1.6", unit="kW")
        await until(lambda: len(entity(bench, A).units) == 2)
        await bench.recorder.flush()
        assert [r.state for r in await bench.stored(A)] == [100.0, 1500.0, 1600.0]
        assert "unit: W → kW" in await log_of(bench, A)
        assert entity(bench, A).stored_unit == "W"


async def test_a_change_of_unit_while_away_is_converted_row_by_row(
    tmp_path: Path, home: FakeHome
) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await begun(bench)
    home.change(A, "1500", after=60)
    home.change(A, "1.6", unit="kW", after=60)
    home.change(A, "1.7", unit="kW", after=60)
    async with recording(tmp_path, home, []) as bench:
        await begun(bench)
        await until(lambda: len(entity(bench, A).units) == 2)
        await bench.recorder.flush()
        assert [r.state for r in await bench.stored(A)] == [100.0, 1500.0, 1600.0, 1700.0]


async def test_a_change_of_device_class_is_recorded(tmp_path: Path, home: FakeHome) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await begun(bench)
        home.device_classes[A] = "battery"
        home.link.deliver(RegistryChanged())
        await until(lambda: entity(bench, A).device_class == "battery")
        assert await log_of(bench, A) == ["device class: power → battery"]
        assert replace(entity(bench, A), device_class="power").unit == "W"


async def test_silence_of_a_removed_entity_is_no_open_gap(tmp_path: Path, home: FakeHome) -> None:
    async with recording(tmp_path, home, [A, B]) as bench:
        await begun(bench)
        remove(home, B)
        await until(lambda: not entity(bench, B).is_active)
        home.change(A, "1", after=600)
        await until(lambda: (r := bench.feed.latest(A)) and r.state == 1.0)
        await bench.recorder.flush()
        ledger = await bench.stores.state.ledger([B])
        assert ledger.gaps(B, TimeRange(NOON, home.now))
        assert await bench.status.open_gaps() == 0
