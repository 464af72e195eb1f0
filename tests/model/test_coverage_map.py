"""The coverage of entities over a grid."""

from energy_desktop.model.coverage import Interval, Ledger, Session, Source
from energy_desktop.model.coverage_levels import Coverage, Grid, all_missing, worst_of
from energy_desktop.model.coverage_map import CoverageMap
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.timestamps import Micros

HOME, SUN = "sensor.home", "sensor.sun"


def span(start: int, end: int) -> TimeRange:
    return TimeRange(Micros(start), Micros(end))


def ledger() -> Ledger:
    """Statistics to 40, raw history 20 to 60, live 50 to 70 and 80 to 95; the sun from 50 on."""
    return Ledger(
        (
            Session("a", "all", Micros(50), Micros(70), 1),
            Session("b", "all", Micros(80), Micros(95), 2),
        ),
        {"all": frozenset({HOME, SUN})},
        (
            Interval(HOME, span(0, 40), Source.HOUR),
            Interval(HOME, span(20, 60), Source.RAW),
            Interval(HOME, span(75, 80), Source.UNAVAILABLE),
        ),
    )


def levels(entity: str, now: int = 100, seam: int = 0) -> list[Coverage]:
    grid = Grid(Micros(-10), 10, 12)
    found = CoverageMap(ledger(), Micros(now), seam).levels(entity, grid)
    return [Coverage(level) for level in found.tolist()]


def test_the_finest_source_counts_and_gaps_are_missing() -> None:
    assert levels(HOME) == [
        Coverage.OUTSIDE,
        Coverage.HOURLY, Coverage.HOURLY,
        Coverage.REPAIRED, Coverage.REPAIRED, Coverage.REPAIRED,
        Coverage.LIVE, Coverage.LIVE,
        Coverage.MISSING,
        Coverage.LIVE, Coverage.LIVE,
        Coverage.OUTSIDE,
    ]  # fmt: skip


def test_before_the_first_recording_and_after_now_nothing_is_missing() -> None:
    found = levels(SUN)
    assert found[:6] == [Coverage.OUTSIDE] * 6
    assert found[-1] is Coverage.OUTSIDE
    assert levels("sensor.unknown") == [Coverage.OUTSIDE] * 12


def test_a_ledger_that_follows_by_moments_reaches_now() -> None:
    assert levels(SUN, now=109)[-1] is Coverage.MISSING
    assert levels(SUN, now=109, seam=14)[-1] is Coverage.LIVE


def test_of_several_the_worst_counts_but_not_one_that_has_not_begun() -> None:
    grid = Grid(Micros(0), 10, 10)
    coverage = CoverageMap(ledger(), Micros(100))
    both = coverage.levels_of((HOME, SUN), grid)
    worst = worst_of(both)
    assert worst[0] == Coverage.HOURLY
    assert worst[7] == Coverage.MISSING
    assert all_missing(both).tolist() == [False] * 7 + [True] + [False] * 2


def test_several_at_once_are_what_each_is_alone() -> None:
    grid = Grid(Micros(-10), 3, 40)
    sessions = (
        *ledger().sessions,
        Session("c", "sun alone", Micros(71), Micros(78), 3),
        Session("d", "nobody", Micros(2), Micros(9), 4),
    )
    sets = ledger().sets | {"sun alone": frozenset({SUN}), "nobody": frozenset[str]()}
    coverage = CoverageMap(Ledger(sessions, sets, ledger().intervals), Micros(100))
    names = (SUN, HOME, "sensor.unknown")
    rows = coverage.levels_of(names, grid)
    assert [row.tolist() for row in rows] == [coverage.levels(n, grid).tolist() for n in names]
    assert not (rows[0] == rows[1]).all()
    assert (rows[2] == Coverage.OUTSIDE).all()
