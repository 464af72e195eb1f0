"""The tables of one home in QuestDB: how they are made, looked at and upgraded."""

import re
from dataclasses import dataclass

import psycopg

from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import StoreUnusable

FORM = 1
"""Version of the tables below."""

OLDEST_SERVER = (9, 0)

_SLUG = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")
_BUILD = re.compile(r"QuestDB (\d+)\.(\d+)[\d.]*")

Cursor = psycopg.Cursor[tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it has to be; `columns` holds name and type, the designated timestamp first."""

    name: str
    columns: tuple[tuple[str, str], ...]
    partition: str
    keys: tuple[str, ...]
    later: tuple[str, ...] = ()
    """Columns that an older form of the table lacks: NULL is right for its rows."""
    kept: str = ""
    """How long rows are kept, where not for ever."""

    @property
    def statement(self) -> str:
        """What makes it."""
        columns = ", ".join(f'"{name}" {kind}' for name, kind in self.columns)
        return (
            f'CREATE TABLE IF NOT EXISTS "{self.name}" ({columns}) TIMESTAMP("timestamp")'
            f" PARTITION BY {self.partition}{self.kept} WAL"
            f" DEDUP UPSERT KEYS({', '.join(self.keys)})"
        )


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of one home."""

    readings: Table
    statistics: Table
    batches: Table
    """The marks of the last batches; a mark's timestamp is its number, in seconds.

    A table with one row that is replaced costs more: the server writes its partition anew
    each time, and readings wait for the disk meanwhile (measured).
    """
    form: Table
    """One row: the version of the tables."""

    @classmethod
    def of(cls, slug: str) -> "Tables":
        """The tables of the home with a slug, empty for the only home; ValueError for another."""
        if slug and not _SLUG.fullmatch(slug):
            raise ValueError(f"no slug of a home: {slug!r}")
        prefix = f"{slug}_energy_" if slug else "energy_"
        moment = ("timestamp", "TIMESTAMP")
        entity = ("entity_id", "SYMBOL")
        figures = tuple(
            (name, "DOUBLE") for name in ("state", "sum", "change", "mean", "min", "max")
        )
        return cls(
            Table(
                f"{prefix}readings",
                (moment, entity, ("state", "DOUBLE"), ("last_reset", "TIMESTAMP")),
                "DAY",
                ("timestamp", "entity_id"),
                later=("last_reset",),
            ),
            Table(
                f"{prefix}statistics",
                (moment, entity, ("period", "SYMBOL"), *figures),
                "MONTH",
                ("timestamp", "entity_id", "period"),
            ),
            Table(
                f"{prefix}batches",
                (moment, ("number", "LONG"), ("session_id", "VARCHAR"), ("covered_to", "LONG")),
                "HOUR",
                ("timestamp",),
                kept=" TTL 1 HOUR",
            ),
            Table(f"{prefix}form", (moment, ("version", "LONG")), "YEAR", ("timestamp",)),
        )

    @property
    def all(self) -> tuple[Table, ...]:
        """Each of them."""
        return (self.readings, self.statistics, self.batches, self.form)


def check_server(cursor: Cursor, shown: str) -> None:
    """Raise StoreUnusable for what is no QuestDB, or one that is too old."""
    try:
        build = str(_first(cursor.execute("SELECT build")))
    except psycopg.DatabaseError as error:
        if isinstance(error, psycopg.OperationalError):
            raise
        raise _another_server(shown, str(error).partition("\n")[0]) from error
    version = _BUILD.search(build)
    if version is None:
        raise _another_server(shown, build)
    if (int(version[1]), int(version[2])) < OLDEST_SERVER:
        oldest = ".".join(map(str, OLDEST_SERVER))
        raise StoreUnusable(
            ProblemCode.DATABASE_TOO_OLD, path=shown, found=version[0], needed=f"QuestDB {oldest}"
        )


def version_of(cursor: Cursor) -> str:
    """Name and version of a server that was checked."""
    version = _BUILD.search(str(_first(cursor.execute("SELECT build"))))
    return version[0] if version else ""


def make_ready(cursor: Cursor, tables: Tables, shown: str) -> None:
    """Make tables that are missing, upgrade older ones, and check that all are ours."""
    for table in tables.all:
        state = cursor.execute(
            b'SELECT "walEnabled", dedup, "partitionBy", "designatedTimestamp" FROM tables()'
            b" WHERE table_name = %s",
            (table.name,),
        ).fetchone()
        if state is None:
            cursor.execute(table.statement.encode())
        else:
            _check(cursor, table, state, shown)
    found = _first(cursor.execute(f'SELECT max(version) FROM "{tables.form.name}"'.encode()))
    if isinstance(found, int) and found > FORM:
        raise StoreUnusable(ProblemCode.STORE_NEWER, path=shown, found=found, known=FORM)


def _check(cursor: Cursor, table: Table, state: tuple[object, ...], shown: str) -> None:
    is_wal, is_deduplicated, partition, designated = state
    columns = cursor.execute(
        f'SELECT "column", type, "upsertKey" FROM table_columns(\'{table.name}\')'.encode()
    ).fetchall()
    kinds = {str(name): str(kind) for name, kind, _ in columns}
    keys = {str(name) for name, _, is_key in columns if is_key}
    for name, kind in table.columns:
        if name not in kinds:
            if name not in table.later:
                raise _altered(table, shown, f"its column {name} is missing")
            cursor.execute(f'ALTER TABLE "{table.name}" ADD COLUMN "{name}" {kind}'.encode())
        elif kinds[name] != kind:
            raise _altered(table, shown, f"its column {name} is {kinds[name]} instead of {kind}")
    if designated != "timestamp" or partition != table.partition or not is_wal:
        raise _altered(table, shown, "it is partitioned or timed in another way")
    if not is_deduplicated or keys != set(table.keys):
        _deduplicate(cursor, table, shown)


def _deduplicate(cursor: Cursor, table: Table, shown: str) -> None:
    """Rows written without keys may lie there twice, and nothing would tell which is right."""
    if _first(cursor.execute(f'SELECT count() FROM "{table.name}"'.encode())):
        raise _altered(table, shown, "it holds rows and does not deduplicate by its keys")
    keys = ", ".join(table.keys)
    cursor.execute(f'ALTER TABLE "{table.name}" DEDUP ENABLE UPSERT KEYS({keys})'.encode())


def _first(cursor: Cursor) -> object:
    row = cursor.fetchone()
    return None if row is None else row[0]


def _altered(table: Table, shown: str, reason: str) -> StoreUnusable:
    return StoreUnusable(
        ProblemCode.DATABASE_ALTERED, path=shown, reason=f"table {table.name}: {reason}"
    )


def _another_server(shown: str, reason: str) -> StoreUnusable:
    return StoreUnusable(ProblemCode.DATABASE_ANOTHER, path=shown, wanted="QuestDB", reason=reason)
