"""Numbers for recording ids: an INTEGER in millions of rows instead of a text."""

from collections.abc import Collection, Sequence

import duckdb
import numpy as np
from numpy.typing import NDArray


class EntityNumbers:
    """Changed by the writer alone; any thread may ask."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._promised: dict[str, int] = {}
        """Of the transaction that is being committed: whoever sees it knows its numbers too."""
        self._next = 0
        """Never given twice, not even after a transaction that was undone."""

    def load(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Read what is stored."""
        rows = connection.execute("SELECT entity_id, number FROM entity").fetchall()
        self._numbers, self._promised = dict(rows), {}
        self._next = max(self._next, max(self._numbers.values(), default=-1) + 1)

    def known(self, entity_ids: Collection[str]) -> dict[str, int]:
        """Numbers of those ids that were ever written, in the text order of the ids."""
        promised = self._promised  # before the others: `keep` moves them there
        numbers = {**promised, **self._numbers} if promised else self._numbers
        return {each: numbers[each] for each in sorted(set(entity_ids)) if each in numbers}

    def assign(self, connection: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> dict[str, int]:
        """Store numbers for ids that have none, and return these; `keep` them after the commit."""
        missing = dict.fromkeys(each for each in ids if each not in self._numbers)
        new = {each: self._next + index for index, each in enumerate(missing)}
        self._next += len(new)
        self._promised = new
        if new:
            connection.execute(
                "INSERT INTO entity SELECT unnest(?::INTEGER[]), unnest(?::VARCHAR[])",
                [list(new.values()), list(new)],
            )
        return new

    def keep(self, new: dict[str, int]) -> None:
        """Numbers that are durable now."""
        if new:
            self._numbers = {**self._numbers, **new}
            self._promised = {}

    def column(
        self, ids: Sequence[str], new: dict[str, int], index: NDArray[np.int32]
    ) -> NDArray[np.int32]:
        """An index into `ids` as a column of numbers."""
        numbers = [new[each] if each in new else self._numbers[each] for each in ids]
        return np.array(numbers, dtype=np.int32)[index]
