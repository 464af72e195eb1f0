"""Batches of readings into the hot and the late table, on the writer's thread."""

from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from energy_desktop.adapters.embedded.entity_numbers import EntityNumbers
from energy_desktop.adapters.embedded.metric_database import MetricDatabase
from energy_desktop.adapters.embedded.metric_schema import NO_RESET_SQL
from energy_desktop.adapters.embedded.sealed_days import SealedDays
from energy_desktop.model.columns import ReadingColumns
from energy_desktop.model.coverage import BatchMark
from energy_desktop.model.timestamps import Micros


def write_readings(
    database: MetricDatabase,
    numbers: EntityNumbers,
    sealed: SealedDays,
    readings: ReadingColumns,
    mark: BatchMark | None,
) -> None:
    """Store a batch with its mark in one transaction; durable on return."""
    late = sealed.late(readings.timestamp)
    with database.transaction() as connection:
        new = numbers.assign(connection, readings.entities)
        entity = numbers.column(readings.entities, new, readings.entity)
        if late is None:
            _append(connection, "reading_hot", entity, readings)
        else:
            _append(connection, "reading_late", entity, readings, late)
            _append(connection, "reading_hot", entity, readings, ~late)
        write_mark(connection, mark)
    numbers.keep(new)


def write_mark(connection: duckdb.DuckDBPyConnection, mark: BatchMark | None) -> None:
    """Store a batch's mark in the batch's own transaction."""
    if mark is not None:
        connection.execute(
            "INSERT INTO batch_mark VALUES (?, ?, ?)",
            [mark.number, mark.session_id, mark.covered_to],
        )


def last_mark(connection: duckdb.DuckDBPyConnection) -> BatchMark | None:
    """The mark that was written last."""
    row = connection.execute("SELECT * FROM batch_mark ORDER BY rowid DESC LIMIT 1").fetchone()
    return None if row is None else BatchMark(row[0], row[1], Micros(row[2]))


def prune_marks(database: MetricDatabase) -> None:
    """Forget all marks but the last."""
    with database.transaction() as connection:
        connection.execute(
            "DELETE FROM batch_mark WHERE rowid < (SELECT max(rowid) FROM batch_mark)"
        )


def _append(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    entity: NDArray[np.int32],
    readings: ReadingColumns,
    chosen: NDArray[np.bool_] | None = None,
) -> None:
    pick = slice(None) if chosen is None else chosen
    batch: dict[
        str, NDArray[Any]
    ] = {  # DuckDB finds it by its name and reads the arrays as they lie
        "entity": entity[pick],
        "timestamp": readings.timestamp[pick],
        "state": readings.state[pick],
        "last_reset": readings.last_reset[pick],
    }
    if not len(batch["timestamp"]):
        return
    connection.execute(
        f"INSERT INTO {table} SELECT entity, timestamp,"
        f" CASE WHEN isnan(state) THEN NULL ELSE state END, nullif(last_reset, {NO_RESET_SQL})"
        " FROM batch"
    )
