"""What this machine keeps of a state store that is on a server."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from energy_desktop.model.entities import Entity
from energy_desktop.model.ledger_statements import Statement
from energy_desktop.model.recording import SubscriptionState
from energy_desktop.ports.recorder_lease import Tenure


@dataclass(frozen=True, slots=True)
class LastKnown:
    """What the server told last; None where it was never asked."""

    settings: dict[str, str] | None = None
    entities: tuple[Entity, ...] | None = None
    subscription: SubscriptionState | None = None
    tenure: Tenure | None = None

    @property
    def is_complete(self) -> bool:
        """Whether recording can begin with it."""
        return None not in (self.settings, self.entities, self.subscription, self.tenure)


class LocalState(Protocol):
    """On the local disk; every method raises StoreUnusable where that cannot be written."""

    @property
    def known(self) -> LastKnown:
        """As it was kept last, by this run or an earlier one."""

    @property
    def left(self) -> Sequence[Statement]:
        """What an earlier run had to say, in order, and could not."""

    async def keep(self, known: LastKnown) -> None:
        """Keep this instead of what was known before."""

    async def append(self, statement: Statement) -> None:
        """Let a statement wait after the others; durable on return."""

    async def rewrite(self, statements: Sequence[Statement]) -> None:
        """Let exactly these wait; durable on return."""

    async def close(self) -> None:
        """Close the files; idempotent."""
