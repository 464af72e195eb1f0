"""Columnar files for other programs."""

from collections.abc import AsyncIterator, Callable, Sequence
from typing import Protocol

from energy_desktop.model.timestamps import Micros

TableRow = tuple[str, Micros, float | None, str | None, str]
"""entity_id, timestamp, state, unit, source."""


class TableWriter(Protocol):
    """One Parquet file with the columns of an export of readings, while it is made."""

    async def add(self, rows: Sequence[TableRow]) -> None:
        """Append rows; raises StoreUnusable when the disk is full."""

    def finished(self) -> AsyncIterator[bytes]:
        """The whole file, in pieces."""

    async def close(self) -> None:
        """Give back what was used to make it; idempotent."""


WriteTable = Callable[[], TableWriter]
