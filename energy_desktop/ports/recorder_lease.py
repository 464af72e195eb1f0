"""Who records, where several programs share the same stores."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Tenure:
    """Who holds the lease at a moment."""

    number: int
    """Rises with each taking of the lease."""
    holder: str | None
    """For people: the program and its machine; None while nobody records."""
    is_ours: bool


class RecorderLease(Protocol):
    """One program records, the others read; the first to come has it until it lets go or dies."""

    @property
    def number(self) -> int:
        """Of the lease this program holds: batches of a later one count higher.

        0 while it holds none, and always where the stores admit one program alone.
        """

    def check(self) -> None:
        """StoreUnusable (RECORDED_ELSEWHERE) unless this program may record.

        As it was known last: nobody is asked.
        """

    async def claim(self) -> Tenure:
        """Keep the lease, or take it if nobody has it; raises StoreUnusable when nobody answers.

        Called every few seconds by all programs: by this the holder proves that it lives, and
        the others see whether it does. Without an answer everything stays as it is: where
        nobody can be asked, nobody can take the lease either.
        """

    async def release(self) -> None:
        """Let others record at once; nothing happens when it is not held."""


class OnlyRecorder:
    """The lease of stores that admit one program alone: whoever has opened them may record."""

    number = 0

    def check(self) -> None:
        """Nobody else can have it."""

    async def claim(self) -> Tenure:
        """Ours, always."""
        return Tenure(0, None, is_ours=True)

    async def release(self) -> None:
        """Closing the stores does it."""
