"""The ranked rows of the devices."""

from collections.abc import Mapping

from energy_desktop.model.energy_preferences import Role
from energy_desktop.model.figures import PLAIN
from energy_desktop.model.power_balance import balance
from energy_desktop.viewmodels.device_rows import (
    SHOWN_AT_MOST,
    DeviceRow,
    Ranking,
    RowKind,
    device_rows,
)
from energy_desktop.viewmodels.home_parts import parts_of
from tests.viewmodels.shown_home import GRID, power_entity

Watts = Mapping[str, float | None]


def rows_of(watts: Watts, parents: Mapping[str, str] | None = None) -> list[DeviceRow]:
    parents = parents or {}
    entities = [
        power_entity(key, key, Role.DEVICE_POWER, parent=parents.get(key))
        for key in watts
        if key != GRID
    ]
    parts = parts_of([*entities, power_entity(GRID, "Grid", Role.GRID_POWER)])
    found = balance(parts.readings(watts.get))
    return device_rows(parts, found, watts.get, Ranking(), PLAIN)


def test_rows_are_ranked_and_untracked_comes_last() -> None:
    rows = rows_of({GRID: 1000, "a": 100, "b": 600, "c": 90})
    assert [row.name for row in rows] == ["b", "a", "c", "Untracked"]
    assert [str(row.figure) for row in rows] == ["600 W", "100 W", "90 W", "210 W"]


def test_the_longest_row_fills_the_column() -> None:
    rows = rows_of({GRID: 1000, "a": 100, "b": 400})
    assert [row.share for row in rows] == [0.8, 0.2, 1.0]


def test_idle_devices_are_folded_and_named_in_the_explanation() -> None:
    rows = rows_of({GRID: 500, "a": 100, "b": 0, "c": 1.4})
    assert [row.kind for row in rows] == [RowKind.DEVICE, RowKind.IDLE, RowKind.UNTRACKED]
    assert (rows[1].name, str(rows[1].figure)) == ("2 others, idle", "1 W")
    assert rows[1].explanation == "b, c"


def test_one_idle_device_keeps_its_name() -> None:
    assert rows_of({GRID: 500, "a": 100, "b": 0})[1].name == "b"


def test_the_parts_of_an_idle_device_count_once() -> None:
    rows = rows_of({GRID: 500, "a": 2, "b": 2, "c": 100}, {"b": "a"})
    assert str(rows[1].figure) == "2 W"


def test_devices_without_a_reading_are_told_apart() -> None:
    rows = rows_of({GRID: 500, "a": 100, "b": None})
    assert (rows[1].kind, rows[1].name, str(rows[1].figure)) == (
        RowKind.SILENT,
        "b, no reading",
        "—",
    )


def test_parts_follow_the_device_that_includes_them() -> None:
    rows = rows_of({GRID: 1000, "a": 300, "b": 200, "c": 50}, {"c": "a"})
    assert [(row.name, row.depth) for row in rows[:3]] == [("a", 0), ("c", 1), ("b", 0)]


def test_more_than_is_used_is_shown_apart() -> None:
    last = rows_of({GRID: 100, "a": 150})[-1]
    assert (last.kind, str(last.figure)) == (RowKind.OVER_REPORTED, "50 W")


def test_what_gives_power_stands_behind_what_uses_it_and_says_so() -> None:
    rows = rows_of({GRID: 100, "a": 120, "inverter": -730, "b": 40, "battery": -900})
    assert [row.name for row in rows[:4]] == ["a", "b", "battery", "inverter"]
    assert [row.feeds_in for row in rows[:4]] == [False, False, True, True]
    assert str(rows[3].figure) == "−730 W"
    assert rows[3].explanation == "Gives power instead of using it."
    assert rows[0].explanation == ""


def test_of_many_devices_the_largest_have_a_row_whatever_their_sign() -> None:
    many: dict[str, float | None] = {f"d{i}": 10.0 + i for i in range(SHOWN_AT_MOST)}
    rows = rows_of({GRID: 5000, **many, "inverter": -730})
    assert "inverter" in [row.name for row in rows]
    assert "d0" not in [row.name for row in rows]


class TestRanking:
    """Places change only when something clearly changed."""

    def test_neighbours_that_flicker_keep_their_places(self) -> None:
        ranking = Ranking()
        assert ranking.ranked({"a": 96, "b": 90}) == ["a", "b"]
        assert ranking.ranked({"a": 92, "b": 95}) == ["a", "b"]

    def test_a_clearly_larger_one_passes_all_it_exceeds(self) -> None:
        ranking = Ranking()
        ranking.ranked({"a": 300, "b": 200, "c": 100})
        assert ranking.ranked({"a": 300, "b": 200, "c": 2000}) == ["c", "a", "b"]

    def test_a_newcomer_takes_the_place_its_size_gives_it(self) -> None:
        ranking = Ranking()
        ranking.ranked({"a": 300, "c": 100})
        assert ranking.ranked({"a": 300, "b": 200, "c": 100}) == ["a", "b", "c"]

    def test_one_that_left_is_forgotten(self) -> None:
        ranking = Ranking()
        ranking.ranked({"a": 300, "b": 200})
        assert ranking.ranked({"b": 200}) == ["b"]

    def test_what_gives_ranks_behind_by_what_it_gives(self) -> None:
        ranking = Ranking()
        assert ranking.ranked({"a": -500, "b": 4, "c": -900}) == ["b", "c", "a"]
        assert ranking.ranked({"a": -500, "b": 4, "c": -480}) == ["b", "c", "a"]
        assert ranking.ranked({"a": -800, "b": 4, "c": -480}) == ["b", "a", "c"]

    def test_who_begins_to_give_goes_behind_and_comes_back(self) -> None:
        ranking = Ranking()
        ranking.ranked({"a": 300, "b": 200})
        assert ranking.ranked({"a": -300, "b": 200}) == ["b", "a"]
        assert ranking.ranked({"a": 300, "b": 200}) == ["a", "b"]
