"""The stretch of time a chart shows: moved, zoomed, and kept where there is something."""

from dataclasses import dataclass

from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.timestamps import SECOND, Micros

SHORTEST = SECOND


@dataclass(frozen=True, slots=True)
class ViewWindow:
    """What is shown, within bounds that no gesture leaves; never shorter than a second."""

    shown: TimeRange
    bounds: TimeRange

    def beyond(self, span: TimeRange) -> "ViewWindow":
        """A stretch as it is, such as a day that is not over yet."""
        return ViewWindow(span, self.bounds)

    def showing(self, span: TimeRange) -> "ViewWindow":
        """Another stretch, shifted and shortened to the bounds."""
        return ViewWindow(_within(span, self.bounds), self.bounds)

    def bounded(self, bounds: TimeRange) -> "ViewWindow":
        """The same stretch in other bounds, as far as it fits."""
        return ViewWindow(_within(self.shown, bounds), bounds)

    def panned(self, by: int) -> "ViewWindow":
        """Later by so many microseconds; earlier where negative."""
        moved = TimeRange(Micros(self.shown.start + by), Micros(self.shown.end + by))
        return ViewWindow(_within(moved, self._reach), self.bounds)

    def zoomed(self, factor: float, at: Micros | None = None) -> "ViewWindow":
        """`factor` times as long; the moment `at` (the middle) keeps its place on the screen."""
        shown = self.shown
        fixed = shown.start + shown.duration // 2 if at is None else at
        length = round(shown.duration * factor)
        length = max(min(SHORTEST, self.bounds.duration), min(length, self.bounds.duration))
        share = (fixed - shown.start) / shown.duration if shown.duration else 0.5
        start = round(fixed - share * length)
        moved = TimeRange(Micros(start), Micros(start + length))
        return ViewWindow(_within(moved, self._reach if factor < 1 else self.bounds), self.bounds)

    @property
    def _reach(self) -> TimeRange:
        """The bounds, and what lies beyond them and is shown already."""
        start, end = min(self.bounds.start, self.shown.start), max(self.bounds.end, self.shown.end)
        return TimeRange(start, end)


def _within(span: TimeRange, bounds: TimeRange) -> TimeRange:
    length = min(max(span.duration, SHORTEST), bounds.duration)
    start = max(bounds.start, min(span.start, Micros(bounds.end - length)))
    return TimeRange(Micros(start), Micros(start + length))
