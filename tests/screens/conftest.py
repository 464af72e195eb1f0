"""Screens are tested on a screen in memory."""

import os

import pytest
from PySide6.QtWidgets import QApplication

from energy_desktop.views.fonts import font

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def application(qapp: QApplication) -> QApplication:
    """One application for this process, with the program's font."""
    qapp.setFont(font())
    return qapp
