"""The sensors that can be shown, in groups, as a list for a view."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from energy_desktop.model.entities import Entity
from energy_desktop.model.figures import Figure
from energy_desktop.model.units import Quantity
from energy_desktop.viewmodels.device_icons import icon_of
from energy_desktop.viewmodels.history.looks import Look

ROW = Qt.ItemDataRole.UserRole + 1
"""The `SensorRow`, or the `GroupTitle`, of an index."""

_Index = QModelIndex | QPersistentModelIndex
_CLIMATE = ("temperature", "humidity", "pressure", "atmospheric_pressure", "moisture")


class Group(IntEnum):
    """In the order of the list."""

    SHOWN = 0
    POWER = 1
    ENERGY = 2
    CLIMATE = 3
    OTHER = 4


@dataclass(frozen=True, slots=True)
class GroupTitle:
    """A heading in the list."""

    text: str


@dataclass(frozen=True, slots=True)
class SensorRow:
    """A sensor in the list."""

    key: str
    name: str
    icon: str
    look: Look | None
    """How its line is drawn; None while it is not shown."""

    @property
    def is_shown(self) -> bool:
        """Whether it is ticked."""
        return self.look is not None


Row = SensorRow | GroupTitle


class SensorListModel(QAbstractListModel):
    """Shown sensors first, then the others by what they measure; search narrows it."""

    def __init__(self, figure_of: Callable[[str], Figure], parent: QObject | None = None) -> None:
        """`figure_of` gives a sensor's current value; it is asked for rows in sight alone."""
        super().__init__(parent)
        self._figure_of = figure_of
        self._rows: list[Row] = []

    @property
    def rows(self) -> Sequence[Row]:
        """Headings and sensors, in order."""
        return self._rows

    @property
    def sensors(self) -> int:
        """How many sensors are in the list."""
        return sum(isinstance(row, SensorRow) for row in self._rows)

    def place_of(self, key: str) -> int | None:
        """The row of a sensor."""
        for place, row in enumerate(self._rows):
            if isinstance(row, SensorRow) and row.key == key:
                return place
        return None

    def show(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        if list(rows) == self._rows:
            return
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def values_changed(self) -> None:
        """Current values may be others."""
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def rowCount(self, parent: _Index | None = None) -> int:  # noqa: N802 - Qt's name
        """Qt's."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Headings cannot be reached."""
        if not index.isValid() or isinstance(self._rows[index.row()], GroupTitle):
            return Qt.ItemFlag.NoItemFlags
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsUserCheckable
        )

    def figure(self, index: _Index) -> Figure:
        """The current value of a sensor's row."""
        row = self._rows[index.row()]
        return self._figure_of(row.key) if isinstance(row, SensorRow) else Figure("", "")

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt's."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if isinstance(row, GroupTitle):
            return row.text if role == Qt.ItemDataRole.DisplayRole else None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.name
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{row.name}, {self.figure(index)}"
            case Qt.ItemDataRole.ToolTipRole:
                # The value too: a long name takes its room.
                return f"{row.name}, {self.figure(index)}\n{row.key}"
            case Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if row.is_shown else Qt.CheckState.Unchecked
        return None


def sensor_rows(
    entities: Iterable[Entity], looks: Mapping[str, Look], order: Collection[str], search: str
) -> list[Row]:
    """The rows of the list: shown ones first, in their `order`, and those that a search finds."""
    words = search.casefold().split()
    found = [e for e in entities if _matches(e, words)]
    by_key = {entity.recording_id: entity for entity in found}
    groups: dict[Group, list[Entity]] = {group: [] for group in Group}
    groups[Group.SHOWN] = [by_key[key] for key in order if key in by_key]
    for entity in sorted(found, key=lambda e: (e.name.casefold(), e.recording_id)):
        if entity.recording_id not in looks:
            groups[_group_of(entity)].append(entity)
    rows: list[Row] = []
    for group, members in groups.items():
        if members:
            rows.append(GroupTitle(_title(group)))
            rows += [_row(entity, looks.get(entity.recording_id)) for entity in members]
    return rows


def _row(entity: Entity, look: Look | None) -> SensorRow:
    name = entity.name or entity.entity_id
    return SensorRow(entity.recording_id, name, icon_of(entity), look)


def _matches(entity: Entity, words: Iterable[str]) -> bool:
    text = f"{entity.name} {entity.entity_id} {entity.unit or ''}".casefold()
    return all(word in text for word in words)


def _group_of(entity: Entity) -> Group:
    match entity.conversion.quantity:
        case Quantity.POWER:
            return Group.POWER
        case Quantity.ENERGY | Quantity.VOLUME:
            return Group.ENERGY
    return Group.CLIMATE if entity.device_class in _CLIMATE else Group.OTHER


def _title(group: Group) -> str:
    return {
        Group.SHOWN: QCoreApplication.translate("History", "Shown"),
        Group.POWER: QCoreApplication.translate("History", "Power"),
        Group.ENERGY: QCoreApplication.translate("History", "Energy and meters"),
        Group.CLIMATE: QCoreApplication.translate("History", "Climate"),
        Group.OTHER: QCoreApplication.translate("History", "Other"),
    }[group]
