"""The tables of `metrics.duckdb` and the version of their form."""

from pathlib import Path

import duckdb

from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import StoreUnusable

FORM = 1
"""Version of the tables below."""

NO_RESET_SQL = "(-9223372036854775807 - 1)"
"""`NO_RESET` as a BIGINT: the plain literal would be a HUGEINT."""

_READING = "(entity INTEGER, timestamp BIGINT, state DOUBLE, last_reset BIGINT)"
_STATISTIC = (
    '(entity INTEGER, period UTINYINT, timestamp BIGINT, state DOUBLE, "sum" DOUBLE,'
    ' "change" DOUBLE, "mean" DOUBLE, "min" DOUBLE, "max" DOUBLE)'
)

# No table has a primary key: it costs 44 bytes a row instead of 8 and a fifth of the speed.
TABLES = (
    "CREATE TABLE form (version INTEGER)",
    "CREATE TABLE entity (number INTEGER, entity_id VARCHAR)",
    f"CREATE TABLE reading_hot {_READING}",
    f"CREATE TABLE reading_late {_READING}",
    f"CREATE TABLE reading_sealed {_READING}",
    "CREATE TABLE sealed_day (day INTEGER)",
    "CREATE TABLE clustered_month (month INTEGER)",
    "CREATE TABLE batch_mark (number BIGINT, session_id VARCHAR, covered_to BIGINT)",
    f"CREATE TABLE statistic_fresh {_STATISTIC}",
    f"CREATE TABLE statistic_sealed {_STATISTIC}",
    f"INSERT INTO form VALUES ({FORM})",
)


def create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill an empty database."""
    connection.execute("BEGIN")
    for statement in TABLES:
        connection.execute(statement)
    connection.execute("COMMIT")


def last_block_in_use(connection: duckdb.DuckDBPyConnection) -> int:
    """The highest number of a block that a table's rows lie in; -1 for none."""
    tables = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
    highest = -1
    for (table,) in tables:
        row = connection.execute(
            "SELECT max(greatest(block_id, list_max(additional_block_ids)))"
            f" FROM pragma_storage_info('{table}') WHERE persistent"
        ).fetchone()
        if row is not None and row[0] is not None:
            highest = max(highest, row[0])
    return highest


def check_form(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Raise StoreUnusable for a file that is no store of ours, or one of a newer form."""
    try:
        row = connection.execute("SELECT max(version) FROM form").fetchone()
    except duckdb.CatalogException as error:
        raise _no_store(path) from error
    if row is None or row[0] is None:
        raise _no_store(path)
    if row[0] > FORM:
        raise StoreUnusable(ProblemCode.STORE_NEWER, path=path, found=row[0], known=FORM)


def _no_store(path: Path) -> StoreUnusable:
    return StoreUnusable(
        ProblemCode.STORE_DAMAGED, path=path, reason="it has none of Energy Desktop's tables"
    )
