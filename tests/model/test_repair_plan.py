from energy_desktop.model.coverage import Interval, Ledger, Session, Source
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.repair_plan import PURGED, FirstSeen, open_stretches, raw_slices
from energy_desktop.model.timestamps import DAY, HOUR, Micros

A, B = "sensor.a", "sensor.b"
SETS = {"both": frozenset({A, B}), "a": frozenset({A})}


def span(start: float, end: float) -> TimeRange:
    """A stretch given in days."""
    return TimeRange(Micros(round(start * DAY)), Micros(round(end * DAY)))


def session(start: float, end: float, members: str = "both") -> Session:
    of_days = span(start, end)
    return Session(f"{start}", members, of_days.start, of_days.end, 1)


def test_gaps_are_cut_at_the_borders_of_days_and_the_newest_comes_first() -> None:
    ledger = Ledger((session(0, 1.5), session(3.25, 4)), SETS, ())
    slices = raw_slices(ledger, [A, B], span(0, 4))
    assert [s.day for s in slices] == [Micros(3 * DAY), Micros(2 * DAY), Micros(DAY)]
    assert [(p.recording_id, p.span) for p in slices[2].pieces] == [
        (A, span(1.5, 2)),
        (B, span(1.5, 2)),
    ]


def test_each_entity_has_the_pieces_that_it_lacks() -> None:
    ledger = Ledger((session(0, 1, "a"), session(1, 2)), SETS, ())
    (only,) = raw_slices(ledger, [A, B], span(0, 2))
    assert [(p.recording_id, p.span) for p in only.pieces] == [(B, span(0, 1))]


def test_what_was_closed_by_any_finer_source_is_not_asked_again() -> None:
    closed = tuple(
        Interval(A, span(day, day + 1), source, reason)
        for day, (source, reason) in enumerate(
            [(Source.RAW, None), (Source.FIVE_MINUTES, None), (Source.UNAVAILABLE, PURGED)]
        )
    )
    assert raw_slices(Ledger((), {}, closed), [A], span(0, 3)) == []


def test_hourly_statistics_do_not_replace_raw_history() -> None:
    ledger = Ledger((), {}, (Interval(A, span(0, 3), Source.HOUR),))
    assert len(raw_slices(ledger, [A], span(0, 3))) == 3


def test_an_interruption_counts_once_for_all_entities_that_suffered_it() -> None:
    ledger = Ledger((session(0, 1), session(2, 3)), SETS, ())
    assert open_stretches(ledger, [A, B], Micros(3 * DAY)) == [span(1, 2)]


def test_what_lies_before_the_first_session_is_no_interruption() -> None:
    ledger = Ledger((session(2, 3),), SETS, ())
    assert open_stretches(ledger, [A], Micros(3 * DAY)) == []
    assert open_stretches(ledger, [A], Micros(3 * DAY + HOUR)) == [
        TimeRange(Micros(3 * DAY), Micros(3 * DAY + HOUR))
    ]


def test_what_was_seen_first_is_recorded_live_from_there_on() -> None:
    seen = {A: FirstSeen(Micros(DAY), Micros(2 * DAY))}
    (a, b) = (raw_slices(Ledger((), {}, ()), [each], span(1, 3), seen) for each in (A, B))
    assert [s.pieces[0].span for s in a] == [span(1, 2)]
    assert [s.pieces[0].span for s in b] == [span(2, 3), span(1, 2)]
