"""The flow picture: who stands where, and how much flows between whom."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from energy_desktop.model.figures import Notation, percentage, power
from energy_desktop.model.power_balance import Balance, Basis
from energy_desktop.viewmodels.device_rows import IDLE_BELOW
from energy_desktop.viewmodels.home_parts import Device, HomeParts
from energy_desktop.viewmodels.hues import Hue

_FLOWS_FROM = 5.0
"""Watts; less is the noise of two sensors that were read at different moments."""


class Place(StrEnum):
    """Where a node stands: left, in the middle, or at the right from top to bottom."""

    LEFT = "left"
    HOME = "home"
    TOP = "top"
    MIDDLE = "middle"
    BOTTOM = "bottom"


@dataclass(frozen=True, slots=True)
class Node:
    """Someone who gives or takes power."""

    place: Place
    name: str
    icon: str
    hue: Hue
    figure: str = ""
    """What it gives or takes, above a node at the left or in the middle."""
    words: str = ""
    """What it does, beside a node at the right."""
    charge: float | None = None
    """A battery's state of charge, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Ribbon:
    """Power from one to another; 0 W is a dotted line."""

    start: Place
    end: Place
    watts: float
    figure: str
    hue: Hue


@dataclass(frozen=True, slots=True)
class FlowPicture:
    """All of it; empty where nothing is known of the home as a whole."""

    nodes: tuple[Node, ...] = ()
    ribbons: tuple[Ribbon, ...] = ()
    description: str = ""
    """In words, for those who do not see it."""


@dataclass(slots=True)
class _Sketch:
    notation: Notation
    nodes: list[Node] = field(default_factory=list)
    ribbons: list[Ribbon] = field(default_factory=list)

    def flow(self, start: Place, end: Place, watts: float, hue: Hue) -> bool:
        if watts < _FLOWS_FROM:
            return False
        self.ribbons.append(Ribbon(start, end, watts, str(power(watts, self.notation)), hue))
        return True

    def connect_idle(self) -> None:
        """Whoever stands alone is joined to the home by a dotted line."""
        busy = {place for ribbon in self.ribbons for place in (ribbon.start, ribbon.end)}
        for node in self.nodes:
            if node.place is not Place.HOME and node.place not in busy:
                is_left = node.place is Place.LEFT
                start, end = (node.place, Place.HOME) if is_left else (Place.HOME, node.place)
                self.ribbons.append(Ribbon(start, end, 0.0, "", Hue.IDLE))


def flow_picture(
    parts: HomeParts,
    balance: Balance,
    value_of: Callable[[str], float | None],
    notation: Notation,
) -> FlowPicture:
    """Solar (or without it the grid) at the left, the home, and the others at the right."""
    if balance.basis is Basis.NOTHING:
        return FlowPicture()
    sketch = _Sketch(notation)
    sketch.nodes.append(_home(balance, notation))
    if balance.basis is Basis.BALANCE:
        _draw_supplies(sketch, parts, balance, value_of)
        _draw_consumer(sketch, parts, value_of, balance)
    else:
        _draw_largest(sketch, parts, value_of)
    sketch.connect_idle()
    return FlowPicture(tuple(sketch.nodes), tuple(sketch.ribbons), _in_words(sketch))


def _draw_supplies(
    sketch: _Sketch,
    parts: HomeParts,
    balance: Balance,
    value_of: Callable[[str], float | None],
) -> None:
    flows = balance.flows
    grid = Place.TOP if parts.solar else Place.LEFT
    sketch.nodes.append(_grid(grid, balance, sketch.notation))
    if parts.solar:
        sketch.nodes.append(_solar(balance, sketch.notation))
        sketch.flow(Place.LEFT, Place.HOME, flows.solar_to_home, Hue.SOLAR)
        sketch.flow(Place.LEFT, Place.TOP, flows.solar_to_grid, Hue.GRID_OUT)
        sketch.flow(Place.LEFT, Place.BOTTOM, flows.solar_to_battery, Hue.BATTERY_IN)
    sketch.flow(grid, Place.HOME, flows.grid_to_home, Hue.GRID_IN)
    if parts.battery:
        sketch.nodes.append(_battery(parts, balance, value_of, sketch.notation))
        sketch.flow(grid, Place.BOTTOM, flows.grid_to_battery, Hue.BATTERY_IN)
        sketch.flow(Place.BOTTOM, Place.HOME, flows.battery_to_home, Hue.BATTERY_OUT)
        sketch.flow(Place.BOTTOM, grid, flows.battery_to_grid, Hue.GRID_OUT)


def _home(balance: Balance, notation: Notation) -> Node:
    return Node(
        Place.HOME,
        QCoreApplication.translate("Flow", "Home"),
        "home",
        Hue.HOME,
        str(power(balance.used, notation)),
    )


def _solar(balance: Balance, notation: Notation) -> Node:
    is_busy = (balance.solar or 0.0) >= _FLOWS_FROM
    return Node(
        Place.LEFT,
        QCoreApplication.translate("Flow", "Solar"),
        "solar-power-variant",
        Hue.SOLAR if is_busy else Hue.IDLE,
        str(power(balance.solar, notation)),
    )


def _grid(place: Place, balance: Balance, notation: Notation) -> Node:
    name = QCoreApplication.translate("Flow", "Grid")
    if balance.exported >= _FLOWS_FROM:
        hue, words = Hue.GRID_OUT, QCoreApplication.translate("Flow", "buys your surplus")
    elif balance.imported >= _FLOWS_FROM:
        hue, words = Hue.GRID_IN, QCoreApplication.translate("Flow", "supplies the rest")
        if balance.flows.solar_to_home + balance.flows.battery_to_home < _FLOWS_FROM:
            words = QCoreApplication.translate("Flow", "supplies the home")
    else:
        hue, words = Hue.IDLE, QCoreApplication.translate("Flow", "not needed")
    return Node(
        place, name, "transmission-tower", hue, str(power(abs(balance.grid or 0), notation)), words
    )


def _battery(
    parts: HomeParts,
    balance: Balance,
    value_of: Callable[[str], float | None],
    notation: Notation,
) -> Node:
    levels = [level for key in parts.battery_charge if (level := value_of(key)) is not None]
    charge = sum(levels) / len(levels) / 100 if levels else None
    name = QCoreApplication.translate("Flow", "Battery")
    if charge is not None:
        name = f"{name} {percentage(charge, notation)}"
    if balance.battery is None:
        hue, words = Hue.IDLE, QCoreApplication.translate("Flow", "no reading")
    elif balance.charging >= _FLOWS_FROM:
        hue, words = Hue.BATTERY_IN, QCoreApplication.translate("Flow", "charging")
    elif balance.discharging >= _FLOWS_FROM:
        hue, words = Hue.BATTERY_OUT, QCoreApplication.translate("Flow", "discharging")
    else:
        hue, words = Hue.IDLE, QCoreApplication.translate("Flow", "resting")
    return Node(Place.BOTTOM, name, "home-battery", hue, "", words, charge)


def _draw_consumer(
    sketch: _Sketch,
    parts: HomeParts,
    value_of: Callable[[str], float | None],
    balance: Balance,
) -> None:
    """One device has a place of its own: the car's charger, else the largest."""
    device = _consumer(parts, value_of)
    if device is None:
        return
    watts = value_of(device.recording_id)
    is_busy = watts is not None and watts >= _FLOWS_FROM
    words = QCoreApplication.translate("Flow", "idle, {power}")
    if watts is None:
        words = QCoreApplication.translate("Flow", "no reading")
    elif is_busy and balance.used and balance.used >= watts:
        words = QCoreApplication.translate("Flow", "{share} of the home")
    elif is_busy:
        words = ""
    hue = Hue.HOME if is_busy else Hue.IDLE
    words = words.format(
        power=power(watts, sketch.notation),
        share=percentage((watts or 0.0) / (balance.used or 1.0), sketch.notation),
    )
    sketch.nodes.append(Node(Place.MIDDLE, device.name, device.icon, hue, "", words))
    sketch.flow(Place.HOME, Place.MIDDLE, watts or 0.0, Hue.HOME)


def _consumer(parts: HomeParts, value_of: Callable[[str], float | None]) -> Device | None:
    outermost = [device for device in parts.devices if device.parent is None]
    chargers = [device for device in outermost if device.is_car_charger]
    candidates = chargers or [
        d for d in outermost if (value_of(d.recording_id) or 0.0) >= IDLE_BELOW
    ]
    return max(candidates, key=lambda d: value_of(d.recording_id) or 0.0, default=None)


def _draw_largest(
    sketch: _Sketch, parts: HomeParts, value_of: Callable[[str], float | None]
) -> None:
    """Without the grid the picture shows where power goes: the three largest devices."""
    outermost = [
        (watts, device)
        for device in parts.devices
        if device.parent is None and (watts := value_of(device.recording_id)) is not None
    ]
    largest = sorted(outermost, key=lambda pair: -pair[0])[:3]
    for place, (watts, device) in zip(
        (Place.TOP, Place.MIDDLE, Place.BOTTOM), largest, strict=False
    ):
        is_busy = sketch.flow(Place.HOME, place, watts, Hue.HOME)
        sketch.nodes.append(
            Node(
                place,
                device.name,
                device.icon,
                Hue.HOME if is_busy else Hue.IDLE,
                "",
                str(power(watts, sketch.notation)),
            )
        )


def _in_words(sketch: _Sketch) -> str:
    names = {node.place: node.name for node in sketch.nodes}
    flows = [
        QCoreApplication.translate("Flow", "{power} from {giver} to {taker}").format(
            power=ribbon.figure, giver=names[ribbon.start], taker=names[ribbon.end]
        )
        for ribbon in sketch.ribbons
        if ribbon.watts
    ]
    return "; ".join(flows) or QCoreApplication.translate("Flow", "nothing flows")
