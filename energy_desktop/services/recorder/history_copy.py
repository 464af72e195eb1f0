"""Home Assistant's raw history of an entity into the store, page by page."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from energy_desktop.model.columns import ReadingColumns
from energy_desktop.model.downtime import Moments
from energy_desktop.model.entities import Entity
from energy_desktop.model.home import StateEvent
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.readings import WITHOUT_VALUE, Reading, number_in
from energy_desktop.model.timestamps import SECOND, Micros
from energy_desktop.model.units import conversion_of
from energy_desktop.ports.home import HomeLink
from energy_desktop.services.recorder.intake import parse_last_reset
from energy_desktop.services.recorder.writer import BatchWriter

PAST_THE_END = SECOND
"""How far beyond a stretch is asked: what the session after it began with lies there."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What Home Assistant has of a stretch; all that are readings are durable."""

    moments: Moments
    """Of all rows, also of those that hold no number; ascending."""
    readings: int
    """Of the stretch itself."""
    is_one_answer: bool = True
    """Whether all of it was known to Home Assistant at one moment."""

    def holds(self, moment: Micros | None) -> bool:
        """Whether a row of exactly this moment was among them."""
        return moment is not None and bool(np.any(self.moments == moment))


class HistoryCopy:
    """Copies in pages of bounded size; may be repeated, overlapped and broken off."""

    def __init__(self, writer: BatchWriter) -> None:
        self._writer = writer

    async def run(self, link: HomeLink, entity: Entity, span: TimeRange) -> Copied:
        """Store an entity's history of a stretch and a little beyond.

        After a rename Home Assistant may have left old rows under the old id: both are asked.
        """
        beyond = TimeRange(span.start, Micros(span.end + PAST_THE_END))
        moments, stored, answers = array("q"), 0, 0
        for home_id, known in places_of(entity, beyond):
            async for events in link.history_pages(home_id, known):
                answers += 1
                moments.extend(event.last_updated for event in events)
                readings = readings_of(events, entity.recording_id)
                if readings:
                    await self._writer.write(ReadingColumns.of(readings))
                    stored += sum(span.contains(r.timestamp) for r in readings)
        return Copied(np.sort(np.array(moments, dtype=np.int64)), stored, answers <= 1)


def places_of(entity: Entity, span: TimeRange) -> list[tuple[str, TimeRange]]:
    """Under which ids Home Assistant may hold rows of a stretch, and of which part of it.

    Since a rename another entity may have taken an earlier id: it is asked no further.
    """
    places = [
        (earlier.entity_id, TimeRange(span.start, Micros(min(span.end, earlier.until))))
        for earlier in entity.earlier_ids
        if earlier.until > span.start and earlier.entity_id != entity.entity_id
    ]
    return [*places, (entity.entity_id, span)]


def readings_of(events: Sequence[StateEvent], recording_id: str) -> list[Reading]:
    """The readings among rows of history, under the recording id."""
    return [r for event in events if (r := reading_of(event, recording_id)) is not None]


def reading_of(event: StateEvent, recording_id: str) -> Reading | None:
    """A reading of a row of history; None where its state is no number."""
    reset = parse_last_reset(event.last_reset) if event.last_reset else None
    if event.state in WITHOUT_VALUE:
        return Reading(recording_id, event.last_updated, None, reset)
    number = number_in(event.state, conversion_of(event.unit))
    if number is None:
        return None
    return Reading(recording_id, event.last_updated, number, reset)
