"""The large figure, and the sentences that say what causes it."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QCoreApplication

from energy_desktop.model.figures import Figure, Notation, percentage, power, unbroken
from energy_desktop.model.power_balance import Balance, Basis, Supply
from energy_desktop.viewmodels.home_parts import Device, HomeParts

_WORTH_SAYING = 10.0
"""Watts from which a surplus is worth a word."""
_ALL_OF_IT = 0.985
_NONE_OF_IT = 0.015
_CAUSE_FROM = 0.05
"""Share of the home's use from which the largest device counts as its cause."""


@dataclass(frozen=True, slots=True)
class Cause:
    """The device that matters most."""

    icon: str
    text: str
    """Rich text: the device's name in `<b>`."""


@dataclass(frozen=True, slots=True)
class Headline:
    """What the eye meets first."""

    label: str
    figure: Figure
    sentence: str = ""
    cause: Cause | None = None
    caveat: str = ""
    """What the figure leaves out."""


def headline(
    parts: HomeParts,
    balance: Balance,
    value_of: Callable[[str], float | None],
    notation: Notation,
) -> Headline:
    """The figure of the home; without the means for it, the best that is true."""
    if balance.basis is Basis.NOTHING:
        return _largest_sensor(parts, value_of, notation)
    cause = _cause(parts, balance, value_of, notation)
    if balance.basis is Basis.DEVICES:
        return Headline(
            QCoreApplication.translate("Now", "Devices are using"),
            power(balance.used, notation),
            _why_no_total(balance),
            cause,
        )
    return Headline(
        QCoreApplication.translate("Now", "Home is using"),
        power(balance.used, notation),
        _sources(balance, notation),
        cause,
        _caveat(balance),
    )


def _largest_sensor(
    parts: HomeParts, value_of: Callable[[str], float | None], notation: Notation
) -> Headline:
    known = [(w, d) for d in parts.devices if (w := value_of(d.recording_id)) is not None]
    if not known:
        label = QCoreApplication.translate("Now", "Home is using")
        waiting = QCoreApplication.translate("Now", "No power reading has come yet.")
        return Headline(label, power(None, notation), waiting)
    # What uses power comes before what gives some, as in the list below.
    watts, device = max(known, key=lambda pair: (pair[0] >= 0, abs(pair[0])))
    label = (
        QCoreApplication.translate("Now", "{name}, the largest")
        if watts >= 0
        else QCoreApplication.translate("Now", "{name}, feeding in")
    )
    return Headline(
        label.format(name=device.name),
        power(watts, notation),
        QCoreApplication.translate(
            "Now",
            "The home's total is not known: Home Assistant's energy settings name no power"
            " sensor for it.",
        ),
    )


def _why_no_total(balance: Balance) -> str:
    if Supply.GRID in balance.silent:
        return QCoreApplication.translate(
            "Now", "The sum of the devices; the grid's sensor gives no reading."
        )
    return QCoreApplication.translate(
        "Now",
        "The sum of the devices; Home Assistant's energy settings name no power sensor of the"
        " grid.",
    )


def _sources(balance: Balance, notation: Notation) -> str:
    used = balance.used or 0.0
    if used <= 0:
        return (
            QCoreApplication.translate("Now", "Less than nothing: the sensors do not agree.")
            if used < -_WORTH_SAYING
            else QCoreApplication.translate("Now", "Nothing is used.")
        )
    return _from_where(balance, used, notation) + _surplus(balance, notation) + "."


def _from_where(balance: Balance, used: float, notation: Notation) -> str:
    shares = {
        Supply.SOLAR: balance.flows.solar_to_home / used,
        Supply.BATTERY: balance.flows.battery_to_home / used,
        Supply.GRID: balance.flows.grid_to_home / used,
    }
    counting = [supply for supply, share in shares.items() if share > _NONE_OF_IT]
    if len(counting) == 1 or max(shares.values()) > _ALL_OF_IT:
        largest = max(shares, key=lambda supply: shares[supply])
        return {
            Supply.SOLAR: QCoreApplication.translate("Now", "All of it from solar"),
            Supply.BATTERY: QCoreApplication.translate("Now", "All of it from the battery"),
            Supply.GRID: QCoreApplication.translate("Now", "All of it from the grid"),
        }[largest]
    told = {supply: unbroken(percentage(share, notation)) for supply, share in shares.items()}
    text = {
        (Supply.SOLAR, Supply.BATTERY): QCoreApplication.translate(
            "Now", "{solar} from solar, the rest from the battery"
        ),
        (Supply.SOLAR, Supply.GRID): QCoreApplication.translate(
            "Now", "{solar} from solar, the rest from the grid"
        ),
        (Supply.BATTERY, Supply.GRID): QCoreApplication.translate(
            "Now", "{battery} from the battery, the rest from the grid"
        ),
        (Supply.SOLAR, Supply.BATTERY, Supply.GRID): QCoreApplication.translate(
            "Now", "{solar} from solar, {battery} from the battery, the rest from the grid"
        ),
    }[tuple(counting)]
    return text.format(solar=told[Supply.SOLAR], battery=told[Supply.BATTERY])


def _surplus(balance: Balance, notation: Notation) -> str:
    if balance.exported >= _WORTH_SAYING:
        return QCoreApplication.translate("Now", "; {power} is left to sell").format(
            power=unbroken(power(balance.exported, notation))
        )
    if balance.charging >= _WORTH_SAYING:
        return QCoreApplication.translate("Now", "; {power} goes into the battery").format(
            power=unbroken(power(balance.charging, notation))
        )
    return ""


def _caveat(balance: Balance) -> str:
    if balance.silent >= {Supply.SOLAR, Supply.BATTERY}:
        return QCoreApplication.translate(
            "Now", "Solar and battery give no reading and count as zero."
        )
    if Supply.SOLAR in balance.silent:
        return QCoreApplication.translate("Now", "Solar gives no reading and counts as zero.")
    if Supply.BATTERY in balance.silent:
        return QCoreApplication.translate("Now", "The battery gives no reading and counts as zero.")
    return ""


def _cause(
    parts: HomeParts,
    balance: Balance,
    value_of: Callable[[str], float | None],
    notation: Notation,
) -> Cause | None:
    device = _largest_device(parts, value_of)
    watts = value_of(device.recording_id) if device else None
    if device is None or watts is None or not balance.used or balance.used <= 0:
        return None
    share = watts / balance.used
    if share < _CAUSE_FROM:
        return None
    text = (
        QCoreApplication.translate("Now", "<b>{name}</b> is {share} of it")
        if share <= 1
        else QCoreApplication.translate("Now", "<b>{name}</b> reports {power}")
    )
    return Cause(
        device.icon,
        text.format(
            name=escape(device.name),
            share=unbroken(percentage(share, notation)),
            power=unbroken(power(watts, notation)),
        ),
    )


def _largest_device(parts: HomeParts, value_of: Callable[[str], float | None]) -> Device | None:
    outermost = [d for d in parts.devices if d.parent is None and parts.devices_add_up]
    return max(outermost, key=lambda d: value_of(d.recording_id) or 0.0, default=None)
