"""Until what was acknowledged can be read: the server works it in some milliseconds later."""

import threading
import time
from collections import Counter

from energy_desktop.adapters.questdb.tables import Cursor
from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import StoreUnusable

_FIRST_LOOK_AFTER = 0.001
_LONGEST_PAUSE = 0.05
_WITHIN_LOOKS = 700
"""Some half a minute."""

_Progress = tuple[int, int, bool, str]


class Visibility:
    """Which tables this program wrote to since it last saw everything in them."""

    def __init__(self, shown: str) -> None:
        self._shown = shown
        self._guard = threading.Lock()
        self._writes: Counter[str] = Counter()
        self._seen: Counter[str] = Counter()
        """How many of a table's writes are known to be readable; both only ever grow."""

    def wrote(self, table: str) -> None:
        """Something was acknowledged for the table."""
        with self._guard:
            self._writes[table] += 1

    def resume(self, cursor: Cursor, table: str) -> None:
        """Let a server that has stopped working in a table's batches try once more."""
        _, _, is_suspended, _ = _progress(cursor, table)
        if is_suspended:
            cursor.execute(f'ALTER TABLE "{table}" RESUME WAL'.encode())

    def wait(self, cursor: Cursor, table: str) -> None:
        """Return when all that was acknowledged before can be read from the table.

        Raises StoreUnusable when the server does not get there: it is slow, or has stopped
        working in what it took, for example because its disk is full.
        """
        with self._guard:
            writes = self._writes[table]
            if writes == self._seen[table]:
                return
        self.resume(cursor, table)
        worked_in, taken, _, _ = _progress(cursor, table)
        pause = _FIRST_LOOK_AFTER
        for _ in range(_WITHIN_LOOKS):
            if worked_in >= taken:
                self._saw(table, writes)
                return
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)
            worked_in, _, is_suspended, reason = _progress(cursor, table)
            if is_suspended:
                raise StoreUnusable(ProblemCode.DATABASE_DISK, path=self._shown, reason=reason)
        reason = f"{taken - worked_in} batches of {table} wait"
        raise StoreUnusable(ProblemCode.DATABASE_BEHIND, path=self._shown, reason=reason)

    def _saw(self, table: str, writes: int) -> None:
        with self._guard:
            self._seen[table] = max(self._seen[table], writes)


def _progress(cursor: Cursor, table: str) -> _Progress:
    row = cursor.execute(
        b'SELECT "writerTxn", "sequencerTxn", suspended, "errorMessage" FROM wal_tables()'
        b" WHERE name = %s",
        (table,),
    ).fetchone()
    if row is None:
        return 0, 0, False, ""
    worked_in, taken, is_suspended, reason = row
    return int(str(worked_in)), int(str(taken)), bool(is_suspended), str(reason)
