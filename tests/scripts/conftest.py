"""Fixtures of the scripts' tests."""

from pathlib import Path

import pytest

from tests.scripts.bare_system import BareSystem


@pytest.fixture
def system(tmp_path: Path) -> BareSystem:
    """A system with nothing on it."""
    return BareSystem(tmp_path)
