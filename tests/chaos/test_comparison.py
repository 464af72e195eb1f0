from tests.chaos.comparison import HomeRecord, Pair, Verdict, compare, pair_of

A = "sensor.a"


def figures(
    held: list[tuple[int, str | None, str | None]], stored: list[Pair], **more: object
) -> tuple[int, int, int]:
    record = HomeRecord(tuple(held), **more)  # type: ignore[arg-type]  # rows given by name
    verdict = compare({A: record}, {A: stored})
    return verdict.lost, verdict.duplicated, verdict.invented


def test_a_row_becomes_a_reading_in_the_stored_unit() -> None:
    assert pair_of((1, "1.5", "kW")) == (1, 1500.0)
    assert pair_of((1, "unavailable", "kW")) == (1, None)
    assert pair_of((1, None, None)) == (1, None)
    assert pair_of((1, "charging", "kW")) is None


def test_equal_sets_are_clean() -> None:
    assert figures([(1, "5", "W"), (2, "unknown", "W")], [(2, None), (1, 5.0)]) == (0, 0, 0)
    assert compare({}, {}).is_clean


def test_what_is_held_and_not_stored_is_lost() -> None:
    assert figures([(1, "5", "W"), (2, "6", "W")], [(1, 5.0)]) == (1, 0, 0)


def test_what_is_stored_and_not_held_is_invented() -> None:
    assert figures([(1, "5", "W")], [(1, 5.0), (2, 6.0)]) == (0, 0, 1)
    assert compare({}, {A: [(1, 5.0)]}).invented == 1


def test_another_value_is_lost_and_invented() -> None:
    assert figures([(1, "5", "W")], [(1, 5.5)]) == (1, 0, 1)
    assert figures([(1, "unknown", "W")], [(1, 0.0)]) == (1, 0, 1)


def test_a_key_that_is_stored_twice_is_duplicated() -> None:
    assert figures([(1, "5", "W")], [(1, 5.0), (1, 5.0)]) == (0, 1, 0)


def test_what_the_home_purged_or_lost_may_be_stored_and_need_not() -> None:
    gone = ((1, "5", "W"),)
    for kind in ("purged", "lost"):
        assert figures([], [(1, 5.0)], **{kind: gone}) == (0, 0, 0)
        assert figures([], [], **{kind: gone}) == (0, 0, 0)


def test_a_state_that_is_no_number_must_not_be_stored() -> None:
    assert figures([(1, "charging", "W")], []) == (0, 0, 0)
    assert figures([(1, "charging", "W")], [(1, None)]) == (0, 0, 1)


def test_the_last_line_names_every_figure() -> None:
    verdict = Verdict(1, 2, 3, 4)
    verdict.add(Verdict(lost=1))
    assert verdict.line(200) == "faults=200 lost=2 duplicated=2 invented=3 unexplained=4"
    assert not verdict.is_clean
