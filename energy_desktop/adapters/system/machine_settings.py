"""The settings of this machine in a TOML file that a person may edit as well."""

import os
import re
import tomllib
from dataclasses import asdict, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from energy_desktop.model.machine_settings import (
    MachineSettings,
)
from energy_desktop.model.messages import Problem, ProblemCode
from energy_desktop.model.phrases import (
    NO_TABLE,
    NO_TOML,
    NO_TOML_AT_ITS_END,
    NO_TRUTH,
    NO_UTF_8,
    NOT_POSSIBLE,
    Phrase,
)
from energy_desktop.model.server_addresses import ServerAddresses

Choice = TypeVar("Choice", bound=StrEnum)

_TOML_LINE = re.compile(r"\(at line (?P<line>\d+), column \d+\)$")


class _NotUnderstood(ValueError):
    def __init__(self, text: str, **details: object) -> None:
        self.reason = Phrase(text, details)
        super().__init__(str(self.reason))


class MachineSettingsFile:
    """Implements `ports.machine_settings.MachineSettingsStore`.

    Only what is changed is written: comments stay, keys that this version does not know, and
    what somebody else has written meanwhile. A file that cannot be understood is left
    untouched: the defaults hold, and nothing is written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.settings = MachineSettings()
        self.problem: Problem | None = None
        try:
            self.settings = _read(path)
        except FileNotFoundError:
            pass
        except (OSError, ValueError) as error:
            self._fail(ProblemCode.SETTINGS_DAMAGED, error)

    def save(self, settings: MachineSettings) -> None:
        """Let others hold from now on, and keep them unless there is a problem."""
        before, self.settings = self.settings, settings
        if self.problem is not None and self.problem.code is ProblemCode.SETTINGS_DAMAGED:
            return
        try:
            self._write(before, settings)
        except (OSError, ValueError) as error:
            self._fail(ProblemCode.FILE_NOT_WRITABLE, error)
        else:
            self.problem = None

    def _write(self, before: MachineSettings, settings: MachineSettings) -> None:
        import tomlkit

        text = self._path.read_text(encoding="utf-8") if self._path.exists() else ""
        document = tomlkit.parse(text)
        for field in fields(settings):
            value = getattr(settings, field.name)
            if value == getattr(before, field.name):
                continue
            document[field.name] = _written(value)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        beside = self._path.with_suffix(".new")
        beside.write_text(tomlkit.dumps(document), encoding="utf-8")
        os.replace(beside, self._path)

    def _fail(self, code: ProblemCode, error: OSError | ValueError) -> None:
        self.problem = Problem(code, {"path": self._path, "reason": _reason(error)})


def _reason(error: OSError | ValueError) -> object:
    match error:
        case _NotUnderstood():
            return error.reason
        case UnicodeDecodeError():
            return Phrase(NO_UTF_8)
        case tomllib.TOMLDecodeError():
            found = _TOML_LINE.search(str(error))
            return Phrase(NO_TOML, {"line": found["line"]}) if found else Phrase(NO_TOML_AT_ITS_END)
    return getattr(error, "strerror", None) or str(error)


def _read(path: Path) -> MachineSettings:
    """Raises ValueError, of which TOMLDecodeError is one, for what is no settings file."""
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    default = MachineSettings()
    return MachineSettings(
        theme=_choice(document, "theme", default.theme),
        language=_choice(document, "language", default.language),
        close_to_tray=_truth(document, "close_to_tray", default.close_to_tray),
        told_of_tray=_truth(document, "told_of_tray", default.told_of_tray),
        profile=_choice(document, "profile", default.profile),
        servers=_servers(document.get("servers", {})),
    )


def _choice(document: dict[str, Any], name: str, default: Choice) -> Choice:
    kind, value = type(default), document.get(name, default)
    try:
        return kind(value)
    except ValueError:
        possible = ", ".join(each.value for each in kind)
        raise _NotUnderstood(NOT_POSSIBLE, name=name, value=value, possible=possible) from None


def _written(value: Any) -> Any:
    """In TOML's types."""
    if isinstance(value, ServerAddresses):
        return {name: address for name, address in asdict(value).items() if address}
    return value.value if isinstance(value, StrEnum) else value


def _servers(table: Any) -> ServerAddresses:
    """Names that this version does not know are left alone."""
    if not isinstance(table, dict):
        raise _NotUnderstood(NO_TABLE, name="servers")
    known = {field.name for field in fields(ServerAddresses)}
    return ServerAddresses(**{name: str(table[name]) for name in known & table.keys()})


def _truth(document: dict[str, Any], key: str, default: bool) -> bool:
    value = document.get(key, default)
    if not isinstance(value, bool):
        raise _NotUnderstood(NO_TRUTH, name=key)
    return value
