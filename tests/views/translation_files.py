"""What stands in the translations that are shipped."""

import re
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from energy_desktop.views.languages import FOLDER

_PLACEHOLDER = re.compile(r"\{\w+\}|%n")


@dataclass(frozen=True)
class Message:
    """A text of the source and how it is said."""

    context: str
    source: str
    comment: str
    forms: tuple[str, ...]
    """One, or one for each grammatical number."""
    has_number: bool


def file_of(language: str, ending: str) -> Path:
    """The file of a language, "ts" or "qm"."""
    return FOLDER / f"energy_desktop_{language}.{ending}"


def messages_of(language: str) -> list[Message]:
    """All messages of a language."""
    return [
        Message(
            context.findtext("name", ""),
            message.findtext("source", ""),
            message.findtext("comment", ""),
            tuple(form.text or "" for form in message.iter("numerusform"))
            or (message.findtext("translation", ""),),
            message.get("numerus") == "yes",
        )
        for context in ElementTree.parse(file_of(language, "ts")).getroot().iter("context")
        for message in context.iter("message")
    ]


def placeholders(text: str) -> list[str]:
    """What the program puts in, in the order of the alphabet."""
    return sorted(_PLACEHOLDER.findall(text))


def as_shown(source: str) -> re.Pattern[str]:
    """Fits the English text with anything in the place of its placeholders."""
    parts = (re.escape(part) for part in _PLACEHOLDER.split(source))
    return re.compile(".+?".join(parts), re.DOTALL)
