"""Readings in pages: where to cut, so that no page costs more than its own rows."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from energy_desktop.model.columns import ReadingColumns
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.timestamps import Micros


@dataclass(frozen=True, slots=True)
class Piece:
    """What one page asks for, or several pages of at most `rows` where one is too small."""

    entity_ids: tuple[str, ...]
    span: TimeRange
    rows: int

    def after(self, page: ReadingColumns) -> "Piece | None":
        """What is left when a page was read; None when nothing is."""
        if len(page) < self.rows or len(self.entity_ids) > 1:
            return None
        start = Micros(int(page.timestamp[-1]) + 1)
        return Piece(self.entity_ids, TimeRange(start, self.span.end), self.rows)


def groups(counts: Mapping[str, int], rows: int) -> Iterator[tuple[str, ...]]:
    """Neighbouring entities that have at most `rows` readings together, or one alone."""
    group: list[str] = []
    total = 0
    for entity_id in sorted(each for each in counts if counts[each]):
        if group and total + counts[entity_id] > rows:
            yield tuple(group)
            group, total = [], 0
        group.append(entity_id)
        total += counts[entity_id]
    if group:
        yield tuple(group)


def spans(days: Iterable[tuple[int, int]], span: TimeRange, rows: int) -> list[TimeRange]:
    """The span cut between days, so that each part has at most `rows` readings or one day.

    `days` are the starts of days with their numbers of readings, in order.
    """
    cuts: list[Micros] = []
    total = 0
    for start, count in days:
        if total and total + count > rows:
            cuts.append(Micros(max(start, span.start)))
            total = 0
        total += count
    edges = [span.start, *cuts, span.end]
    return [TimeRange(start, end) for start, end in pairwise(edges)]
