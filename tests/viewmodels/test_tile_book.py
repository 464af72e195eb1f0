"""Which of the lines in memory draw a view."""

import numpy as np

from energy_desktop.model.coverage_levels import Grid
from energy_desktop.model.held_buckets import Band
from energy_desktop.model.line_tile import tile_of_steps
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.timestamps import Micros
from energy_desktop.viewmodels.history.tile_book import StoredTile, TileBook

KEY = "sensor.grid_power"


def stored(start: int, step: int, count: int) -> StoredTile:
    grid = Grid(Micros(start), step, count)
    values = np.zeros(count)
    return StoredTile(tile_of_steps(Band(values, values, values), grid), step, Micros(1_000))


def span(start: int, end: int) -> TimeRange:
    return TimeRange(Micros(start), Micros(end))


def steps(book: TileBook, view: TimeRange, step: int, prefer_whole: bool) -> list[int]:
    return [p.tile.width for p in book.pieces(KEY, view, step, prefer_whole=prefer_whole)]


def test_a_view_is_put_together_from_the_finest_parts() -> None:
    book = TileBook()
    book.put_overview(KEY, stored(0, 50, 20))
    book.put(KEY, stored(400, 10, 20))
    pieces = book.pieces(KEY, span(300, 700), 10)
    assert [(p.tile.width, p.span) for p in pieces] == [
        (50, span(300, 400)),
        (10, span(400, 600)),
        (50, span(600, 700)),
    ]


def test_rather_whole_takes_one_line_that_is_nearly_as_fine() -> None:
    book = TileBook()
    book.put_overview(KEY, stored(0, 50, 20))
    book.put(KEY, stored(400, 10, 20))
    assert steps(book, span(300, 700), 10, prefer_whole=True) == [50]
    assert steps(book, span(450, 550), 10, prefer_whole=True) == [10]


def test_rather_whole_is_no_reason_to_be_much_coarser() -> None:
    book = TileBook()
    book.put_overview(KEY, stored(0, 100, 10))
    book.put(KEY, stored(400, 10, 20))
    assert steps(book, span(300, 700), 10, prefer_whole=True) == [100, 10, 100]


def test_a_line_that_ends_within_the_running_step_is_whole() -> None:
    book = TileBook()
    book.put_overview(KEY, stored(0, 50, 20))
    book.put(KEY, stored(400, 10, 20))
    assert steps(book, span(300, 1_009), 10, prefer_whole=True) == [50]
    assert steps(book, span(300, 1_010), 10, prefer_whole=True) == [50, 10, 50]
