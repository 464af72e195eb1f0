"""The devices of a moment as rows, largest first, without restless jumping.

One that gives power instead of using it has a negative figure, and stands behind those that use.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from heapq import nlargest

from PySide6.QtCore import QCoreApplication

from energy_desktop.model.figures import Figure, Notation, power
from energy_desktop.model.power_balance import Balance
from energy_desktop.viewmodels.home_parts import Device, HomeParts

IDLE_BELOW = 3.0
"""Watts; what a device draws while it waits."""

SHOWN_AT_MOST = 40
"""Devices with a row of their own; nobody reads a thousand, and each is worked on every second."""

_OVERTAKES_BY = 1.1
_OVERTAKES_AT_LEAST = 5.0


class RowKind(StrEnum):
    """What a row stands for."""

    DEVICE = "device"
    IDLE = "idle"
    SILENT = "silent"
    SMALLER = "smaller"
    """All busy devices beyond the largest ones, together."""
    UNTRACKED = "untracked"
    OVER_REPORTED = "over_reported"


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """A row of the list."""

    kind: RowKind
    key: str
    name: str
    icon: str
    figure: Figure
    share: float = 0.0
    """Length of its bar, 0 to 1: the longest row is 1."""
    depth: int = 0
    """How many devices above include this one's figure."""
    explanation: str = ""
    feeds_in: bool = False
    """It gives power instead of using it."""


class Ranking:
    """Keeps an order in which a device passes another only when it is clearly larger.

    What gives power ranks behind everything that uses some.
    """

    def __init__(self) -> None:
        self._order: list[str] = []

    def ranked(self, watts: Mapping[str, float]) -> list[str]:
        """The keys, largest first, near the order given last; what gives has negative watts."""
        places = {key: place for place, key in enumerate(self._order)}
        order: list[str] = []
        # Insertion into the former order: whoever was behind has to overtake.
        for key in sorted(watts, key=lambda k: (places.get(k, len(places)), -abs(watts[k]))):
            place = len(order)
            while place > 0 and self._overtakes(watts[key], watts[order[place - 1]], key in places):
                place -= 1
            order.insert(place, key)
        self._order = order
        return order

    @staticmethod
    def _overtakes(behind: float, ahead: float, was_there: bool) -> bool:
        if (behind < 0) is not (ahead < 0):
            return ahead < 0
        behind, ahead = abs(behind), abs(ahead)
        if not was_there:
            return behind > ahead
        return behind > ahead * _OVERTAKES_BY and behind > ahead + _OVERTAKES_AT_LEAST


def device_rows(
    parts: HomeParts,
    balance: Balance,
    value_of: Callable[[str], float | None],
    ranking: Ranking,
    notation: Notation,
) -> list[DeviceRow]:
    """Devices by power, each followed by those it includes; then idle, silent, untracked."""
    watts = {d.recording_id: value_of(d.recording_id) for d in parts.devices}
    all_busy = {key: size for key, size in watts.items() if size is not None and _is_busy(size)}
    largest = nlargest(SHOWN_AT_MOST, all_busy, key=lambda key: abs(all_busy[key]))
    busy = {key: all_busy[key] for key in largest}
    by_key = {device.recording_id: device for device in parts.devices}
    untracked = balance.untracked if parts.devices_add_up else None
    longest = max((abs(w) for w in (*busy.values(), untracked or 0.0)), default=0.0) or 1.0
    rows = [
        _busy_row(by_key[key], busy[key], longest, depth, notation)
        for key, depth in _as_tree(ranking.ranked(busy), by_key)
    ]
    if len(all_busy) > len(busy):
        rows.append(_smaller(all_busy, busy, by_key, longest, notation))
    rows += _folded(parts.devices, watts, notation)
    if untracked is not None:
        rows.append(_untracked(untracked, longest, notation))
    return rows


def _busy_row(
    device: Device, watts: float, longest: float, depth: int, notation: Notation
) -> DeviceRow:
    feeds_in = watts < 0
    explanation = (
        QCoreApplication.translate("Devices", "Gives power instead of using it.")
        if feeds_in
        else ""
    )
    return DeviceRow(
        RowKind.DEVICE,
        device.recording_id,
        device.name,
        device.icon,
        power(watts, notation),
        abs(watts) / longest,
        depth,
        explanation,
        feeds_in,
    )


def _smaller(
    all_busy: Mapping[str, float],
    shown: Mapping[str, float],
    by_key: Mapping[str, Device],
    longest: float,
    notation: Notation,
) -> DeviceRow:
    rest = {key: size for key, size in all_busy.items() if key not in shown}
    # A part of a device that is counted somewhere is in that device's figure already.
    total = sum(size for key, size in rest.items() if by_key[key].parent not in all_busy)
    name = QCoreApplication.translate("Devices", "%n smaller", "", len(rest))
    return DeviceRow(
        RowKind.SMALLER,
        "",
        name,
        "power-plug",
        power(total, notation),
        min(1.0, abs(total) / longest),
        explanation=", ".join(by_key[key].name for key in rest),
    )


def _is_busy(watts: float) -> bool:
    return abs(watts) >= IDLE_BELOW


def _as_tree(ranked: Sequence[str], by_key: Mapping[str, Device]) -> list[tuple[str, int]]:
    """The keys with their depth, each directly after the shown device that includes it."""
    shown = set(ranked)
    children: dict[str | None, list[str]] = {}
    for key in ranked:
        children.setdefault(_shown_parent(key, by_key, shown), []).append(key)
    tree: list[tuple[str, int]] = []

    def visit(parent: str | None, depth: int) -> None:
        for key in children.get(parent, ()):
            tree.append((key, depth))
            visit(key, depth + 1)

    visit(None, 0)
    return tree


def _shown_parent(key: str, by_key: Mapping[str, Device], shown: set[str]) -> str | None:
    nearest: str | None = None
    seen = {key}
    above = by_key[key].parent
    while above is not None and above in by_key:
        if above in seen:
            return None
        if nearest is None and above in shown:
            nearest = above
        seen.add(above)
        above = by_key[above].parent
    return nearest


def _folded(
    devices: Iterable[Device], watts: Mapping[str, float | None], notation: Notation
) -> list[DeviceRow]:
    idle = [d for d in devices if (w := watts[d.recording_id]) is not None and not _is_busy(w)]
    silent = [d for d in devices if watts[d.recording_id] is None]
    rows: list[DeviceRow] = []
    if idle:
        parents = {d.recording_id for d in idle}
        # A part of an idle device is in that device's figure already.
        total = sum(watts[d.recording_id] or 0.0 for d in idle if d.parent not in parents)
        name = (
            idle[0].name
            if len(idle) == 1
            else QCoreApplication.translate("Devices", "%n others, idle", "", len(idle))
        )
        icon = idle[0].icon if len(idle) == 1 else "power-plug"
        names = ", ".join(d.name for d in idle)
        rows.append(
            DeviceRow(RowKind.IDLE, "", name, icon, power(total, notation), explanation=names)
        )
    if silent:
        name = (
            QCoreApplication.translate("Devices", "{name}, no reading").format(name=silent[0].name)
            if len(silent) == 1
            else QCoreApplication.translate("Devices", "%n without a reading", "", len(silent))
        )
        names = ", ".join(d.name for d in silent)
        rows.append(
            DeviceRow(
                RowKind.SILENT, "", name, "power-plug-off", power(None, notation), explanation=names
            )
        )
    return rows


def _untracked(watts: float, longest: float, notation: Notation) -> DeviceRow:
    if watts < -IDLE_BELOW:
        return DeviceRow(
            RowKind.OVER_REPORTED,
            "",
            QCoreApplication.translate("Devices", "Over-reported"),
            "alert-circle-outline",
            power(-watts, notation),
            min(1.0, -watts / longest),
            explanation=QCoreApplication.translate(
                "Devices", "The devices report more than the home uses."
            ),
        )
    return DeviceRow(
        RowKind.UNTRACKED,
        "",
        QCoreApplication.translate("Devices", "Untracked"),
        "help-circle-outline",
        power(max(0.0, watts), notation),
        max(0.0, watts) / longest,
        explanation=QCoreApplication.translate(
            "Devices", "What the home uses and no device measures."
        ),
    )
