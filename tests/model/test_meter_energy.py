"""Worked cases of Home Assistant's rules of reset."""

import numpy as np
import pytest

from energy_desktop.model.columns import NO_RESET
from energy_desktop.model.meter_energy import MeterEnergy, MeterKind, MeterStart, meter_energy

NONE = float("nan")


def increasing(*values: float, start: float | None = None) -> MeterEnergy | None:
    return meter_energy(
        MeterKind.TOTAL_INCREASING,
        np.array(values, dtype=np.float64),
        np.full(len(values), NO_RESET),
        None if start is None else MeterStart(start),
    )


def total(*readings: tuple[float, int | None], start: MeterStart | None = None) -> float:
    values = np.array([value for value, _ in readings], dtype=np.float64)
    resets = np.array([NO_RESET if at is None else at for _, at in readings], dtype=np.int64)
    found = meter_energy(MeterKind.TOTAL, values, resets, start)
    assert found is not None
    return found.change


@pytest.mark.parametrize(
    ("start", "values", "change", "resets"),
    [
        (10.0, (11, 12.5), 2.5, 0),
        (10.0, (), 0.0, 0),
        (None, (10, 12), 2.0, 0),  # the first value ever is the zero point
        (100.0, (101, 2, 3), 1.0 + 3.0, 1),  # the new value counts in full
        (100.0, (89,), 89.0, 1),  # just below nine tenths
        (100.0, (90,), -10.0, 0),  # a smaller dip is no reset
        (100.0, (95, 101), 1.0, 0),  # and cancels when the value returns
        (100.0, (0, 0, 5), 5.0, 1),
        (100.0, (101, NONE, 103), 3.0, 0),  # not available for a while
        (100.0, (-5, 101), 1.0, 0),  # negative values are ignored
        (5.0, (1, 6, 2), 6.0 + 2.0, 2),
    ],
)
def test_a_meter_that_only_counts_up(
    start: float | None, values: tuple[float, ...], change: float, resets: int
) -> None:
    found = increasing(*values, start=start)
    assert found is not None
    assert found.change == pytest.approx(change)
    assert found.resets == resets


def test_without_any_value_nothing_is_known() -> None:
    assert increasing(NONE) is None
    assert increasing() is None


def test_a_replaced_meter_makes_no_spike() -> None:
    found = increasing(12_345.6, 12_345.9, 0.0, 0.4, start=12_345.0)
    assert found is not None
    assert found.change == pytest.approx(0.9 + 0.4)


def test_a_total_may_fall_without_a_reset() -> None:
    assert total((8.0, None), (11.0, None), start=MeterStart(10.0)) == pytest.approx(1.0)
    assert total((2.0, None), start=MeterStart(10.0)) == pytest.approx(-8.0)


def test_a_total_resets_where_last_reset_becomes_another() -> None:
    assert total((11.0, 1), (2.0, 2), (3.0, 2), start=MeterStart(10.0, 1)) == pytest.approx(4.0)


def test_a_last_reset_that_vanishes_for_a_while_is_no_reset() -> None:
    assert total((11.0, 1), (12.0, None), (13.0, 1), start=MeterStart(10.0, 1)) == 3.0


def test_a_last_reset_that_appears_is_a_reset() -> None:
    assert total((4.0, 7), start=MeterStart(10.0)) == 4.0


def test_the_largest_value_is_told_for_the_tolerance() -> None:
    found = increasing(99.0, 1.0, start=98.0)
    assert found is not None
    assert found.largest == 99.0
