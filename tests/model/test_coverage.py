from energy_desktop.model.coverage import (
    BatchMark,
    EntitySet,
    Interval,
    Ledger,
    Session,
    Source,
    cut_back,
)
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.timestamps import Micros


def span(start: int, end: int) -> TimeRange:
    return TimeRange(Micros(start), Micros(end))


def session(name: str, start: int, end: int, batch: int = 0, set_id: str = "set") -> Session:
    return Session(name, set_id, Micros(start), Micros(end), batch)


def mark(number: int, session_id: str, covered_to: int) -> BatchMark:
    return BatchMark(number, session_id, Micros(covered_to))


LEDGER = Ledger(
    (session("one", 10, 20), session("two", 30, 40), session("other", 0, 99, set_id="others")),
    {"set": frozenset({"a", "b"}), "others": frozenset({"c"})},
    (Interval("a", span(20, 25), Source.RAW), Interval("a", span(0, 5), Source.HOUR)),
)


def test_coverage_is_the_union_of_sessions_and_intervals() -> None:
    assert LEDGER.covered("a") == [span(0, 5), span(10, 25), span(30, 40)]


def test_coverage_can_be_asked_by_source() -> None:
    assert LEDGER.covered("a", [Source.LIVE]) == [span(10, 20), span(30, 40)]
    assert LEDGER.covered("a", [Source.HOUR]) == [span(0, 5)]


def test_a_session_covers_only_its_own_set() -> None:
    assert LEDGER.covered("c") == [span(0, 99)]
    assert LEDGER.covered("unknown") == []


def test_gaps_are_what_nothing_covers() -> None:
    assert LEDGER.gaps("a", span(0, 50)) == [span(5, 10), span(25, 30), span(40, 50)]


def test_equal_sets_have_one_name_in_any_order() -> None:
    assert EntitySet.of(["b", "a"]) == EntitySet.of(["a", "b", "a"])
    assert EntitySet.of(["a"]).set_id != EntitySet.of(["b"]).set_id


def test_a_session_whose_batches_are_all_there_is_kept_whole() -> None:
    assert cut_back(session("one", 10, 20, batch=4), mark(4, "one", 18)) == session(
        "one", 10, 20, 4
    )


def test_a_session_ahead_of_its_store_is_cut_to_what_the_store_proves() -> None:
    assert cut_back(session("one", 10, 20, batch=7), mark(4, "one", 15)) == session(
        "one", 10, 15, 4
    )


def test_a_session_of_which_nothing_is_proven_goes() -> None:
    assert cut_back(session("two", 30, 40, batch=9), mark(4, "one", 15)) is None
    assert cut_back(session("two", 30, 40, batch=9), None) is None


def test_a_cut_never_reaches_before_the_sessions_start() -> None:
    assert cut_back(session("one", 10, 20, batch=7), mark(4, "one", 3)) == session("one", 10, 10, 4)
