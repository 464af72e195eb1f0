"""Fewer points that look the same."""

import numpy as np
import pytest

from energy_desktop.model.decimation import decimated, envelope, unbroken


@pytest.mark.parametrize("count", [10, 1_000, 100_003])
@pytest.mark.parametrize("slots", [1, 7, 300])
def test_each_slot_keeps_its_lowest_and_highest_point(count: int, slots: int) -> None:
    noise = np.random.default_rng(count + slots)
    x = np.sort(noise.uniform(0, 1000, count))
    y = noise.standard_normal(count)
    kept_x, kept_y = decimated(x, y, slots)
    assert len(kept_x) <= max(count if count <= 2 * slots else 0, 2 * slots + 2)
    slot = np.minimum(((x - x[0]) / ((x[-1] - x[0]) / slots)).astype(int), slots - 1)
    kept_slot = slot[np.searchsorted(x, kept_x)]
    for each in np.unique(slot):
        assert kept_y[kept_slot == each].min() == y[slot == each].min()
        assert kept_y[kept_slot == each].max() == y[slot == each].max()


def test_points_keep_their_order_and_the_ends_stay() -> None:
    x = np.linspace(0, 10, 1001)
    kept_x, _ = decimated(x, np.sin(x), 20)
    assert (np.diff(kept_x) > 0).all()
    assert (kept_x[0], kept_x[-1]) == (0, 10)


def test_a_short_line_stays_as_it_is() -> None:
    x, y = np.arange(5.0), np.arange(5.0)
    assert decimated(x, y, 100)[0] is x
    assert decimated(np.zeros(9), np.zeros(9), 2)[0].tolist() == [0] * 9


@pytest.mark.parametrize("slots", [1, 7, 300])
def test_an_envelope_holds_the_whole_band(slots: int) -> None:
    noise = np.random.default_rng(slots)
    x = np.sort(noise.uniform(0, 1000, 5_000))
    top = noise.uniform(0, 50, len(x))
    bottom = top + noise.uniform(0, 50, len(x))
    steps, lowest, highest = envelope(x, bottom, top, slots)
    assert len(steps) <= slots + 1
    assert (steps[0], steps[-1]) == (x[0], x[-1])
    assert (np.interp(x, steps, lowest) >= bottom).all()
    assert (np.interp(x, steps, highest) <= top).all()
    assert (lowest.max(), highest.min()) == (bottom.max(), top.min())


def test_a_short_band_stays_as_it_is() -> None:
    x = np.arange(5.0)
    assert envelope(x, x + 1, x, 100)[0] is x


def test_stretches_without_nan_are_found() -> None:
    nan = np.nan
    assert unbroken(np.array([nan, 1, 2, nan, nan, 3])) == [(1, 3), (5, 6)]
    assert unbroken(np.array([1, 2, 3])) == [(0, 3)]
    assert unbroken(np.array([nan])) == []
    assert unbroken(np.array([])) == []
