"""What the frames of a conversation say: one request, then messages until a result or error.

The server acknowledges a request at once, so that a program that hangs is noticed; after
that an answer may take as long as it takes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from energy_desktop.adapters.local_channel.frames import (
    PIECE,
    FrameInvalid,
    Kind,
    document_frame,
    frame,
    read_document,
)
from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports import errors
from energy_desktop.ports.errors import ChannelFailed, EnergyDesktopError
from energy_desktop.ports.recorder_control import Chunk, Message, Progress, Result

PROTOCOL = 1
HAND_OVER = "hand_over"
"""The command by which another process asks for the data."""

_ERRORS: dict[str, type[EnergyDesktopError]] = {
    name: kind
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, EnergyDesktopError)
}


class Accepted:
    """The request was read; the answer follows."""


@dataclass(frozen=True, slots=True)
class Request:
    """A command, and the key that shows that its sender may read the data folder."""

    command: str
    arguments: Mapping[str, Any]
    key: str

    def frame(self) -> bytes:
        """On the wire."""
        return document_frame(
            {
                "protocol": PROTOCOL,
                "key": self.key,
                "command": self.command,
                "arguments": dict(self.arguments),
            }
        )

    @classmethod
    def read(cls, kind: Kind, payload: bytes) -> "Request":
        """From the wire; FrameInvalid for anything else."""
        if kind is not Kind.DOCUMENT:
            raise FrameInvalid("its request is no document")
        document = read_document(payload)
        if document.get("protocol") != PROTOCOL:
            raise FrameInvalid("it is of another version; restart it")
        command, arguments = document.get("command"), document.get("arguments")
        if not isinstance(command, str) or not isinstance(arguments, dict):
            raise FrameInvalid("its request is not complete")
        return cls(command, arguments, str(document.get("key", "")))


def channel_failed(reason: str) -> ChannelFailed:
    """The error of a conversation that went wrong."""
    return ChannelFailed(ProblemCode.RUNNING_PROGRAM_FAILED, reason=reason)


def accepted_frame() -> bytes:
    """Tells that the request was read."""
    return document_frame({"type": "accepted"})


def message_frames(message: Message) -> Iterator[bytes]:
    """A message on the wire; ValueError for a result that is no JSON."""
    match message:
        case Progress(text):
            yield document_frame({"type": "progress", "text": text})
        case Result(value):
            yield document_frame({"type": "result", "value": value})
        case Chunk(data):
            for start in range(0, len(data), PIECE):
                yield frame(Kind.CHUNK, data[start : start + PIECE])


def error_frame(error: EnergyDesktopError) -> bytes:
    """An error on the wire, to be raised again as the same on the other side."""
    return document_frame(
        {
            "type": "error",
            "class": type(error).__name__,
            "code": error.problem.code.value,
            "parameters": {
                name: value if isinstance(value, bool | int | str) else str(value)
                for name, value in error.problem.parameters.items()
            },
        }
    )


def read_message(kind: Kind, payload: bytes) -> Message | Accepted:
    """A message from the wire; raises the error that it says, FrameInvalid for anything else."""
    if kind is Kind.CHUNK:
        return Chunk(payload)
    document = read_document(payload)
    match document.get("type"):
        case "accepted":
            return Accepted()
        case "progress":
            return Progress(str(document.get("text", "")))
        case "result":
            return Result(document.get("value"))
        case "error":
            raise _error(document)
        case _:
            raise FrameInvalid("its message is of no known type")


def _error(document: dict[str, Any]) -> EnergyDesktopError:
    """The error that a document says; of a newer program perhaps one that is unknown here."""
    kind = _ERRORS.get(str(document.get("class")), EnergyDesktopError)
    try:
        return kind(ProblemCode(document["code"]), **document["parameters"])
    except (KeyError, TypeError, ValueError):
        return channel_failed(f"it failed with “{document.get('code')}”")
