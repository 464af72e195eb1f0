"""What the ledger has to say and cannot, in order, in memory and on the local disk."""

from collections import deque

from energy_desktop.model.ledger_statements import Statement, joined, left_behind
from energy_desktop.ports.local_state import LocalState

WAITING_AT_MOST = 10_000
"""Statements; one that only moves the session of the last one adds none."""

_LINES_BEYOND = 1_000
"""Lines on the disk beside those that count, before they are written anew."""


class StatementQueue:
    """Durable before it counts: a run that is killed leaves to the next what it had to say."""

    def __init__(self, local: LocalState) -> None:
        self._local = local
        self._waiting: deque[Statement] = deque(left_behind(local.left))
        self._lines = len(local.left)

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def is_clear(self) -> bool:
        """Whether nothing waits, and nothing that was said is still on the disk."""
        return not self._waiting and not self._lines

    @property
    def first(self) -> Statement:
        """The oldest."""
        return self._waiting[0]

    def has_room(self, statement: Statement) -> bool:
        """Whether one more may wait."""
        return len(self._waiting) < WAITING_AT_MOST or self._with_last(statement) is not None

    async def put(self, statement: Statement) -> None:
        """Let it wait after the others; raises StoreUnusable where the disk takes nothing."""
        if self._lines >= _LINES_BEYOND + 2 * len(self._waiting):
            await self._local.rewrite(self._waiting)
            self._lines = len(self._waiting)
        await self._local.append(statement)
        self._lines += 1
        together = self._with_last(statement)
        if together is None:
            self._waiting.append(statement)
        else:
            self._waiting[-1] = together

    def said(self) -> None:
        """The first was said; it stays on the disk until all are, and is harmless said twice."""
        self._waiting.popleft()

    async def clear(self) -> None:
        """All was said, or is given up; raises StoreUnusable where the disk takes nothing.

        Nothing later may be said before this: what stays on the disk would be said after it.
        """
        if self._lines:
            await self._local.rewrite(())
        self._waiting.clear()
        self._lines = 0

    def _with_last(self, statement: Statement) -> Statement | None:
        return joined(self._waiting[-1], statement) if self._waiting else None
