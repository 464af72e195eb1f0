from dataclasses import replace

import pytest

from energy_desktop.model.entities import DatedUnit, Entity
from energy_desktop.model.home import StateEvent
from energy_desktop.model.readings import Reading
from energy_desktop.model.recording import Rejection, Tally
from energy_desktop.model.timestamps import LAST_MOMENT, Micros
from energy_desktop.services.live_feed import LiveFeed
from energy_desktop.services.recorder.intake import Intake, parse_last_reset

POWER = Entity("sensor.power", "sensor.power", units=(DatedUnit("kW", Micros(0)),))
ENERGY = Entity("sensor.old_name", "sensor.energy", units=(DatedUnit("kWh", Micros(0)),))


class Bench:
    """An intake with everything around it."""

    def __init__(self, bound: int = 1000) -> None:
        self.tally = Tally()
        self.feed = LiveFeed()
        self.unit_changes: list[tuple[str, str | None, int]] = []
        self.intake = Intake(
            self.tally, self.feed, bound, lambda *change: self.unit_changes.append(change)
        )
        self.intake.track([POWER, ENERGY])

    def take(
        self,
        entity_id: str,
        state: str,
        at: int,
        unit: str | None = "kW",
        last_reset: str | None = None,
    ) -> None:
        self.intake.take(StateEvent(entity_id, state, Micros(at), unit, last_reset))

    def readings(self) -> list[Reading]:
        return list(self.intake.take_out())


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_a_reading_is_stored_in_the_canonical_unit_under_the_recording_id(bench: Bench) -> None:
    bench.take("sensor.power", "1.24", 5)
    bench.take("sensor.energy", "7.5", 6, unit="kWh")
    assert bench.readings() == [
        Reading("sensor.power", Micros(5), 1.24 * 1000),
        Reading("sensor.old_name", Micros(6), 7.5),
    ]


@pytest.mark.parametrize("state", ["unknown", "unavailable"])
def test_a_state_without_value_is_a_reading_without_value(bench: Bench, state: str) -> None:
    bench.take("sensor.power", state, 5)
    assert bench.readings() == [Reading("sensor.power", Micros(5), None)]


@pytest.mark.parametrize("state", ["on", "", "nan", "inf", "1,5"])
def test_a_state_that_is_no_number_is_rejected_and_counted(bench: Bench, state: str) -> None:
    bench.take("sensor.power", state, 5)
    assert bench.readings() == []
    assert bench.tally.rejected == {Rejection.NOT_A_NUMBER: 1}


def test_an_event_that_repeats_a_key_is_a_duplicate(bench: Bench) -> None:
    for at in (5, 6, 5, 6, 6):
        bench.take("sensor.power", "1", at)
    assert bench.tally.duplicates == 3
    assert [r.timestamp for r in bench.readings()] == [5, 6]


def test_an_event_that_repeats_the_last_stored_key_is_a_duplicate(bench: Bench) -> None:
    intake = Intake(bench.tally, bench.feed, 10, lambda *_: None)
    intake.remember_last({"sensor.power": Micros(5)})
    intake.track([POWER])
    intake.take(StateEvent("sensor.power", "1", Micros(5), "kW", None))
    assert (len(intake), bench.tally.duplicates) == (0, 1)


def test_an_event_out_of_order_is_a_reading(bench: Bench) -> None:
    bench.take("sensor.power", "1", 9)
    bench.take("sensor.power", "2", 7)
    assert [r.timestamp for r in bench.readings()] == [9, 7]


def test_an_entity_that_is_not_tracked_is_rejected(bench: Bench) -> None:
    bench.take("sensor.other", "1", 5)
    assert bench.tally.rejected == {Rejection.NOT_TRACKED: 1}


@pytest.mark.parametrize("moment", [-5, LAST_MOMENT + 1])
def test_a_time_before_1970_or_after_9999_is_rejected(bench: Bench, moment: int) -> None:
    bench.take("sensor.power", "1", moment)
    assert bench.tally.rejected == {Rejection.TIME_INVALID: 1}


def test_a_change_of_unit_is_told_and_converted_from_then_on(bench: Bench) -> None:
    bench.take("sensor.power", "1.5", 5)
    bench.take("sensor.power", "1500", 6, unit="W")
    assert [r.state for r in bench.readings()] == [1500.0, 1500.0]
    assert bench.unit_changes == [("sensor.power", "W", 6)]


def test_losing_the_unit_while_unavailable_is_no_change_of_unit(bench: Bench) -> None:
    bench.take("sensor.power", "unavailable", 5, unit=None)
    bench.take("sensor.power", "2", 6)
    assert bench.unit_changes == []
    assert [r.state for r in bench.readings()] == [None, 2000.0]


def test_beyond_the_bound_readings_are_dropped_and_counted() -> None:
    bench = Bench(bound=2)
    for at in (1, 2, 3):
        bench.take("sensor.power", "1", at)
    assert bench.intake.dropped
    assert bench.tally.rejected == {Rejection.DROPPED: 1}
    assert len(bench.readings()) == 2


def test_every_event_is_counted_exactly_once() -> None:
    bench = Bench(bound=3)
    for at in (1, 2, 2, 3, 4, -1):
        bench.take("sensor.power", "1", at)
    bench.take("sensor.power", "text", 9)
    bench.take("sensor.other", "1", 9)
    tally = bench.tally
    waiting = len(bench.intake)
    assert tally.events_received == 8
    assert waiting + tally.duplicates + sum(tally.rejected.values()) == 8


def test_an_entity_that_stays_tracked_remembers_its_keys(bench: Bench) -> None:
    bench.take("sensor.power", "1", 5)
    bench.intake.track([POWER])
    bench.take("sensor.power", "1", 5)
    assert bench.tally.duplicates == 1


def test_an_entity_that_is_renamed_remembers_its_last_key(bench: Bench) -> None:
    bench.take("sensor.power", "1", 5)
    bench.intake.track([replace(POWER, entity_id="sensor.renamed")])
    bench.take("sensor.renamed", "1", 5)
    assert bench.tally.duplicates == 1


def test_readings_reach_the_live_feed(bench: Bench) -> None:
    bench.take("sensor.power", "2", 5)
    assert bench.feed.latest("sensor.power") == Reading("sensor.power", Micros(5), 2000.0)


def test_last_reset_is_kept_with_the_reading(bench: Bench) -> None:
    bench.take("sensor.energy", "1", 5, "kWh", last_reset="1970-01-01T00:00:02+00:00")
    assert bench.readings() == [Reading("sensor.old_name", Micros(5), 1.0, Micros(2_000_000))]


def test_a_last_reset_that_is_no_time_is_none() -> None:
    assert parse_last_reset("yesterday") is None
