"""The newest reading of each entity."""

from collections.abc import Collection, Iterator

import duckdb

from energy_desktop.adapters.embedded.clustered_source import where
from energy_desktop.model.readings import Reading
from energy_desktop.model.timestamps import DAY, Micros

# How far back from the last sealed day to look, step by step: most entities were heard of
# in the last days, and a look at these costs little.
_STEPS = (2 * DAY, 32 * DAY, 400 * DAY)

_Row = tuple[int, int, float | None, int | None]


def newest(
    cursor: duckdb.DuckDBPyConnection, numbers: dict[str, int], before: Micros | None
) -> dict[str, Reading]:
    """The newest reading of each entity before a moment, by id."""
    if not numbers:
        return {}
    found: dict[int, _Row] = {}
    wanted = list(numbers.values())
    for table in ("reading_sealed", "reading_late", "reading_hot"):
        stretches = _backwards(cursor, before) if table == "reading_sealed" else [(None, before)]
        missing = set(wanted)
        for start, end in stretches:
            for row in _newest_in(cursor, table, missing, start, end):
                missing.discard(row[0])
                if row[0] not in found or row[1] >= found[row[0]][1]:
                    found[row[0]] = row
            if not missing:
                break
    ids = {number: entity_id for entity_id, number in numbers.items()}
    return {
        ids[number]: _reading(ids[number], found[number]) for number in wanted if number in found
    }


def _backwards(
    cursor: duckdb.DuckDBPyConnection, before: Micros | None
) -> Iterator[tuple[Micros | None, Micros | None]]:
    """Stretches of sealed days, the newest first."""
    limit = "" if before is None else f" WHERE day < {-(-before // DAY)}"
    row = cursor.execute(f"SELECT max(day) FROM sealed_day{limit}").fetchone()
    if row is None or row[0] is None:
        return
    end = before
    for step in _STEPS:
        start = Micros((row[0] + 1) * DAY - step)
        yield start, end
        end = start
    yield None, end


def _newest_in(
    cursor: duckdb.DuckDBPyConnection,
    table: str,
    numbers: Collection[int],
    start: Micros | None,
    end: Micros | None,
) -> list[_Row]:
    bounds = [f"timestamp >= {start}"] if start is not None else []
    bounds += [f"timestamp < {end}"] if end is not None else []
    condition = where(numbers, None, *bounds)
    rows: list[_Row] = cursor.execute(
        f"WITH last AS (SELECT entity, max(timestamp) AS timestamp FROM {table}"
        f" WHERE {condition} GROUP BY entity)"
        " SELECT entity, timestamp, arg_max_null(state, row), arg_max_null(last_reset, row)"
        f" FROM (SELECT *, rowid AS row FROM {table} WHERE {condition})"
        " JOIN last USING (entity, timestamp) GROUP BY entity, timestamp"
    ).fetchall()
    return rows


def _reading(entity_id: str, row: _Row) -> Reading:
    _, moment, state, reset = row
    return Reading(entity_id, Micros(moment), state, None if reset is None else Micros(reset))
