"""The live line in words: its title, what a point of it is, how much of it is covered."""

from dataclasses import dataclass
from datetime import tzinfo

import numpy as np
from PySide6.QtCore import QCoreApplication

from energy_desktop.model.coverage_levels import Coverage
from energy_desktop.model.figures import Figure, percentage, power
from energy_desktop.viewmodels.hues import Hue
from energy_desktop.viewmodels.live_line import LiveLines, Span
from energy_desktop.viewmodels.wording import Wording


@dataclass(frozen=True, slots=True)
class PointValue:
    """A line's value at a moment."""

    hue: Hue
    name: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class PointInWords:
    """What the tooltip says of a moment."""

    time: str
    values: tuple[PointValue, ...]
    source: str


def title_of(span: Span) -> str:
    """ "Last 10 minutes" """
    return {
        Span.TEN_MINUTES: QCoreApplication.translate("Now", "Last 10 minutes"),
        Span.HOUR: QCoreApplication.translate("Now", "Last hour"),
        Span.DAY: QCoreApplication.translate("Now", "Last 24 hours"),
    }[span]


def remark_of(span: Span, unit: str) -> str:
    """The unit, and what one point of the line stands for."""
    return {
        Span.TEN_MINUTES: QCoreApplication.translate("Now", "{unit}, second by second"),
        Span.HOUR: QCoreApplication.translate("Now", "{unit}, mean of each 6 seconds"),
        Span.DAY: QCoreApplication.translate("Now", "{unit}, mean of each 3 minutes"),
    }[span].format(unit=unit)


def names_of_spans() -> tuple[str, ...]:
    """The choices, in the order of `Span`."""
    return (
        QCoreApplication.translate("Now", "10 min"),
        QCoreApplication.translate("Now", "1 h"),
        QCoreApplication.translate("Now", "24 h"),
    )


def coverage_in_words(lines: LiveLines, wording: Wording) -> str:
    """ "all live", or how much of the stretch is covered at all."""
    coverage = lines.coverage
    if np.all(coverage == Coverage.LIVE):
        return QCoreApplication.translate("Now", "all live")
    if np.all(coverage != Coverage.MISSING):
        return QCoreApplication.translate("Now", "all covered")
    if np.all(coverage == Coverage.MISSING):
        return QCoreApplication.translate("Now", "nothing yet")
    # Rounded down: a stretch with a gap is never "100 %".
    share = np.floor(100 * np.mean(coverage != Coverage.MISSING)) / 100
    return QCoreApplication.translate("Now", "{share} covered").format(
        share=percentage(float(share), wording.notation)
    )


def point_in_words(lines: LiveLines, index: int, wording: Wording, zone: tzinfo) -> PointInWords:
    """The moment of a step, its values, and where they came from."""
    values = [
        PointValue(
            Hue.HOME,
            QCoreApplication.translate("Now", "Home"),
            power(float(lines.home[index]), wording.notation),
        )
    ]
    if lines.solar is not None:
        values.insert(
            0,
            PointValue(
                Hue.SOLAR,
                QCoreApplication.translate("Now", "Solar"),
                power(float(lines.solar[index]), wording.notation),
            ),
        )
    moment = lines.middle(index)
    in_seconds = lines.span is not Span.DAY
    time = wording.time(moment, zone) if in_seconds else wording.hour(moment, zone)
    return PointInWords(time, tuple(values), source_in_words(Coverage(int(lines.coverage[index]))))


def source_in_words(coverage: Coverage) -> str:
    """Where a stretch came from."""
    return {
        Coverage.MISSING: QCoreApplication.translate("Now", "not recorded"),
        Coverage.HOURLY: QCoreApplication.translate("Now", "hourly statistics"),
        Coverage.FIVE_MINUTES: QCoreApplication.translate("Now", "5-minute statistics"),
        Coverage.REPAIRED: QCoreApplication.translate("Now", "from Home Assistant's history"),
        Coverage.LIVE: QCoreApplication.translate("Now", "recorded live"),
    }[coverage]
