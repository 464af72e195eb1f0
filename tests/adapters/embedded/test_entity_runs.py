"""Which entities are rewritten together."""

from energy_desktop.adapters.embedded.entity_runs import entity_runs


def test_neighbours_are_joined_until_they_have_as_many_rows() -> None:
    assert entity_runs([(1, 40), (2, 40), (5, 20), (6, 40)], 100) == [(1, 5), (6, 6)]


def test_an_entity_with_more_rows_stands_alone() -> None:
    assert entity_runs([(1, 10), (2, 500), (3, 10)], 100) == [(1, 1), (2, 2), (3, 3)]


def test_no_entity_makes_no_run() -> None:
    assert entity_runs([], 100) == []
