from energy_desktop.model.audit import (
    NOT_A_NUMBER,
    Difference,
    Evidence,
    Finding,
    Held,
    Stretches,
    by_hour,
    compare_readings,
    compare_statistics,
)
from energy_desktop.model.columns import StatisticColumns
from energy_desktop.model.coverage import EntitySet, Interval, Ledger, Session, Source
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.statistics import Period, StatisticRow
from energy_desktop.model.timestamps import HOUR, MINUTE, Micros

A = "sensor.a"
OLDEST = Micros(100 * HOUR)
SESSION = TimeRange(Micros(110 * HOUR), Micros(120 * HOUR))
REPAIRED = TimeRange(Micros(105 * HOUR), Micros(110 * HOUR))
GIVEN_UP = TimeRange(Micros(102 * HOUR), Micros(105 * HOUR))

LIVE = Micros(115 * HOUR + MINUTE)
RAW = Micros(106 * HOUR)
LOST = Micros(103 * HOUR)
OPEN = Micros(125 * HOUR)


def evidence(oldest: Micros | None = OLDEST, *withdrawn: TimeRange) -> Evidence:
    members = EntitySet.of([A])
    return Evidence(
        Ledger(
            (Session("s", members.set_id, SESSION.start, SESSION.end, 1),),
            {members.set_id: members.entity_ids},
            (
                Interval(A, REPAIRED, Source.RAW),
                Interval(A, GIVEN_UP, Source.UNAVAILABLE, "lost by Home Assistant"),
            ),
        ),
        A,
        oldest,
        withdrawn,
    )


def found(
    held: dict[Micros, Held], stored: dict[Micros, float | None], oldest: Micros | None = OLDEST
) -> list[tuple[Micros, Difference]]:
    moments = sorted(held.keys() | stored.keys())
    findings = compare_readings(moments, held, stored, evidence(oldest))
    return [(finding.at, finding.kind) for finding in findings]


def test_equal_rows_are_no_difference() -> None:
    rows: dict[Micros, float | None] = {LIVE: 1.5, RAW: None}
    assert found(dict(rows), rows) == []


def test_a_row_missing_where_the_ledger_claims_it_is_unexplained() -> None:
    assert found({LIVE: 1.0, RAW: 2.0}, {}) == [
        (RAW, Difference.UNEXPLAINED),
        (LIVE, Difference.UNEXPLAINED),
    ]


def test_a_row_missing_in_a_gap_is_missing_here() -> None:
    assert found({OPEN: 1.0, LOST: 2.0}, {}) == [
        (LOST, Difference.MISSING_HERE),
        (OPEN, Difference.MISSING_HERE),
    ]


def test_a_row_of_a_stretch_whose_coverage_was_withdrawn_was_delivered() -> None:
    (alone,) = compare_readings([RAW], {}, {RAW: 1.0}, evidence(OLDEST, REPAIRED))
    assert alone.kind is Difference.MISSING_AT_HA
    (alone,) = compare_readings([RAW], {}, {RAW: 1.0}, evidence(OLDEST, GIVEN_UP))
    assert alone.kind is Difference.UNEXPLAINED


def test_the_border_of_a_session_claims_nothing() -> None:
    assert found({SESSION.end: 1.0}, {}) == [(SESSION.end, Difference.MISSING_HERE)]


def test_a_row_that_was_delivered_live_and_lost_by_home_assistant_is_missing_there() -> None:
    assert found({}, {LIVE: 1.0, SESSION.end: 2.0}) == [
        (LIVE, Difference.MISSING_AT_HA),
        (SESSION.end, Difference.MISSING_AT_HA),
    ]


def test_what_came_within_a_minute_of_a_session_was_delivered_with_it() -> None:
    before, after = Micros(SESSION.start - MINUTE), Micros(SESSION.end + MINUTE)
    assert found({}, {before: 1.0, after: 1.0}) == [
        (before, Difference.MISSING_AT_HA),
        (after, Difference.MISSING_AT_HA),
    ]
    assert found({}, {Micros(after + 1): 1.0}) == [(after + 1, Difference.UNEXPLAINED)]


def test_a_row_older_than_what_home_assistant_keeps_was_purged_there() -> None:
    purged = Micros(OLDEST - 1)
    assert found({}, {purged: 1.0}) == [(purged, Difference.MISSING_AT_HA)]


def test_a_row_that_is_stored_for_no_reason_is_unexplained() -> None:
    assert found({}, {RAW: 1.0, OPEN: 1.0}) == [
        (RAW, Difference.UNEXPLAINED),
        (OPEN, Difference.UNEXPLAINED),
    ]


def test_another_value_is_unexplained() -> None:
    assert found({LIVE: 1.0, RAW: None}, {LIVE: 1.0000001, RAW: 0.0}) == [
        (RAW, Difference.UNEXPLAINED),
        (LIVE, Difference.UNEXPLAINED),
    ]


def test_what_is_no_number_is_counted_and_must_not_be_stored() -> None:
    assert found({LIVE: NOT_A_NUMBER}, {}) == [(LIVE, Difference.NOT_A_NUMBER)]
    assert found({LIVE: NOT_A_NUMBER}, {LIVE: 1.0}) == [(LIVE, Difference.UNEXPLAINED)]


def test_the_next_session_is_the_one_that_may_have_begun_with_a_row() -> None:
    assert evidence().next_session(RAW) == SESSION.start
    assert evidence().next_session(OPEN) is None


def hour(at: int, value: float, change: float | None = None) -> StatisticRow:
    flat = None if change is not None else value
    total = value if change is not None else None
    return StatisticRow(A, Micros(at * HOUR), total, total, change, flat, flat, flat)


def stored_hours(*rows: StatisticRow) -> StatisticColumns:
    return StatisticColumns.of_rows((A,), Period.HOUR, [(0, row) for row in rows])


def kinds(
    held: list[StatisticRow], stored: list[StatisticRow], downtimes: list[TimeRange] | None = None
) -> list[Difference]:
    imported = Stretches([TimeRange(Micros(0), Micros(10 * HOUR))])
    findings = compare_statistics(held, stored_hours(*stored), imported, downtimes or [])
    return [finding.kind for finding in findings]


def test_hours_that_agree_but_for_the_noise_of_floats_are_no_difference() -> None:
    assert kinds([hour(1, 0.3, 0.1)], [hour(1, 0.1 + 0.2, 0.1)]) == []


def test_home_assistant_may_adjust_clear_and_import_hours() -> None:
    later = Difference.CHANGED_LATER
    assert kinds([hour(1, 2.0, 1.0)], [hour(1, 1.0, 1.0)]) == [later]
    assert kinds([], [hour(1, 1.0, 1.0)]) == [later]
    assert kinds([hour(1, 1.0, 1.0)], []) == [later]


def test_an_hour_that_was_not_imported_yet_is_missing_here() -> None:
    assert kinds([hour(20, 1.0, 1.0)], []) == [Difference.MISSING_HERE]


def test_a_flat_hour_of_a_downtime_holds_the_last_value() -> None:
    down = [TimeRange(Micros(HOUR + MINUTE), Micros(2 * HOUR))]
    held = [hour(1, 1060.0), hour(3, 1060.0)]
    assert kinds(held, held, down) == [Difference.HELD_LAST_VALUE]
    moved = [hour(1, 5.0, 0.5)]
    assert kinds(moved, moved, down) == []


def test_findings_are_gathered_by_hour_class_and_reason() -> None:
    findings = [
        Finding(Micros(HOUR + 2), Difference.UNEXPLAINED, "x"),
        Finding(Micros(HOUR + 1), Difference.UNEXPLAINED, "x"),
        Finding(Micros(2 * HOUR), Difference.UNEXPLAINED, "x"),
        Finding(Micros(HOUR + 3), Difference.NOT_A_NUMBER, "y"),
    ]
    gathered = by_hour(A, "readings", findings)
    assert [(d.hour, d.kind, d.count, d.first) for d in gathered] == [
        (HOUR, Difference.UNEXPLAINED, 2, HOUR + 1),
        (2 * HOUR, Difference.UNEXPLAINED, 1, 2 * HOUR),
        (HOUR, Difference.NOT_A_NUMBER, 1, HOUR + 3),
    ]
