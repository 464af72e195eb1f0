"""The home of those tests that need no other."""

import pytest

from tests.fakes.home import FakeHome
from tests.services.recorder.bench import A, B


@pytest.fixture
def home() -> FakeHome:
    """Two entities that have changed once."""
    home = FakeHome()
    home.change(A, "100")
    home.change(B, "200")
    return home
