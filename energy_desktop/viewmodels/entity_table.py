"""The rows of entities as a table model."""

from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from energy_desktop.viewmodels.entity_rows import EntityRow

ROW = Qt.ItemDataRole.UserRole + 1
"""The whole EntityRow, for whoever paints it."""

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Column(IntEnum):
    """The columns from left to right."""

    TICK = 0
    NAME = 1
    ENTITY = 2
    VALUE = 3
    STATE_CLASS = 4


class EntityTableModel(QAbstractTableModel):
    """Shows what it is given; a tick is handed on, not decided here."""

    def __init__(self, tick: Callable[[str, bool], None], parent: QObject | None = None) -> None:
        """`tick` is told the recording id, and whether the person ticked it."""
        super().__init__(parent)
        self._rows: list[EntityRow] = []
        self._tick = tick

    @property
    def rows(self) -> tuple[EntityRow, ...]:
        """What is shown."""
        return tuple(self._rows)

    def show(self, rows: Sequence[EntityRow]) -> None:
        """Show other rows; what stays keeps its selection."""
        before = [row.recording_id for row in self._rows]
        after = [row.recording_id for row in rows]
        if before != after:
            self.layoutAboutToBeChanged.emit()
            places = {key: place for place, key in enumerate(after)}
            old = self.persistentIndexList()
            new = [
                self.createIndex(places[before[index.row()]], index.column())
                if before[index.row()] in places
                else QModelIndex()
                for index in old
            ]
            self._rows = list(rows)
            self.changePersistentIndexList(old, new)
            self.layoutChanged.emit()
            return
        changed = [place for place, row in enumerate(rows) if row != self._rows[place]]
        self._rows = list(rows)
        for place in changed:
            self.dataChanged.emit(
                self.index(place, Column.TICK), self.index(place, Column.STATE_CLASS)
            )

    def rowCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Qt's."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Qt's."""
        return 0 if parent.isValid() else len(Column)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Qt's."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == Column.TICK:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt's; `ROW` gives the EntityRow."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == Column.TICK:
            return Qt.CheckState.Checked if row.is_ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return (
                self._read_aloud(row) if index.column() == Column.TICK else self._text(row, index)
            )
        if role == Qt.ItemDataRole.DisplayRole and index.column() != Column.TICK:
            return self._text(row, index)
        return None

    def setData(  # noqa: N802 - Qt's name
        self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        """Qt's: ticks or unticks."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        is_ticked = Qt.CheckState(value) == Qt.CheckState.Checked
        self._tick(self._rows[index.row()].recording_id, is_ticked)
        return True

    def headerData(  # noqa: N802 - Qt's name
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Qt's."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            "",
            self.tr("Name"),
            self.tr("Entity"),
            self.tr("Value"),
            self.tr("State class"),
        )[section]

    def _text(self, row: EntityRow, index: _Index) -> str:
        value = f"{row.value} {row.unit}".strip()
        return ("", row.name, row.entity_id, value, row.state_class)[index.column()]

    def _read_aloud(self, row: EntityRow) -> str:
        marks = [row.name, f"{row.value} {row.unit}".strip()]
        if row.is_new:
            marks.append(self.tr("new"))
        if row.is_gone:
            marks.append(self.tr("gone"))
        return ", ".join(mark for mark in marks if mark)
