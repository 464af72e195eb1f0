"""What waits in the journal, laid over the database's answers."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from energy_desktop.adapters.journal.batches import Batch
from energy_desktop.model.bucketing import buckets_of, replaced
from energy_desktop.model.columns import Buckets, ReadingColumns
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.readings import Reading
from energy_desktop.model.row_order import Columns, merged, selected, taken
from energy_desktop.model.timestamps import HOUR, Micros

_MOST_STRETCHES = 64


def waiting_columns(
    kind: type[Columns], batches: Iterable[Batch], entity_ids: Sequence[str], span: TimeRange
) -> Columns | None:
    """Rows of a kind, of entities that are in text order, in the span, ordered; None for none."""
    parts = [
        selected(batch.rows, entity_ids, span) for batch in batches if isinstance(batch.rows, kind)
    ]
    found = merged(parts) if parts else None
    return found if found is not None and len(found) else None


def over(stored: Columns, waiting: Columns, span: TimeRange) -> Columns:
    """Both, each key once: what waits is the later write."""
    return merged([selected(stored, waiting.entities, span), waiting])


def over_latest(stored: dict[str, Reading], waiting: ReadingColumns) -> dict[str, Reading]:
    """The newest reading of each entity."""
    ends = np.flatnonzero(np.append(np.diff(waiting.entity) > 0, True))
    newest = {each.entity_id: each for each in taken(waiting, ends)}
    return {
        **stored,
        **{
            entity_id: each
            for entity_id, each in newest.items()
            if entity_id not in stored or each.timestamp >= stored[entity_id].timestamp
        },
    }


def touched(waiting: ReadingColumns, span: TimeRange, width: int) -> TimeRange:
    """The whole buckets in which something waits."""
    first = (int(waiting.timestamp.min()) - span.start) // width
    last = (int(waiting.timestamp.max()) - span.start) // width
    start = span.start + first * width
    return TimeRange(Micros(start), Micros(min(span.end, span.start + (last + 1) * width)))


def over_buckets(
    buckets: Buckets, readings: ReadingColumns, within: TimeRange, span: TimeRange
) -> Buckets:
    """Buckets with those of a stretch made anew from its readings."""
    return replaced(buckets, within, buckets_of(readings, span.start, buckets.width))


def stretches(waiting: ReadingColumns) -> list[TimeRange]:
    """Where something waits, in order: a few stretches, without the long pauses between them.

    Readings of today and repaired ones of last week lie far apart, and what the database holds
    between them is not to be read for their sake.
    """
    moments = np.sort(waiting.timestamp)
    pause = max(HOUR, int(moments[-1] - moments[0]) // _MOST_STRETCHES)
    ends = np.flatnonzero(np.append(np.diff(moments) > pause, True))
    firsts = np.concatenate(([0], ends[:-1] + 1))
    return [
        TimeRange(Micros(first), Micros(last + 1))
        for first, last in zip(moments[firsts].tolist(), moments[ends].tolist(), strict=True)
    ]


def counts_of(readings: ReadingColumns) -> dict[str, int]:
    """Number of readings of each entity that is named; 0 for none."""
    numbers = np.bincount(readings.entity, minlength=len(readings.entities))
    return dict(zip(readings.entities, numbers.tolist(), strict=True))


def pages_over(
    page: ReadingColumns | None, waiting: ReadingColumns, place: int, span: TimeRange, rows: int
) -> tuple[list[ReadingColumns], int]:
    """A page with what waits up to its last key, cut to pages; and how much of it was used.

    `place` is what earlier pages used; without a page all that is left comes.
    """
    end = len(waiting)
    parts = [taken(waiting, slice(place, end))]
    if page is not None:
        stored = selected(page, waiting.entities, span)
        end = place + _up_to(taken(waiting, slice(place, end)), stored)
        parts = [stored, taken(waiting, slice(place, end))]
    return list(_cut(merged(parts), rows)), end


def _up_to(waiting: ReadingColumns, page: ReadingColumns) -> int:
    """How many rows have a key at or before the last one of a page."""
    entity, moment = int(page.entity[-1]), int(page.timestamp[-1])
    before = (waiting.entity < entity) | (
        (waiting.entity == entity) & (waiting.timestamp <= moment)
    )
    return int(np.count_nonzero(before))


def _cut(readings: ReadingColumns, rows: int) -> Iterator[ReadingColumns]:
    for first in range(0, len(readings), rows):
        yield taken(readings, slice(first, first + rows))
