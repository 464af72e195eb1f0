"""Readings out of the store, in the form scripts and spreadsheets take."""

import csv
import io
import json
from collections.abc import AsyncIterator, Collection, Iterator, Mapping
from dataclasses import dataclass

from energy_desktop.model.columns import ReadingColumns
from energy_desktop.model.coverage import Ledger, Source
from energy_desktop.model.entities import Entity
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.readings import Reading
from energy_desktop.model.timestamps import Micros, format_utc
from energy_desktop.ports.store_opener import Stores
from energy_desktop.ports.table_file import TableWriter, WriteTable

COLUMNS = ("entity_id", "timestamp", "state", "unit", "source")
_ROWS_AT_ONCE = 20_000


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the long form."""

    entity_id: str
    timestamp: Micros
    state: float | None
    unit: str | None
    source: str

    def texts(self) -> tuple[str, str, str, str, str]:
        """The cells; a reading without a value has an empty state."""
        return (
            self.entity_id,
            format_utc(self.timestamp),
            "" if self.state is None else repr(self.state),
            self.unit or "",
            self.source,
        )


class ReadingsExport:
    """Streams readings, ordered by entity and time, in any amount."""

    def __init__(
        self, stores: Stores, table_writer: WriteTable, rows_at_once: int = _ROWS_AT_ONCE
    ) -> None:
        """`rows_at_once` are made into text without leaving the loop: 10,000 take 50 ms."""
        self._stores = stores
        self._table_writer = table_writer
        self._rows_at_once = rows_at_once

    async def stream(
        self, entities: Collection[Entity], span: TimeRange, form: str, all_states: bool
    ) -> AsyncIterator[tuple[bytes, int]]:
        """Pieces of the file and how many readings each holds; `form` is csv, json or parquet."""
        by_id = {entity.recording_id: entity for entity in entities}
        ledger = await self._stores.state.ledger(list(by_id), span)
        pages = self._pages(by_id, ledger, span, all_states)
        match form:
            case "csv":
                stream = _as_csv(pages)
            case "json":
                stream = _as_json(pages)
            case _:
                stream = _as_table(pages, self._table_writer())
        async for piece in stream:
            yield piece

    async def _pages(
        self, by_id: Mapping[str, Entity], ledger: Ledger, span: TimeRange, all_states: bool
    ) -> AsyncIterator[list[Row]]:
        live = {entity_id: ledger.covered(entity_id, (Source.LIVE,)) for entity_id in by_id}
        pages = self._stores.metrics.reading_pages(sorted(by_id), span, self._rows_at_once)
        async for columns in pages:
            yield list(_rows(columns, by_id, live, all_states))


def _rows(
    columns: ReadingColumns,
    by_id: Mapping[str, Entity],
    live: Mapping[str, list[TimeRange]],
    all_states: bool,
) -> Iterator[Row]:
    for reading in columns:
        if reading.state is None and not all_states:
            continue
        entity = by_id[reading.entity_id]
        source = Source.LIVE if _within(reading, live[reading.entity_id]) else Source.RAW
        yield Row(
            entity.entity_id, reading.timestamp, reading.state, entity.stored_unit, source.value
        )


def _within(reading: Reading, ranges: list[TimeRange]) -> bool:
    """Whether a live session covers a reading; the one at its very end belongs to it."""
    return any(r.start <= reading.timestamp <= r.end for r in ranges)


async def _as_csv(pages: AsyncIterator[list[Row]]) -> AsyncIterator[tuple[bytes, int]]:
    yield (",".join(COLUMNS) + "\n").encode(), 0
    async for rows in pages:
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(row.texts() for row in rows)
        yield text.getvalue().encode(), len(rows)


async def _as_json(pages: AsyncIterator[list[Row]]) -> AsyncIterator[tuple[bytes, int]]:
    """One document: an array of objects, a line each."""
    separator = "[\n"
    async for rows in pages:
        for_page = []
        for row in rows:
            document = {
                "entity_id": row.entity_id,
                "timestamp": format_utc(row.timestamp),
                "state": row.state,
                "unit": row.unit,
                "source": row.source,
            }
            for_page.append(separator + json.dumps(document, ensure_ascii=False))
            separator = ",\n"
        yield "".join(for_page).encode(), len(rows)
    yield ("[]\n" if separator == "[\n" else "\n]\n").encode(), 0


async def _as_table(
    pages: AsyncIterator[list[Row]], table: TableWriter
) -> AsyncIterator[tuple[bytes, int]]:
    """A table file has its index at the end, so it is complete only after the last row."""
    try:
        count = 0
        async for rows in pages:
            await table.add([(r.entity_id, r.timestamp, r.state, r.unit, r.source) for r in rows])
            count += len(rows)
        async for piece in table.finished():
            yield piece, 0
        yield b"", count
    finally:
        await table.close()
