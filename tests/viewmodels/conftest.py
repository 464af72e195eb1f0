"""Viewmodels run on a plain loop; the application object is there, but no screen."""

import os

import pytest
from PySide6.QtWidgets import QApplication

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def application(qapp: QApplication) -> QApplication:
    """One application for this process: the views' tests need the same."""
    return qapp
