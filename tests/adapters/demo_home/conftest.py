"""One household for all tests that only read it."""

import pytest

from energy_desktop.adapters.demo_home import Household


@pytest.fixture(scope="session")
def household() -> Household:
    """The home of seed 7."""
    return Household(7)
