"""The selected stretch, and what its card says."""

from dataclasses import dataclass
from datetime import tzinfo

from PySide6.QtCore import QCoreApplication

from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.stretch_figures import StretchFigures
from energy_desktop.viewmodels.history.looks import Look
from energy_desktop.viewmodels.history.picture import Shown
from energy_desktop.viewmodels.history.value_axis import figure_of
from energy_desktop.viewmodels.history.words import HistoryWords


@dataclass(frozen=True, slots=True)
class SelectedValue:
    """A sensor over the selected stretch."""

    look: Look
    name: str
    mean: str
    details: str


@dataclass(frozen=True, slots=True)
class Selection:
    """A stretch, its length in words, and a line for each sensor once they are summed up."""

    span: TimeRange
    time: str
    length: str
    values: tuple[SelectedValue, ...] = ()
    is_known: bool = False
    """False while the figures are being summed up."""

    @property
    def text(self) -> str:
        """All of it in a sentence, for those who do not see it."""
        told = [f"{v.name}: {v.mean}, {v.details}" for v in self.values]
        return ", ".join([self.time, self.length, *told])


def selected(span: TimeRange, words: HistoryWords, zone: tzinfo) -> Selection:
    """A stretch whose figures are not known yet."""
    return Selection(span, words.stretch(span, zone), words.length(span.duration))


def selected_value(
    shown: Shown, figures: StretchFigures, span: TimeRange, words: HistoryWords, zone: tzinfo
) -> SelectedValue:
    """The figures of one sensor in words."""
    unit, notation = shown.entity.stored_unit, words.wording.notation
    if figures.mean is None:
        nothing = QCoreApplication.translate("History", "nothing recorded")
        return SelectedValue(shown.look, shown.name, "—", nothing)
    mean = QCoreApplication.translate("History", "{figure} mean").format(
        figure=figure_of(unit, figures.mean, notation)
    )
    peak = QCoreApplication.translate("History", "peak {figure}").format(
        figure=figure_of(unit, figures.peak, notation)
    )
    if figures.low == figures.peak:
        peak = QCoreApplication.translate("History", "the same throughout")
    elif figures.peak_at is not None:
        at = max(figures.peak_at, span.start)
        peak = QCoreApplication.translate("History", "{peak} at {time}").format(
            peak=peak, time=words.at(at, span, zone)
        )
    # Rounded down: a stretch with a gap is never "100 %".
    share = int(100 * figures.known / span.duration) if span.duration else 100
    if figures.known < 0.995 * span.duration:
        known = QCoreApplication.translate("History", "{share} % known").format(share=share)
        return SelectedValue(shown.look, shown.name, mean, f"{peak} · {known}")
    return SelectedValue(shown.look, shown.name, mean, peak)
