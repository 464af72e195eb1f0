"""Chance that can be asked again."""

import numpy as np

from energy_desktop.adapters.demo_home.household.noise import smooth, stream, uniform

NUMBERS = np.arange(10_000)


def test_the_same_key_gives_the_same_draws_in_any_company() -> None:
    key = stream(1, "kettle")
    assert np.array_equal(uniform(key, NUMBERS)[500:600], uniform(key, NUMBERS[500:600]))


def test_other_seeds_and_names_give_other_draws() -> None:
    draws = [uniform(stream(seed, name), NUMBERS) for seed, name in ((1, "a"), (2, "a"), (1, "b"))]
    for one, other in ((0, 1), (0, 2), (1, 2)):
        assert abs(np.corrcoef(draws[one], draws[other])[0, 1]) < 0.05


def test_draws_fill_zero_to_one_evenly() -> None:
    draws = uniform(stream(3, "x"), NUMBERS)
    assert draws.min() >= 0
    assert draws.max() < 1
    counts = np.histogram(draws, bins=10, range=(0, 1))[0]
    assert counts.min() > 850
    assert counts.max() < 1150


def test_smooth_noise_meets_its_knots() -> None:
    key = stream(1, "weather")
    knots = np.arange(10)
    assert np.array_equal(smooth(key, knots, np.zeros(10)), uniform(key, knots))
    halfway = smooth(key, knots, np.full(10, 0.5))
    assert np.allclose(halfway, (uniform(key, knots) + uniform(key, knots + 1)) / 2)
