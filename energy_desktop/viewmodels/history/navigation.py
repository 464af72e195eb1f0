"""Which stretch the chart shows: chosen, stepped, dragged, zoomed, and found again."""

from collections.abc import Callable
from datetime import tzinfo

from PySide6.QtCore import QObject, Signal

from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.timestamps import DAY, Micros
from energy_desktop.model.view_window import ViewWindow
from energy_desktop.viewmodels.history.spans import SpanChoice, choice_of, neighbour
from energy_desktop.viewmodels.history.words import HistoryWords, latest_in_words

_REMEMBERED = 50
_FIRST = SpanChoice.DAY


class Navigation(QObject):
    """The view, and the way back to earlier ones."""

    changed = Signal()
    """`view` is another."""

    def __init__(
        self,
        home_time: Callable[[], Micros],
        zone: Callable[[], tzinfo],
        words: HistoryWords,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._home_time = home_time
        self._zone = zone
        self._words = words
        self._first_weekday = words.wording.first_weekday
        self._trail: list[tuple[TimeRange, bool]] = []
        now = home_time()
        bounds = TimeRange(Micros(now - DAY), now)
        self._window = ViewWindow(bounds, bounds)
        self.is_following = True
        """The view ends now, and moves with it."""
        self._named: tuple[object, SpanChoice | None, str] = (None, None, "")
        self.choose(_FIRST)
        self._trail.clear()

    @property
    def view(self) -> TimeRange:
        """What is shown."""
        return self._window.shown

    @property
    def bounds(self) -> TimeRange:
        """All that can be shown."""
        return self._window.bounds

    @property
    def choice(self) -> SpanChoice | None:
        """The button that would lead here."""
        return self._names()[0]

    @property
    def can_go_later(self) -> bool:
        """Whether anything lies after the view."""
        return self.view.end < self._home_time() and not self.is_following

    @property
    def can_go_earlier(self) -> bool:
        """Whether anything lies before the view."""
        return self.view.start > self.bounds.start

    @property
    def title(self) -> str:
        """The view in words."""
        return self._names()[1]

    def bound(self, everything: TimeRange) -> None:
        """Let no gesture lead outside of this."""
        shows_all = self.choice is SpanChoice.ALL
        self._go(self._window.bounded(everything))
        if shows_all:
            self._go(self._window.showing(everything))

    def follow(self) -> None:
        """Move with the present, if the view ended there."""
        now, shows_all = self._home_time(), self.choice is SpanChoice.ALL
        if now > self.bounds.end:
            bounds = TimeRange(self.bounds.start, now)
            self._window = ViewWindow(self._window.shown, bounds)
        if shows_all:
            self._go(self._window.showing(self.bounds))
        elif self.is_following:
            self._go(self._window.showing(self._ending_at(now, self.view.duration)))

    def choose(self, choice: SpanChoice) -> None:
        """Show a span: the last one where now is in sight, else the calendar's around here."""
        self.remember()
        now = self._home_time()
        if choice is SpanChoice.ALL:
            self._show(self.bounds, is_following=True)
        elif self.is_following or self.view.contains(now):
            self._show(self._ending_at(now, choice.length), is_following=True)
        else:
            middle = Micros(self.view.start + self.view.duration // 2)
            self._show_period(choice.around(middle, self._zone(), self._first_weekday))

    def step(self, direction: int) -> None:
        """The period before (-1) or after (+1)."""
        self.remember()
        anchor = self._home_time() if self.is_following else self.view.start
        there = neighbour(
            self.view, self.choice, anchor, self._zone(), direction, self._first_weekday
        )
        if self.choice is not None and self.choice.is_of_the_calendar:
            self._show_period(there)
        else:
            self._show(there, is_following=False)

    def show(self, span: TimeRange) -> None:
        """Show a stretch."""
        self._show(span, is_following=False)

    def pan(self, by: int) -> None:
        """Later by so many microseconds; earlier where negative."""
        self._follow_no_more(by)
        self._go(self._window.panned(by))

    def zoom(self, factor: float, at: Micros | None = None) -> None:
        """`factor` times as long, around a moment or the middle."""
        now = self._home_time()
        if self.is_following:
            # What ends now still ends now: the present is what the person looks at.
            near_end = at is None or self.view.end - at < 0.1 * self.view.duration
            zoomed = self._window.zoomed(factor, self.view.end if near_end else at)
            self.is_following = near_end
        else:
            zoomed = self._window.zoomed(factor, at)
        if zoomed.shown.end >= now and self.is_following:
            zoomed = zoomed.showing(self._ending_at(now, zoomed.shown.duration))
        self._go(zoomed)

    def go_to_begin(self) -> None:
        """As far back as anything is known."""
        self.remember()
        start = self.bounds.start
        self._show(TimeRange(start, Micros(start + self.view.duration)), is_following=False)

    def go_to_now(self) -> None:
        """The latest, from now on."""
        self.remember()
        self._show(self._ending_at(self._home_time(), self.view.duration), is_following=True)

    def remember(self) -> None:
        """Keep the view for the way back; called where a gesture begins."""
        here = (self.view, self.is_following)
        if not self._trail or self._trail[-1] != here:
            self._trail = [*self._trail[-_REMEMBERED:], here]

    def back(self) -> bool:
        """The view before the last gesture; False where there is none."""
        while self._trail:
            view, was_following = self._trail.pop()
            if view != self.view:
                if was_following:
                    view = self._ending_at(self._home_time(), view.duration)
                self._show(view, is_following=was_following)
                return True
        return False

    def _names(self) -> tuple[SpanChoice | None, str]:
        """Button and words of the view; half a dozen widgets ask at each step of a drag."""
        named = (self._window, self.is_following, self._zone())
        if self._named[0] != named:
            choice = choice_of(self.view, self.bounds, self._zone(), self._first_weekday)
            if choice is not None and (self.is_following or choice is SpanChoice.ALL):
                title = latest_in_words(choice)
            else:
                title = self._words.span(self.view, self._zone())
            self._named = (named, choice, title)
        return self._named[1], self._named[2]

    def _follow_no_more(self, by: int) -> None:
        if self.is_following and by < 0:
            self.is_following = False
        elif not self.is_following and by > 0 and self.view.end + by >= self._home_time():
            self.is_following = self.view.end <= self._home_time()

    def _show_period(self, span: TimeRange) -> None:
        """A whole period of the calendar, as long as a part of it lies within the bounds."""
        if span.intersection(self.bounds) is not None:
            self.is_following = False
            self._go(self._window.beyond(span))

    def _show(self, span: TimeRange, is_following: bool) -> None:
        self.is_following = is_following
        self._go(self._window.showing(span))

    def _go(self, window: ViewWindow) -> None:
        if window != self._window:
            self._window = window
            self.changed.emit()

    @staticmethod
    def _ending_at(end: Micros, length: int) -> TimeRange:
        return TimeRange(Micros(end - length), end)
