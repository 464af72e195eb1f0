"""The list of devices as a table model."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from energy_desktop.model.figures import Figure
from energy_desktop.viewmodels.device_rows import DeviceRow, RowKind

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_BLANK = DeviceRow(RowKind.DEVICE, "", "", "", Figure("", ""))


class Column(IntEnum):
    """The columns from left to right."""

    NAME = 0
    BAR = 1
    POWER = 2


class DevicesModel(QAbstractTableModel):
    """Rows replaced in place, so that only what changed is painted anew."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[DeviceRow] = []

    @property
    def rows(self) -> tuple[DeviceRow, ...]:
        """What is shown."""
        return tuple(self._rows)

    def show(self, rows: Sequence[DeviceRow]) -> None:
        """Show other rows."""
        self._fit(len(rows))
        changed = [i for i, row in enumerate(rows) if row != self._rows[i]]
        self._rows = list(rows)
        for i in changed:
            self.dataChanged.emit(self.index(i, Column.NAME), self.index(i, Column.POWER))

    def rowCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Qt's."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Qt's."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt's."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.explanation or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.name}, {row.figure}"
        if role == Qt.ItemDataRole.DisplayRole:
            return (row.name, "", str(row.figure))[index.column()]
        return None

    def headerData(  # noqa: N802 - Qt's name
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Qt's."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("Device"), "", self.tr("now"))[section]

    def _fit(self, count: int) -> None:
        have = len(self._rows)
        if count < have:
            self.beginRemoveRows(_NOWHERE, count, have - 1)
            del self._rows[count:]
            self.endRemoveRows()
        elif count > have:
            self.beginInsertRows(_NOWHERE, have, count - 1)
            self._rows += [_BLANK] * (count - have)
            self.endInsertRows()
