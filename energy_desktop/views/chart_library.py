"""The drawing library, loaded on a thread: it takes longer than all the rest of the window."""

import importlib
import sys
from collections.abc import Sequence
from contextlib import suppress

from PySide6.QtCore import QObject, QThreadPool, Signal

_CHARTS = tuple(
    f"energy_desktop.views.charts.{name}"
    for name in ("live_chart", "history_chart", "history_overview")
)


class ChartLibrary(QObject):
    """Made without a parent: the thread may outlast the window that asked."""

    loaded = Signal()
    """From now on charts can be made at once."""

    def __init__(self, modules: Sequence[str] = _CHARTS) -> None:
        super().__init__()
        self._modules = modules
        self._is_loading = False

    @property
    def is_loaded(self) -> bool:
        """Whether charts can be made at once."""
        return not self._is_loading and all(name in sys.modules for name in self._modules)

    def load(self) -> None:
        """Load it, unless that has begun; `loaded` tells of the end."""
        if not self._is_loading:
            self._is_loading = True
            QThreadPool.globalInstance().start(self._import)

    def _import(self) -> None:
        # Whoever makes a chart meets the error again, on the loop.
        with suppress(ImportError):
            for name in self._modules:
                importlib.import_module(name)
        self._is_loading = False
        self.loaded.emit()
