"""A copy of the house in which an offence can be planted, and the inspectors that look at it."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[2]
PACKAGE = "energy_desktop"

_VERDICT = re.compile(r"^(?P<contract>.+?) (?P<verdict>KEPT|BROKEN)\b", re.MULTILINE)


def project_settings() -> dict[str, Any]:
    """The tables of the project's own pyproject.toml."""
    return tomllib.loads((PROJECT / "pyproject.toml").read_text())


def contract_names() -> list[str]:
    """Every import contract of the project, in its order."""
    return [
        contract["name"] for contract in project_settings()["tool"]["importlinter"]["contracts"]
    ]


@dataclass(frozen=True)
class ImportReport:
    """What lint-imports said about a copy."""

    status: int
    text: str

    @property
    def verdicts(self) -> dict[str, str]:
        """KEPT or BROKEN for each contract."""
        return {found["contract"]: found["verdict"] for found in _VERDICT.finditer(self.text)}

    @property
    def broken(self) -> set[str]:
        """The contracts that were broken."""
        return {name for name, verdict in self.verdicts.items() if verdict == "BROKEN"}


class HouseCopy:
    """The package and its settings in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copy(PROJECT / "pyproject.toml", folder)
        shutil.copytree(
            PROJECT / PACKAGE,
            folder / PACKAGE,
            ignore=shutil.ignore_patterns("__pycache__", "*.svg", "*.png", "*.qm", "*.ts"),
        )

    def plant(self, path: str, source: str) -> None:
        """Write a module; `path` is relative to the package, folders are made as needed."""
        module = self.folder / PACKAGE / path
        module.parent.mkdir(parents=True, exist_ok=True)
        module.write_text(f'"""Planted."""\n{source}')

    def lint_imports(self) -> ImportReport:
        """Hold the copy against the import contracts."""
        linter = "from importlinter.cli import lint_imports_command; lint_imports_command()"
        done = self._run(sys.executable, "-c", linter, "--no-cache", "--no-logo")
        return ImportReport(done.returncode, done.stdout)

    def ruff_codes(self) -> dict[str, set[str]]:
        """The rules that each module breaks, by its path relative to the package."""
        done = self._run(
            sys.executable, "-m", "ruff", "check", "--no-cache", "--output-format=json", PACKAGE
        )
        codes: dict[str, set[str]] = {}
        for finding in json.loads(done.stdout):
            module = Path(finding["filename"]).relative_to(self.folder / PACKAGE)
            codes.setdefault(module.as_posix(), set()).add(finding["code"])
        return codes

    def _run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=self.folder,
            env={**os.environ, "COLUMNS": "300", "NO_COLOR": "1"},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
