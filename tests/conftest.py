"""For all tests: Qt's objects end on the thread that made them, as in the program."""

import gc
from collections.abc import Iterator

import pytest

from energy_desktop.app.garbage import collect_if_due

gc.disable()


@pytest.fixture(autouse=True)
def garbage_ends_here() -> Iterator[None]:
    """Between tests, on the main thread: a store's thread could end what a window left."""
    yield
    collect_if_due()
