"""Home Assistant's own record, read from its SQLite file, and history put there for a test.

The tables are those of `components/recorder/db_schema.py`; checked with 2024.3 (schema 43) and
2025.4 (schema 50).
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, NamedTuple

FILE = "home-assistant_v2.db"

_STATES = """
select states.state, states.last_updated_ts, states.last_changed_ts, shared_attrs
from states join states_meta using (metadata_id)
left join state_attributes using (attributes_id)
where states_meta.entity_id = ? order by states.last_updated_ts, state_id
"""
_STATISTICS_TABLE = {"hour": "statistics", "5minute": "statistics_short_term"}


class RecordedState(NamedTuple):
    """A row of Home Assistant's `states`."""

    state: str | None
    """None is the row of a removal."""
    last_updated: int
    """Microseconds since 1970, rounded once from the stored seconds."""
    last_changed: int
    attributes: dict[str, object]


class SeededStatistic(NamedTuple):
    """A row for Home Assistant's statistics; `start` in seconds since 1970, on the period."""

    start: float
    mean: float | None = None
    min: float | None = None
    max: float | None = None
    state: float | None = None
    sum: float | None = None


@dataclass(frozen=True, slots=True)
class StatisticKind:
    """What the metadata of a statistic say."""

    statistic_id: str
    unit: str
    has_mean: bool = False
    has_sum: bool = False
    name: str | None = None


def recorded_states(folder: Path, entity_id: str) -> list[RecordedState]:
    """All rows that the Home Assistant of this folder has committed for an entity, in order."""
    address = f"file:{folder / FILE}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as database:
        return [_recorded(*row) for row in database.execute(_STATES, (entity_id,))]


def _recorded(
    state: str | None, updated: float, changed: float | None, attributes: str | None
) -> RecordedState:
    # last_changed_ts is null where it equals last_updated_ts.
    return RecordedState(
        state,
        round(updated * 1_000_000),
        round((updated if changed is None else changed) * 1_000_000),
        json.loads(attributes) if attributes else {},
    )


class Seed:
    """Writes history into the database of a stopped Home Assistant; see `seeding`."""

    def __init__(self, database: sqlite3.Connection) -> None:
        """Write into this database, which Home Assistant has made."""
        self._database = database
        self._oldest: float | None = None

    def statistics(
        self,
        kind: StatisticKind,
        rows: Iterable[SeededStatistic],
        period: Literal["hour", "5minute"] = "hour",
    ) -> None:
        """Add statistics of a kind, replacing rows of the same start."""
        number = self._metadata_of(kind)
        self._database.executemany(
            f"insert or replace into {_STATISTICS_TABLE[period]}"
            " (metadata_id, created_ts, start_ts, mean, min, max, state, sum)"
            " values (?, ?, ?, ?, ?, ?, ?, ?)",
            ((number, row.start, *row) for row in rows),
        )

    def states(
        self,
        entity_id: str,
        rows: Iterable[tuple[float, str]],
        attributes: Mapping[str, object],
    ) -> None:
        """Add raw states, each with its time in seconds since 1970, ascending."""
        self._database.execute(
            "insert or ignore into states_meta (entity_id) values (?)", (entity_id,)
        )
        metadata = self._number(
            "select metadata_id from states_meta where states_meta.entity_id = ?", entity_id
        )
        shared = self._database.execute(
            "insert into state_attributes (hash, shared_attrs) values (0, ?)",
            (json.dumps(attributes, separators=(",", ":")),),
        ).lastrowid
        self._database.executemany(
            "insert into states (metadata_id, attributes_id, state, last_updated_ts, origin_idx)"
            " values (?, ?, ?, ?, 0)",
            ((metadata, shared, state, self._noted(time)) for time, state in rows),
        )

    def compile_from(self, since: float) -> None:
        """Let Home Assistant compile the statistics from `since` on when it starts.

        Seconds since 1970, on five minutes and within ten days; it does so for the entities it
        has by then, from their raw states, within a second or two for an hour.
        """
        last = _as_text(since - 300)
        self._database.execute("delete from statistics_runs")
        self._database.execute("insert into statistics_runs (start) values (?)", (last,))

    def finish(self) -> None:
        """Add the run of the recorder without which 2024.3 tells nothing older than its first."""
        if self._oldest is None:
            return
        before = _as_text(self._oldest - 60)
        first = self._database.execute("select min(start) from recorder_runs").fetchone()[0]
        self._database.execute(
            'insert into recorder_runs (start, "end", closed_incorrect, created)'
            " values (?, ?, 0, ?)",
            (before, first or before, before),
        )

    def _noted(self, time: float) -> float:
        self._oldest = time if self._oldest is None else min(self._oldest, time)
        return time

    def _metadata_of(self, kind: StatisticKind) -> int:
        domain, _, external = kind.statistic_id.partition(":")
        columns: dict[str, object] = {
            "statistic_id": kind.statistic_id,
            "source": domain if external else "recorder",
            "unit_of_measurement": kind.unit,
            "has_mean": kind.has_mean,
            "has_sum": kind.has_sum,
            "name": kind.name,
        }
        known = {row[1] for row in self._database.execute("pragma table_info(statistics_meta)")}
        if "mean_type" in known:
            columns["mean_type"] = int(kind.has_mean)
        names, places = ", ".join(columns), ", ".join("?" * len(columns))
        self._database.execute(
            f"insert or ignore into statistics_meta ({names}) values ({places})",
            tuple(columns.values()),
        )
        return self._number(
            "select id from statistics_meta where statistic_id = ?", kind.statistic_id
        )

    def _number(self, query: str, parameter: str) -> int:
        return int(self._database.execute(query, (parameter,)).fetchone()[0])


@contextmanager
def seeding(folder: Path) -> Iterator[Seed]:
    """Write history into the folder of a Home Assistant that has run once and is stopped."""
    with closing(sqlite3.connect(folder / FILE)) as database:
        database.execute("pragma synchronous = off")
        seed = Seed(database)
        with database:
            yield seed
            seed.finish()


def _as_text(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
