"""Parquet files, made by DuckDB beside the store and independent of it."""

import tempfile
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import duckdb

from energy_desktop.adapters.owner_thread import OwnerThread
from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import StoreUnusable
from energy_desktop.ports.table_file import TableRow

_PIECE = 1 << 20


class ParquetFile:
    """Implements `ports.table_file.TableWriter`; works in a temporary folder of its own."""

    def __init__(self) -> None:
        self._thread = OwnerThread("parquet file")
        self._folder = tempfile.TemporaryDirectory(prefix="energy-desktop-export-")
        self._place = Path(self._folder.name)
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._is_closed = False

    async def add(self, rows: Sequence[TableRow]) -> None:
        """Append rows; raises StoreUnusable when the disk is full."""
        await self._thread.run(self._add, rows)

    async def finished(self) -> AsyncIterator[bytes]:
        """The whole file, in pieces of a megabyte."""
        path = await self._thread.run(self._write)
        with path.open("rb") as file:
            while piece := await self._thread.run(file.read, _PIECE):
                yield piece

    async def close(self) -> None:
        """Remove what was used to make it; idempotent."""
        if self._is_closed:
            return
        self._is_closed = True
        await self._thread.run(self._clean_up)
        await self._thread.close()

    def _opened(self) -> duckdb.DuckDBPyConnection:
        if self._connection is None:
            self._connection = duckdb.connect(str(self._place / "rows.duckdb"))
            self._connection.execute(
                "CREATE TABLE readings (entity_id VARCHAR, timestamp TIMESTAMPTZ,"
                " state DOUBLE, unit VARCHAR, source VARCHAR)"
            )
        return self._connection

    def _add(self, rows: Sequence[TableRow]) -> None:
        entity_id, timestamp, state, unit, source = (list(c) for c in zip(*rows, strict=True))
        try:
            self._opened().execute(
                "INSERT INTO readings SELECT unnest($1::VARCHAR[]),"
                " make_timestamptz(unnest($2::BIGINT[])), unnest($3::DOUBLE[]),"
                " unnest($4::VARCHAR[]), unnest($5::VARCHAR[])",
                [entity_id, timestamp, state, unit, source],
            )
        except duckdb.Error as error:
            raise StoreUnusable(ProblemCode.STORE_FULL, path=self._place) from error

    def _write(self) -> Path:
        path = self._place / "readings.parquet"
        try:
            self._opened().execute(
                f"COPY (SELECT * FROM readings ORDER BY entity_id, timestamp) TO '{path}'"
                " (FORMAT parquet, COMPRESSION zstd)"
            )
        except duckdb.Error as error:
            raise StoreUnusable(ProblemCode.STORE_FULL, path=self._place) from error
        return path

    def _clean_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._folder.cleanup()
