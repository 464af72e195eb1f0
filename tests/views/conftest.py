"""Views are tested on a screen in memory."""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from energy_desktop.views.main_window import MainWindow
from tests.viewmodels.shown_home import ShownHome
from tests.views.person import rest
from tests.views.windows import window_of

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def application(qapp: QApplication) -> QApplication:
    """One application for this process."""
    return qapp


@pytest.fixture
async def home() -> AsyncIterator[ShownHome]:
    """A home that nothing was done with yet."""
    made = ShownHome()
    yield made
    await made.supervisor.close()


@pytest.fixture
def window(home: ShownHome, qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """Its window, shown."""
    made = window_of(home, tmp_path / "window.ini")
    qtbot.addWidget(made, before_close_func=lambda w: w.hide())
    made.resize(1280, 800)
    made.show()
    rest()
    yield made
    made.hide()
