"""The scale of a unit."""

import numpy as np
import pytest

from energy_desktop.model.figures import PLAIN
from energy_desktop.viewmodels.history.value_axis import ValueAxis, axis_for


def labels(axis: ValueAxis) -> list[str]:
    return [axis.text(mark, PLAIN) for mark in axis.marks]


def test_where_nothing_is_known_nothing_is_marked() -> None:
    axis = axis_for("W", np.nan, np.nan, from_zero=True)
    assert not axis.is_known
    assert axis.marks == ()
    assert axis.unit == "kW"


def test_power_begins_at_zero_and_is_written_in_kilowatts() -> None:
    axis = axis_for("W", 300.0, 3200.0, from_zero=True)
    assert labels(axis) == ["0", "1", "2", "3", "4"]
    assert axis.unit == "kW"


@pytest.mark.parametrize(
    ("low", "high", "steps", "expected"),
    [
        (5.0, 95.0, None, ["0", "20", "40", "60", "80", "100"]),
        (5.0, 95.0, 4, ["0", "25", "50", "75", "100"]),
        (5.0, 95.0, 6, ["0", "20", "40", "60", "80", "100"]),
        (83.0, 98.0, 4, ["80", "85", "90", "95", "100"]),
    ],
)
def test_no_percentage_is_marked_above_all_of_it(
    low: float, high: float, steps: int | None, expected: list[str]
) -> None:
    assert labels(axis_for("%", low, high, False, steps)) == expected


def test_a_percentage_that_lies_above_is_marked_there() -> None:
    assert labels(axis_for("%", 0.0, 130.0, False))[-1] == "150"


def test_a_second_scale_shares_the_hairlines_of_the_first() -> None:
    first = axis_for("W", -1800.0, 3300.0, from_zero=True)
    second = axis_for("%", 15.0, 95.0, False, first.steps)
    assert second.steps == first.steps
