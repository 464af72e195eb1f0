#!/usr/bin/env python3
"""Brings the translations up to date with the texts of the source, and compiles them.

    .venv/bin/python -m scripts.translations          the files that are shipped
    .venv/bin/python -m scripts.translations FOLDER   copies of them, elsewhere

What is new stands in the .ts files as unfinished, and is named here; what the source no longer
says is dropped. Ends with 1 while something is unfinished.
"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

from energy_desktop.model.phrases import PHRASES
from energy_desktop.model.sentences import IN_THE_WINDOW, SENTENCES

PACKAGE = Path(__file__).resolve().parent.parent / "energy_desktop"
FOLDER = PACKAGE / "views/translations"
ROOMS = ("viewmodels", "views", "app")
LANGUAGES = {"de": (), "en": ("-pluralonly",)}
"""The source is English: of that language only the forms of numbers are kept."""
TABLES = "messages"
"""The context of the errors' sentences and phrases, which stand in tables and not in calls."""


@dataclass(frozen=True, order=True)
class Text:
    """What a person may read, and where it belongs."""

    context: str
    source: str
    comment: str = ""
    has_number: bool = False

    def as_call(self) -> str:
        """In the one form that lupdate reads fully: of our calls it misses some numbers."""
        number = ", 1" if self.has_number else ""
        return (
            f"QCoreApplication.translate({self.context!r}, {self.source!r}, {self.comment!r}"
            f"{number})\n"
        )


def main() -> int:
    """Update, compile, and name what is missing."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    missing = 0
    with TemporaryDirectory() as scratch:
        calls = Path(scratch) / "texts.py"
        calls.write_text("".join(text.as_call() for text in all_texts()), encoding="utf-8")
        for language, options in LANGUAGES.items():
            file = folder / f"energy_desktop_{language}.ts"
            run(
                "lupdate", "-locations", "none", "-no-obsolete", "-sort-messages",
                "-source-language", "en", "-target-language", language, *options,
                str(calls), "-ts", str(file),
            )  # fmt: skip
            run("lrelease", str(file), "-qm", str(file.with_suffix(".qm")))
            missing += tell_unfinished(file)
    return 1 if missing else 0


def all_texts() -> list[Text]:
    """Every text of the rooms that speak, and the sentences of the errors."""
    found = {Text(TABLES, part) for part in parts_of_sentences()}
    found |= {Text(TABLES, phrase) for phrase in PHRASES}
    for room in ROOMS:
        for file in (PACKAGE / room).rglob("*.py"):
            try:
                found.update(texts_in(file.read_text(encoding="utf-8")))
            except ValueError as error:
                sys.exit(f"{file}:{error}")
    return sorted(found)


def parts_of_sentences() -> Iterator[str]:
    """What is wrong, and what to do, for every error and each place where it is told."""
    for table in (SENTENCES, IN_THE_WINDOW):
        for message in table.values():
            yield from (part for part in (message.what, message.remedy) if part)


def texts_in(source: str) -> Iterator[Text]:
    """The texts of a file; ValueError, with the line, for one that no translator can know."""
    for node, context in calls_in(ast.parse(source), ""):
        assert isinstance(node.func, ast.Attribute)
        arguments = node.args
        if node.func.attr == "translate":
            context, arguments = literal(arguments[0]), arguments[1:]
        if context == TABLES:
            continue
        comment = literal(arguments[1]) if len(arguments) > 1 else ""
        yield Text(context, literal(arguments[0]), comment, len(arguments) > 2)


def calls_in(node: ast.AST, context: str) -> Iterator[tuple[ast.Call, str]]:
    """Calls that translate, each with the class in which it stands."""
    for child in ast.iter_child_nodes(node):
        inner = child.name if isinstance(child, ast.ClassDef) else context
        if isinstance(child, ast.Call) and isinstance(child.func, ast.Attribute):
            owner, name = ast.unparse(child.func.value), child.func.attr
            if name == "tr" or (name == "translate" and owner == "QCoreApplication"):
                yield child, inner
        yield from calls_in(child, inner)


def literal(node: ast.expr) -> str:
    """A text that stands in the source as it is; None counts as an empty one."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str | None):
        return node.value or ""
    raise ValueError(f"{node.lineno}: a text to be translated is no literal")


def tell_unfinished(file: Path) -> int:
    """Name each text that waits for its translation; how many there are."""
    count = 0
    for context in ElementTree.parse(file).getroot().iter("context"):
        for message in context.iter("message"):
            if message.find("translation[@type='unfinished']") is not None:
                place, text = context.findtext("name"), message.findtext("source")
                sys.stderr.write(f"{file.name}: unfinished: {place}: {text}\n")
                count += 1
    return count


def run(tool: str, *arguments: str) -> None:
    """A tool of PySide6, silent while all is well."""
    path = Path(sys.executable).with_name(f"pyside6-{tool}")
    subprocess.run([str(path), "-silent", *arguments], check=True)


if __name__ == "__main__":
    sys.exit(main())
