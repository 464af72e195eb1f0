"""Fixtures of the architecture tests."""

from pathlib import Path

import pytest

from tests.architecture.house_copy import HouseCopy


@pytest.fixture
def house(tmp_path: Path) -> HouseCopy:
    """A fresh copy of the house."""
    return HouseCopy(tmp_path)
