"""The drawing library, loaded on a thread: it takes longer than all the rest of the window."""

import importlib
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from time import perf_counter

from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

_CHARTS = tuple(
    f"energy_desktop.views.charts.{name}"
    for name in ("live_chart", "history_chart", "history_overview")
)

_TURN = 0.005
"""Seconds that making types may take in a turn of the loop."""


class ChartLibrary(QObject):
    """Made without a parent: the thread may outlast the window that asked."""

    loaded = Signal()
    """From now on charts can be made at once."""

    def __init__(self, modules: Sequence[str] = _CHARTS) -> None:
        super().__init__()
        self._modules = modules
        self._is_loading = False
        self._types: Iterator[object] = iter(())

    @property
    def is_loaded(self) -> bool:
        """Whether charts can be made at once."""
        return not self._is_loading and all(name in sys.modules for name in self._modules)

    def load(self) -> None:
        """Load it, unless that has begun; `loaded` tells of the end."""
        if not self._is_loading:
            self._is_loading = True
            self._types = _types_of_qt()
            self._make_types()

    def _make_types(self) -> None:
        """Some of them in each turn of the loop, then the import on its thread."""
        until = perf_counter() + _TURN
        while perf_counter() < until:
            if next(self._types, None) is None:
                QThreadPool.globalInstance().start(self._import)
                return
        QTimer.singleShot(0, self, self._make_types)

    def _import(self) -> None:
        # Whoever makes a chart meets the error again, on the loop.
        with suppress(ImportError):
            for name in self._modules:
                importlib.import_module(name)
        self._is_loading = False
        self.loaded.emit()


def _types_of_qt() -> Iterator[object]:
    """Everything that pyqtgraph takes out of Qt's modules.

    PySide makes a type when its name is asked for first, and two threads at once crash it: so
    all of them are made on the loop, and the thread finds them there.
    """
    for module in (QtCore, QtGui, QtWidgets):
        for name in dir(module):
            yield name, getattr(module, name)
