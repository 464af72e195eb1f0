"""How a program that records is known to others: where it runs, and as which process."""

import re
from dataclasses import dataclass
from typing import Self

_FORM = "Energy Desktop on {host} (process {process})"
_READ = re.compile(r"Energy Desktop on (?P<host>.+) \(process (?P<process>\d+)\)")


@dataclass(frozen=True, slots=True)
class ProgramName:
    """Stored beside the recorder's lease as its text, which older versions show as it is."""

    host: str
    process: int

    def __str__(self) -> str:
        """In the one form that is stored, whatever the language."""
        return _FORM.format(host=self.host, process=self.process)

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The name that was stored; None for a text in any other form."""
        found = _READ.fullmatch(text)
        return found and cls(found["host"], int(found["process"]))
