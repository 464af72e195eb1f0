"""What a person reads goes through Qt's translation."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.house_copy import PACKAGE, PROJECT

ROOMS = ("viewmodels", "views")

SHOWING = {
    "Button", "Card", "CardHead", "Paragraph", "QAction", "QLabel", "addAction",
    "drawText", "label", "setAccessibleDescription", "setAccessibleName", "setPlaceholderText",
    "setText", "setTitle", "setToolTip", "setWindowTitle", "show_text", "tell",
}  # fmt: skip
"""What these are given as their text is read by a person, however short it is."""

NOT_READ = {
    "compile", "Tag", "Template", "TypeVar", "spawn", "keep", "QKeySequence", "keys_in_words",
    "setObjectName", "setProperty", "property", "setShortcut", "FileNotFoundError", "glob",
    "setValue", "value", "_add_shortcut", "findChild", "findChildren",
}  # fmt: skip
"""What these are given are patterns, keys and names of tasks."""

KEY = re.compile(r"[a-z0-9_.:/*-]+|[a-z ]+: [a-z ]*|#[0-9A-F]{6}|(Ctrl\+.|F\d+)")
"""Names of icons, states, files and tasks; colours; keys that are pressed."""

FILES_WITHOUT_WORDS = {
    "viewmodels/dates.py": "how English of other countries writes its dates",
    "viewmodels/device_icons.py": "what devices are called in any language",
    "viewmodels/home_parts.py": "how Home Assistant's names end",
    "viewmodels/wording.py": "how a time is written",
    "views/fonts.py": "families of type",
    "views/stylesheet.py": "Qt's style sheet",
    "views/tokens.py": "colours",
    "views/widgets/paragraph.py": "the markup of a line pitch",
}
ALLOWED = {
    "Energy Desktop": "the program's name",
    "English": "each language is listed in itself",
    "Deutsch": "each language is listed in itself",
    "W": "unit", "kW": "unit", "MW": "unit", "GW": "unit", "kWh": "unit", "MWh": "unit",
    "GWh": "unit", " kW": "unit", " ms": "unit",
    "PNG": "a form of files",
    "<b>": "mark-up", "</b>": "mark-up", "</span>": "mark-up",
    '<span style="font-weight:600">': "mark-up",
    "energy-desktop track --energy-prefs": "a command, typed as it is",
    "energy-desktop connect --url http://homeassistant.local:8123 --token-stdin":
        "a command, typed as it is",
    "_Shape": "a type",
    "SensorList": "a type",
    "ArrowButton": "a type",
}  # fmt: skip


def words_of(source: str) -> Iterator[tuple[int, str]]:
    """Texts that are read by a person and pass by the translation, with their lines."""
    tree = ast.parse(source)
    passed = {id(node) for node in _translated_or_not_read(tree)}
    shown = {id(node) for node in _shown(tree)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        text = node.value
        if id(node) in passed or text in ALLOWED or not re.search("[A-Za-z]", text):
            continue
        if id(node) in shown or not KEY.fullmatch(text):
            yield node.lineno, text


def _translated_or_not_read(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value  # a docstring
        if isinstance(node, ast.Call) and _name(node) in NOT_READ | {"tr", "translate"}:
            for argument in node.args:
                yield from ast.walk(argument)
        if isinstance(node, ast.Subscript):
            yield from ast.walk(node.slice)


def _shown(tree: ast.AST) -> Iterator[ast.AST]:
    """The texts of calls that show one: what stands first, or second behind a theme."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node) in SHOWING:
            yield from node.args[:1]
            if node.args and ast.unparse(node.args[0]).endswith("theme"):
                yield from node.args[1:2]


def _name(call: ast.Call) -> str:
    match call.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


def test_no_text_passes_by_the_translation() -> None:
    offences = [
        f"{inside}:{line}: {text}"
        for room in ROOMS
        for path in sorted(Path(PROJECT / PACKAGE / room).rglob("*.py"))
        if (inside := path.relative_to(PROJECT / PACKAGE).as_posix()) not in FILES_WITHOUT_WORDS
        for line, text in words_of(path.read_text(encoding="utf-8"))
    ]
    assert offences == []


@pytest.mark.parametrize(
    "offence",
    [
        'label("watts")',
        'widget.setText("away")',
        'Button(self._theme, "save")',
        'return f"{count} rows in view"',
        'names = ("Now", "History")',
        'painter.drawText(box, "No data")',
    ],
)
def test_a_planted_text_is_found(offence: str) -> None:
    assert len(list(words_of(f"def f():\n    {offence}\n"))) >= 1


@pytest.mark.parametrize(
    "fine",
    [
        'label(self.tr("Now"))',
        'QCoreApplication.translate("History", "1 day")',
        'Button(theme, self.tr("Save"), "content-save")',
        'self.setObjectName("card")',
        'self.setText("")',
    ],
)
def test_what_is_translated_or_never_read_is_left_alone(fine: str) -> None:
    assert list(words_of(f"def f():\n    {fine}\n")) == []
