"""What the chart says of the moment under the pointer."""

from dataclasses import dataclass
from datetime import tzinfo

from PySide6.QtCore import QCoreApplication

from energy_desktop.model.coverage_levels import Coverage
from energy_desktop.model.line_tile import PointOfLine
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.timestamps import Micros
from energy_desktop.viewmodels.history.looks import Look
from energy_desktop.viewmodels.history.picture import ChartPicture, Series
from energy_desktop.viewmodels.history.words import HistoryWords


@dataclass(frozen=True, slots=True)
class PointedValue:
    """A line at the moment."""

    look: Look
    name: str
    number: str
    unit: str
    band: str
    """Lowest to highest of the step; empty where there is one value alone."""
    place: tuple[int, float] | None
    """Axis and value, for the dot on the line; None in a gap."""


@dataclass(frozen=True, slots=True)
class PointedMoment:
    """What the tooltip says."""

    moment: Micros
    time: str
    unit: str
    """The unit of all values; empty where they differ."""
    values: tuple[PointedValue, ...]
    source: str
    level: Coverage

    @property
    def text(self) -> str:
        """All of it in a sentence, for those who do not see it."""
        told = [f"{v.name} {v.number} {v.unit}".strip() for v in self.values]
        return ", ".join([self.time, *told, self.source])


def pointed_at(
    picture: ChartPicture, moment: Micros, words: HistoryWords, zone: tzinfo
) -> PointedMoment:
    """What is known of a moment."""
    points = [(series, _point(series, moment)) for series in picture.series]
    units = {picture.axes[series.axis].unit for series in picture.series}
    level = next((r.level for r in picture.coverage if r.span.contains(moment)), Coverage.OUTSIDE)
    return PointedMoment(
        moment,
        _time(moment, [point for _, point in points if point is not None], words, zone),
        units.pop() if len(units) == 1 else "",
        tuple(_value(series, point, picture, words) for series, point in points),
        source_in_words(level),
        level,
    )


def source_in_words(level: Coverage) -> str:
    """Where a stretch came from."""
    return {
        Coverage.MISSING: QCoreApplication.translate("History", "Not recorded"),
        Coverage.HOURLY: QCoreApplication.translate("History", "Hourly statistics"),
        Coverage.FIVE_MINUTES: QCoreApplication.translate("History", "5-minute statistics"),
        Coverage.REPAIRED: QCoreApplication.translate("History", "Repaired from raw history"),
        Coverage.LIVE: QCoreApplication.translate("History", "Recorded live"),
        Coverage.OUTSIDE: QCoreApplication.translate("History", "Outside of all recording"),
    }[level]


def level_name(level: Coverage, is_shortest: bool = False) -> str:
    """The same as short as a legend has room for."""
    repaired = QCoreApplication.translate("History", "Repaired from raw history")
    if is_shortest:
        repaired = QCoreApplication.translate("History", "Repaired")
    return {
        Coverage.MISSING: QCoreApplication.translate("History", "Missing"),
        Coverage.HOURLY: QCoreApplication.translate("History", "Hourly"),
        Coverage.FIVE_MINUTES: QCoreApplication.translate("History", "5 minutes"),
        Coverage.REPAIRED: repaired,
        Coverage.LIVE: QCoreApplication.translate("History", "Live"),
        Coverage.OUTSIDE: "",
    }[level]


def _point(series: Series, moment: Micros) -> PointOfLine | None:
    for piece in series.pieces:
        if piece.span.contains(moment):
            return piece.tile.at(moment)
    return None


def _value(
    series: Series, point: PointOfLine | None, picture: ChartPicture, words: HistoryWords
) -> PointedValue:
    axis, notation = picture.axes[series.axis], words.wording.notation
    name = series.shown.name
    if point is None:
        return PointedValue(series.shown.look, name, "—", "", "", None)
    band = ""
    if point.high > point.low:
        low, high = axis.number(point.low, notation), axis.number(point.high, notation)
        band = _range(low, high) if low != high else ""
    number = axis.number(point.mean, notation)
    place = (series.axis, point.mean)
    return PointedValue(series.shown.look, name, number, axis.unit, band, place)


def _range(low: str, high: str) -> str:
    """A dash beside a minus is hard to read."""
    if high.startswith("−"):
        return QCoreApplication.translate("History", "{low} to {high}").format(low=low, high=high)
    return f"{low} – {high}"


def _time(moment: Micros, points: list[PointOfLine], words: HistoryWords, zone: tzinfo) -> str:
    """The step, where all lines have the same; else the moment alone."""
    spans: set[TimeRange] = {point.span for point in points}
    if len(spans) == 1 and any(point.high > point.low for point in points):
        return words.step_of(spans.pop(), zone)
    return words.moment(moment, zone)
