"""The lines of the last minutes."""

import numpy as np
import pytest

from energy_desktop.model.columns import ReadingColumns
from energy_desktop.model.coverage import Interval, Ledger, Session, Source
from energy_desktop.model.coverage_levels import Coverage
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.readings import Reading
from energy_desktop.model.timestamps import HOUR, MINUTE, SECOND, Micros
from energy_desktop.services.live_feed import Line, LiveFeed
from energy_desktop.viewmodels.live_line import (
    CoverageTrail,
    HomeSum,
    LiveLines,
    Span,
    StoredSeries,
    joined,
    lines_at,
)

NOW = Micros(1_795_521_600 * SECOND)
EVERYTHING = frozenset({"g", "s", "b"})


def ago(seconds: float) -> Micros:
    return Micros(NOW - round(seconds * SECOND))


def covered(*stretches: tuple[float, float], source: Source = Source.LIVE) -> CoverageTrail:
    trail = CoverageTrail()
    ranges = [TimeRange(ago(a), ago(b)) for a, b in stretches]
    if source is Source.LIVE:
        sessions = tuple(Session(str(i), "all", r.start, r.end, i) for i, r in enumerate(ranges))
        trail.replace(Ledger(sessions, {"all": EVERYTHING}, ()), sorted(EVERYTHING))
    else:
        intervals = tuple(Interval(key, r, source) for r in ranges for key in EVERYTHING)
        trail.replace(Ledger((), {}, intervals), sorted(EVERYTHING))
    return trail


def stored(*readings: tuple[str, float, float | None]) -> StoredSeries:
    series = StoredSeries()
    rows = sorted((key, ago(seconds), watts) for key, seconds, watts in readings)
    series.replace((), ReadingColumns.of(Reading(*row) for row in rows))
    return series


def drawn(
    series: StoredSeries,
    feed: LiveFeed | None = None,
    trail: CoverageTrail | None = None,
    home: HomeSum | None = None,
    span: Span = Span.TEN_MINUTES,
) -> LiveLines:
    return lines_at(
        NOW,
        span,
        home or HomeSum(("g",), ("s", "b")),
        ("s",),
        series,
        feed or LiveFeed(),
        trail or covered((900, 0)),
    )


@pytest.mark.parametrize("span", list(Span))
def test_a_span_has_at_most_600_steps_that_fill_it(span: Span) -> None:
    assert span.count <= 600
    assert span.count * span.step == span.length


def test_the_home_is_the_sum_of_its_mains() -> None:
    lines = drawn(stored(("g", 800, -700), ("s", 800, 2100), ("b", 800, -150)))
    assert set(lines.home.tolist()) == {1250.0}
    assert lines.solar is not None
    assert set(lines.solar.tolist()) == {2100.0}


def test_the_line_ends_with_the_running_step() -> None:
    lines = drawn(stored(("g", 800, 1)))
    assert lines.end - SECOND <= NOW < lines.end
    assert len(lines.home) == 600


def test_the_live_feed_continues_what_was_stored() -> None:
    feed = LiveFeed()
    feed.append("g", ago(100), 500.0)
    lines = drawn(stored(("g", 800, 300.0)), feed)
    assert lines.home[0] == 300
    assert lines.home[-1] == 500
    assert lines.home[498:502].tolist() == [300, 500, 500, 500]


def test_without_the_grid_the_home_is_not_known() -> None:
    feed = LiveFeed()
    feed.append("g", ago(700), 500.0)
    feed.append("g", ago(60), None)
    lines = drawn(stored(("s", 800, 100)), feed)
    assert lines.home[0] == 600
    assert np.isnan(lines.home[-50:]).all()


def test_a_silent_inverter_counts_as_zero_in_the_home_and_is_a_gap_of_its_own() -> None:
    lines = drawn(stored(("g", 800, 400), ("s", 800, 900), ("s", 300, None)))
    assert lines.home[0] == 1300
    assert lines.home[-1] == 400
    assert lines.solar is not None
    assert np.isnan(lines.solar[-1])


def test_what_is_not_covered_is_a_gap() -> None:
    lines = drawn(stored(("g", 800, 400)), trail=covered((900, 300), (120, 0)))
    gap = np.isnan(lines.home)
    assert 178 <= gap.sum() <= 181
    assert (lines.coverage[gap] == Coverage.MISSING).all()


def test_devices_add_up_where_the_grid_is_unknown() -> None:
    home = HomeSum((), ("s", "b"))
    lines = drawn(stored(("s", 800, 10), ("b", 300, 5)), home=home)
    assert lines.home[0] == 10
    assert lines.home[-1] == 15
    assert np.isnan(drawn(stored(), home=home).home).all()


def test_extremes_look_at_what_is_known() -> None:
    assert drawn(stored(("g", 800, 400), ("s", 800, 100))).extremes() == (100, 500)
    assert np.isnan(drawn(stored()).extremes()).all()


def test_the_reading_before_the_stretch_holds_into_it() -> None:
    series = StoredSeries()
    before = Line(np.array([ago(7200)], dtype=np.int64), np.array([42.0]))
    series.replace([("g", before)], ReadingColumns.of([Reading("g", ago(60), 50.0)]))
    lines = drawn(series)
    assert lines.home[0] == 42
    assert lines.home[-1] == 50


def test_where_two_lines_overlap_the_newer_counts() -> None:
    old = Line(np.array([1, 2, 3], dtype=np.int64), np.array([1.0, 2.0, 3.0]))
    new = Line(np.array([3, 4], dtype=np.int64), np.array([30.0, 40.0]))
    assert joined(old, new).state.tolist() == [1, 2, 30, 40]


class TestCoverageTrail:
    """Where the data of each step came from."""

    def over(self, trail: CoverageTrail) -> list[int]:
        return [int(c) for c in trail.over(Micros(NOW - 10 * SECOND), SECOND, 10)]

    def test_of_several_entities_the_worst_counts(self) -> None:
        trail = CoverageTrail()
        ledger = Ledger(
            (Session("a", "one", ago(100), NOW, 1),),
            {"one": frozenset({"g"})},
            (Interval("s", TimeRange(ago(100), ago(5)), Source.HOUR),),
        )
        trail.replace(ledger, ["g", "s"])
        assert self.over(trail) == [Coverage.HOURLY] * 5 + [Coverage.MISSING] * 5

    def test_the_finest_source_of_a_step_counts(self) -> None:
        trail = CoverageTrail()
        session = Session("a", "one", ago(4), NOW, 1)
        repaired = Interval("g", TimeRange(ago(100), NOW), Source.RAW)
        trail.replace(Ledger((session,), {"one": frozenset({"g"})}, (repaired,)), ["g"])
        assert self.over(trail) == [Coverage.REPAIRED] * 6 + [Coverage.LIVE] * 4

    def test_live_recording_continues_the_ledger(self) -> None:
        trail = covered((900, 2))
        trail.live_until(NOW)
        assert set(self.over(trail)) == {Coverage.LIVE}

    def test_an_absence_is_no_live_recording(self) -> None:
        trail = covered((900, 60))
        trail.live_until(ago(2))
        trail.live_until(NOW)
        assert self.over(trail) == [Coverage.MISSING] * 8 + [Coverage.LIVE] * 2

    def test_a_stretch_reconciled_with_home_assistant_is_known_after_the_next_reading(self) -> None:
        trail = covered((900, 60), source=Source.RAW)
        assert self.over(trail) == [Coverage.MISSING] * 10
        trail.replace(Ledger((), {}, (Interval("g", TimeRange(ago(900), NOW), Source.RAW),)), ["g"])
        assert self.over(trail) == [Coverage.REPAIRED] * 10

    def test_long_spans_are_covered_by_what_covers_most_of_a_step(self) -> None:
        trail = covered((HOUR // SECOND, 0))
        found = trail.over(Micros(NOW - 2 * HOUR), 30 * MINUTE, 4)
        assert found.tolist() == [0, 0, 4, 4]
