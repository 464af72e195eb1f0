"""How a command reaches the program that holds the store."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Progress:
    """A line for a person who waits; goes to standard error."""

    text: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of output that is too large for one message, such as an export."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Result:
    """The answer; the last message of a command that succeeded."""

    value: Any
    """Of JSON's types."""


Message = Progress | Chunk | Result


class RecorderControl(Protocol):
    """Performs commands by name, here or in the running program."""

    def perform(self, command: str, arguments: Mapping[str, Any]) -> AsyncIterator[Message]:
        """Perform a command; closing the iterator cancels it.

        `arguments` are of JSON's types. Raises EnergyDesktopError, also one raised in the
        other program, and ChannelFailed.
        """
