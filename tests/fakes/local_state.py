"""A local state in memory, whose disk can be full."""

from collections.abc import Sequence

from energy_desktop.model.ledger_statements import Statement
from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import StoreUnusable
from energy_desktop.ports.local_state import LastKnown


class FakeLocalState:
    """Implements `ports.local_state.LocalState`."""

    def __init__(self) -> None:
        self.known = LastKnown()
        self.left: Sequence[Statement] = ()
        self.lines: list[Statement] = []
        """What is durable."""
        self.is_full = False
        self.is_closed = False

    async def keep(self, known: LastKnown) -> None:
        self._write()
        self.known = known

    async def append(self, statement: Statement) -> None:
        self._write()
        self.lines.append(statement)

    async def rewrite(self, statements: Sequence[Statement]) -> None:
        self._write()
        self.lines = list(statements)

    async def close(self) -> None:
        self.is_closed = True

    def restarted(self) -> "FakeLocalState":
        """What another run finds, whenever this one is killed."""
        other = FakeLocalState()
        other.known, other.left, other.lines = self.known, tuple(self.lines), list(self.lines)
        return other

    def _write(self) -> None:
        if self.is_full:
            raise StoreUnusable(ProblemCode.STORE_FULL, path="state-copy")
