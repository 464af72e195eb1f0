"""The raw readings of a view as a table over numpy columns."""

from collections.abc import Mapping
from datetime import tzinfo
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from energy_desktop.model.columns import ReadingColumns
from energy_desktop.model.coverage_levels import Coverage, Grid
from energy_desktop.model.coverage_map import CoverageMap
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.time_axis import local_date
from energy_desktop.model.timestamps import SECOND, Micros
from energy_desktop.viewmodels.history.picture import Shown
from energy_desktop.viewmodels.history.pointer import level_name
from energy_desktop.viewmodels.history.value_axis import figure_of
from energy_desktop.viewmodels.history.words import HistoryWords

LOOK = Qt.ItemDataRole.UserRole + 1
"""The `Look` of the row's sensor."""
_Index = QModelIndex | QPersistentModelIndex
_EMPTY = ReadingColumns.of([])
_MILLISECOND = 1000


class Column(IntEnum):
    """The table's columns."""

    TIME = 0
    SENSOR = 1
    VALUE = 2
    UNIT = 3
    SOURCE = 4


class ReadingsTableModel(QAbstractTableModel):
    """Rows are made into words only when they are looked at; ordered by time."""

    def __init__(self, words: HistoryWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._columns = _EMPTY
        self._order: NDArray[np.intp] = np.empty(0, dtype=np.intp)
        self._shown: Mapping[str, Shown] = {}
        self._coverage: CoverageMap | None = None
        self._zone: tzinfo | None = None
        self._with_day = self._with_fraction = False

    def show(
        self,
        columns: ReadingColumns,
        shown: Mapping[str, Shown],
        coverage: CoverageMap | None,
        zone: tzinfo,
    ) -> None:
        """Show other readings."""
        self.beginResetModel()
        self._columns, self._shown, self._coverage = columns, shown, coverage
        self._zone = zone
        moments = columns.timestamp
        days = {local_date(Micros(m), zone) for m in _ends(moments)}
        self._with_day = len(days) > 1
        self._with_fraction = bool((moments % SECOND >= _MILLISECOND).any())
        self._order = np.argsort(columns.timestamp, kind="stable")
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:  # noqa: N802 - Qt's name
        """Qt's."""
        return 0 if parent is not None and parent.isValid() else len(self._order)

    def columnCount(self, parent: _Index | None = None) -> int:  # noqa: N802 - Qt's name
        """Qt's."""
        return 0 if parent is not None and parent.isValid() else len(Column)

    def headerData(  # noqa: N802 - Qt's name
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Qt's."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = section == Column.VALUE
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            Column.TIME: QCoreApplication.translate("History", "Time"),
            Column.SENSOR: QCoreApplication.translate("History", "Sensor"),
            Column.VALUE: QCoreApplication.translate("History", "Value"),
            Column.UNIT: QCoreApplication.translate("History", "Unit"),
            Column.SOURCE: QCoreApplication.translate("History", "Source"),
        }[Column(section)]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt's."""
        if not index.isValid() or self._zone is None:
            return None
        row = int(self._order[index.row()])
        key = self._columns.entities[int(self._columns.entity[row])]
        shown = self._shown.get(key)
        if role == LOOK:
            return shown.look if shown is not None else None
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == Column.VALUE:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        moment = Micros(int(self._columns.timestamp[row]))
        match index.column():
            case Column.TIME:
                return self._time(moment, self._zone)
            case Column.SENSOR:
                return shown.name if shown is not None else key
            case Column.SOURCE:
                return self._source(key, moment)
        unit = shown.entity.stored_unit if shown is not None else None
        state = float(self._columns.state[row])
        if not np.isfinite(state):
            without = QCoreApplication.translate("History", "no value")
            return without if index.column() == Column.VALUE else ""
        figure = figure_of(unit, state, self._words.wording.notation)
        return figure.number if index.column() == Column.VALUE else figure.unit

    @property
    def longest_time(self) -> str:
        """As long as the time of any row, about."""
        if self._zone is None or not len(self._columns.timestamp):
            return ""
        times = (self._time(Micros(m), self._zone) for m in _ends(self._columns.timestamp))
        return max(times, key=len)

    def _time(self, moment: Micros, zone: tzinfo) -> str:
        """No longer than it has to be to tell the rows apart."""
        return self._words.exact(moment, zone, self._with_day, self._with_fraction)

    def _source(self, key: str, moment: Micros) -> str:
        if self._coverage is None:
            return ""
        grid = Grid.over(TimeRange(moment, Micros(moment + 1)), 1)
        level = Coverage(int(self._coverage.levels(key, grid)[0]))
        return level_name(Coverage.REPAIRED if level is Coverage.OUTSIDE else level)


def _ends(moments: NDArray[np.int64]) -> tuple[int, ...]:
    """The first and the last moment, of any order."""
    return (int(moments.min()), int(moments.max())) if len(moments) else ()
