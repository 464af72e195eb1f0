"""What a viewmodel asks a person; the window shows it and calls back, nothing waits inside."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """Answered once, with whether the person agreed."""

    title: str
    text: str
    agree: str
    """What stands on the button that does it."""
    decline: str
    answer: Callable[[bool], None]
