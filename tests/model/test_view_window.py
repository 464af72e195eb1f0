"""Moving and zooming the stretch that a chart shows."""

from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.timestamps import DAY, HOUR, SECOND, Micros
from energy_desktop.model.view_window import ViewWindow


def span(start: int, end: int) -> TimeRange:
    return TimeRange(Micros(start), Micros(end))


TEN_YEARS = span(0, 3653 * DAY)


def window(start: int, end: int) -> ViewWindow:
    return ViewWindow(span(start, end), TEN_YEARS)


def test_panning_stops_at_the_bounds_without_changing_the_length() -> None:
    shown = window(10 * DAY, 11 * DAY)
    assert shown.panned(-3 * DAY).shown == span(7 * DAY, 8 * DAY)
    assert shown.panned(-30 * DAY).shown == span(0, DAY)
    assert shown.panned(5000 * DAY).shown == span(3652 * DAY, 3653 * DAY)


def test_the_moment_under_the_cursor_keeps_its_place() -> None:
    shown = window(10 * DAY, 14 * DAY)
    zoomed = shown.zoomed(0.5, at=Micros(11 * DAY)).shown
    assert zoomed.duration == 2 * DAY
    assert (11 * DAY - zoomed.start) / zoomed.duration == 0.25


def test_zooming_goes_from_everything_to_a_second_and_no_further() -> None:
    shown = window(0, 3653 * DAY)
    for _ in range(100):
        shown = shown.zoomed(0.5)
    assert shown.shown.duration == SECOND
    for _ in range(100):
        shown = shown.zoomed(2.0)
    assert shown.shown == TEN_YEARS


def test_zooming_without_a_place_keeps_the_middle() -> None:
    assert window(10 * DAY, 12 * DAY).zoomed(0.5).shown == span(
        10 * DAY + 12 * HOUR, 11 * DAY + 12 * HOUR
    )


def test_other_bounds_keep_what_is_shown_where_they_can() -> None:
    shown = window(10 * DAY, 12 * DAY)
    assert shown.bounded(span(0, 20 * DAY)).shown == span(10 * DAY, 12 * DAY)
    assert shown.bounded(span(11 * DAY, 20 * DAY)).shown == span(11 * DAY, 13 * DAY)
    assert shown.bounded(span(0, DAY)).shown == span(0, DAY)


def test_a_stretch_longer_than_the_bounds_becomes_the_bounds() -> None:
    assert window(0, DAY).showing(span(-DAY, 9999 * DAY)).shown == TEN_YEARS
