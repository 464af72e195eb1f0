import pytest

from energy_desktop.model.entities import DatedUnit, EarlierId, Entity
from energy_desktop.model.home import StateEvent
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.readings import Reading
from energy_desktop.model.timestamps import Micros
from energy_desktop.services.recorder.history_copy import places_of, reading_of

UNITS = (DatedUnit("W", Micros(0)),)


def span(start: int, end: int) -> TimeRange:
    return TimeRange(Micros(start), Micros(end))


def renamed(*earlier: tuple[str, int]) -> Entity:
    ids = tuple(EarlierId(entity_id, Micros(until)) for entity_id, until in earlier)
    return Entity("sensor.first", "sensor.now", units=UNITS, earlier_ids=ids)


def test_an_entity_that_kept_its_name_is_asked_under_it() -> None:
    assert places_of(renamed(), span(10, 20)) == [("sensor.now", span(10, 20))]


def test_before_a_rename_the_earlier_id_is_asked_as_well_but_no_further() -> None:
    entity = renamed(("sensor.first", 15), ("sensor.second", 90))
    assert places_of(entity, span(10, 20)) == [
        ("sensor.first", span(10, 15)),
        ("sensor.second", span(10, 20)),
        ("sensor.now", span(10, 20)),
    ]
    assert places_of(entity, span(16, 20)) == [
        ("sensor.second", span(16, 20)),
        ("sensor.now", span(16, 20)),
    ]


def test_a_name_that_came_back_is_asked_once() -> None:
    assert places_of(renamed(("sensor.now", 15)), span(10, 20)) == [("sensor.now", span(10, 20))]


@pytest.mark.parametrize(
    ("state", "unit", "value"),
    [("1.5", "kW", 1500.0), ("7", "W", 7.0), ("unavailable", "W", None)],
)
def test_a_row_becomes_a_reading_in_the_canonical_unit_of_its_own_time(
    state: str, unit: str, value: float | None
) -> None:
    event = StateEvent("sensor.now", state, Micros(5), unit, None)
    assert reading_of(event, "sensor.first") == Reading("sensor.first", Micros(5), value)


def test_a_row_that_holds_no_number_is_no_reading() -> None:
    assert reading_of(StateEvent("sensor.now", "low", Micros(5), "W", None), "sensor.first") is None
