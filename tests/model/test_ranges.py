import random

import pytest

from energy_desktop.model.ranges import TimeRange, complement, pieces, union
from energy_desktop.model.timestamps import Micros


def span(start: int, end: int) -> TimeRange:
    return TimeRange(Micros(start), Micros(end))


def test_a_range_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        span(2, 1)


def test_a_range_holds_its_start_and_not_its_end() -> None:
    assert span(1, 3).contains(Micros(1))
    assert not span(1, 3).contains(Micros(3))


def test_neighbours_and_overlaps_become_one() -> None:
    assert union([span(5, 7), span(1, 3), span(3, 4), span(6, 9)]) == [span(1, 4), span(5, 9)]


def test_an_empty_range_vanishes() -> None:
    assert union([span(4, 4)]) == []


def test_the_complement_is_what_no_range_covers() -> None:
    assert complement([span(2, 4), span(6, 20)], span(0, 10)) == [span(0, 2), span(4, 6)]
    assert complement([], span(0, 10)) == [span(0, 10)]
    assert complement([span(0, 10)], span(3, 5)) == []


def test_union_and_complement_agree_with_a_set_of_moments() -> None:
    source = random.Random(7)
    for _ in range(200):
        starts = [source.randrange(50) for _ in range(source.randrange(6))]
        ranges = [span(s, s + source.randrange(12)) for s in starts]
        moments = {m for r in ranges for m in range(r.start, r.end)}
        assert {m for r in union(ranges) for m in range(r.start, r.end)} == moments
        gaps = complement(ranges, span(10, 40))
        assert {m for r in gaps for m in range(r.start, r.end)} == set(range(10, 40)) - moments


def test_the_intersection_of_neighbours_is_nothing() -> None:
    assert span(0, 5).intersection(span(5, 9)) is None
    assert span(0, 5).intersection(span(3, 9)) == span(3, 5)


def test_pieces_cover_a_range_without_overlap() -> None:
    assert pieces(span(0, 25), 10) == [span(0, 10), span(10, 20), span(20, 25)]
