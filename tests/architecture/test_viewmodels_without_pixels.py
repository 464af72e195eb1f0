"""Viewmodels know QtCore and nothing of Qt that draws."""

import ast
from pathlib import Path

import pytest

from tests.architecture.house_copy import PACKAGE, PROJECT


def qt_modules_in(source: str) -> set[str]:
    """The modules of PySide6 that a source names, such as "QtCore"; "*" for the whole of it."""
    named: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                imported = [alias.name for alias in names]
            case ast.ImportFrom(module="PySide6", names=names):
                imported = [f"PySide6.{alias.name}" for alias in names]
            case ast.ImportFrom(module=str(module)):
                imported = [module]
            case _:
                continue
        for name in imported:
            package, _, module = name.partition(".")
            if package == "PySide6":
                named.add(module.partition(".")[0] or "*")
    return named


def test_viewmodels_import_nothing_of_qt_but_qtcore() -> None:
    offences = {
        path.relative_to(PROJECT).as_posix(): sorted(modules - {"QtCore"})
        for path in Path(PROJECT / PACKAGE / "viewmodels").rglob("*.py")
        if (modules := qt_modules_in(path.read_text())) - {"QtCore"}
    }
    assert offences == {}


@pytest.mark.parametrize(
    ("offence", "module"),
    [
        ("from PySide6.QtWidgets import QWidget", "QtWidgets"),
        ("from PySide6 import QtGui", "QtGui"),
        ("import PySide6.QtGui as gui", "QtGui"),
        ("import PySide6", "*"),
        ("def late():\n    from PySide6.QtWidgets import QLabel", "QtWidgets"),
    ],
)
def test_a_planted_pixel_is_found(offence: str, module: str) -> None:
    assert qt_modules_in(f"from PySide6.QtCore import QObject\n{offence}\n") == {"QtCore", module}
