"""Checks and their texts."""

from zoneinfo import ZoneInfo

import pytest

from energy_desktop.adapters.demo_home.server import schema
from energy_desktop.adapters.demo_home.server.schema import Check, Field
from energy_desktop.adapters.demo_home.server.wire import Refusal

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("check", "value", "problem"),
    [
        (schema.text, 5, "expected str for dictionary value @ x. Got 5"),
        (schema.flag, 1, "expected bool for dictionary value @ x. Got 1"),
        (schema.number, "a", "expected float for dictionary value @ x. Got 'a'"),
        (schema.mapping, [], "expected a dictionary for dictionary value @ x. Got []"),
        (schema.texts, "a", "expected a list for dictionary value @ x. Got 'a'"),
        (schema.texts, ["a", 5], "expected str @ x[1]. Got 5"),
        (schema.some_of("a"), ["a", "b"], "not a valid value @ x[1]. Got 'b'"),
        (
            schema.units(energy=("Wh", "kWh")),
            {"energy": "W"},
            "value must be one of ['Wh', 'kWh'] for dictionary value @ x['energy']. Got 'W'",
        ),
    ],
)
def test_a_wrong_value_is_named_with_its_place(check: Check, value: object, problem: str) -> None:
    assert check(value, "x") == [problem]


def test_right_values_pass() -> None:
    schema.validate(
        {"id": 1, "type": "t", "names": ["sensor.a"], "flag": True},
        {"names": Field(schema.entity_ids, required=True), "flag": Field(schema.flag)},
    )


@pytest.mark.parametrize("name", ["sensor", "sensor.", "Sensor.a", "sensor.a-b", "sensor._a"])
def test_these_are_no_entity_ids(name: str) -> None:
    assert not schema.is_entity_id(name)


def test_moments_are_read_to_the_microsecond() -> None:
    def read(text: str) -> int:
        return schema.moment(text, BERLIN, "code", "text")

    assert read("2016-04-10T16:30:00.123456+00:00") == 1_460_305_800_123_456
    assert read("2016-04-10T18:30:00.123456") == 1_460_305_800_123_456
    with pytest.raises(Refusal) as refused:
        read("yesterday")
    assert (refused.value.code, refused.value.message) == ("code", "text")
