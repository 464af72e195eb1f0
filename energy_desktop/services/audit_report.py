"""An audit as messages: what differs, piece by piece, and at the end the figures of the whole."""

import json
from collections import Counter
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import Any

from energy_desktop.model.audit import Difference, Differences
from energy_desktop.model.entities import Entity
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.timestamps import Micros, format_utc
from energy_desktop.ports.recorder_control import Chunk, Message, Progress, Result
from energy_desktop.services.audit import Audit, Compared


async def audit_messages(
    audit: Audit, entities: Sequence[Entity], span: TimeRange
) -> AsyncGenerator[Message, None]:
    """Progress; a chunk, a JSON list of differences, for each piece that has some; the figures.

    Nothing is gathered here but counts: whoever asked keeps the list.
    """
    figures = _Figures(entities, span)
    async with aclosing(audit.run(entities, span)) as stretches:
        async for compared in stretches:
            figures.add(compared)
            yield Progress(
                f"{compared.done:.0%}: {compared.entity_id}, {compared.what}"
                f" until {format_utc(compared.span.end)}"
            )
            if compared.differences:
                yield Chunk(json.dumps([_document(d) for d in compared.differences]).encode())
    yield Result(figures.document())


class _Figures:
    """What the audit came to."""

    def __init__(self, entities: Sequence[Entity], span: TimeRange) -> None:
        self._start = span.start
        self._end: Micros | None = None
        self._rows = {e.entity_id: {"readings": 0, "statistics": 0} for e in entities}
        self._classes: Counter[Difference] = Counter()

    def add(self, compared: Compared) -> None:
        self._rows[compared.entity_id][compared.what] += compared.rows
        if compared.what == "readings":
            self._end = max(self._end or compared.span.end, compared.span.end)
        for each in compared.differences:
            self._classes[each.kind] += each.count

    def document(self) -> dict[str, Any]:
        return {
            "from": format_utc(self._start),
            "to": None if self._end is None else format_utc(self._end),
            "entities": [{"entity_id": e, **rows} for e, rows in self._rows.items()],
            "classes": {kind.value: self._classes[kind] for kind in Difference},
            "unexplained": self._classes[Difference.UNEXPLAINED],
        }


def _document(difference: Differences) -> dict[str, Any]:
    return {
        "entity_id": difference.entity_id,
        "hour": format_utc(difference.hour),
        "what": difference.what,
        "class": difference.kind.value,
        "reason": difference.reason,
        "count": difference.count,
        "first": format_utc(difference.first),
    }
