"""What a problem names, in the language of the window: programs, days, reasons with details."""

import re
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QCoreApplication

from energy_desktop.model.messages import Problem
from energy_desktop.model.phrases import Phrase
from energy_desktop.model.program_name import ProgramName
from energy_desktop.viewmodels.dates import DateForm
from energy_desktop.viewmodels.wording import Wording

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def in_words(problem: Problem, wording: Wording) -> Problem:
    """The same problem, its parameters as a person reads them.

    A day is in ISO 8601 until then, and the program that records as it is stored.
    """
    spoken = {name: _spoken(name, value, wording) for name, value in problem.parameters.items()}
    return replace(problem, parameters=spoken)


def program_in_words(stored: str) -> str:
    """The name of a program that records; any other text is told as it is."""
    name = ProgramName.read(stored)
    if name is None:
        return stored
    return QCoreApplication.translate(
        "Parameters", "Energy Desktop on {host} (process {process})"
    ).format(host=name.host, process=name.process)


def _spoken(name: str, value: object, wording: Wording) -> object:
    if isinstance(value, Phrase):
        text = QCoreApplication.translate("messages", value.text)
        return text.format_map(dict(value.parameters))
    if name == "day" and isinstance(value, str) and _ISO_DAY.fullmatch(value):
        return wording.date(date.fromisoformat(value), DateForm.DATE)
    if name == "holder":
        return program_in_words(str(value))
    return value
