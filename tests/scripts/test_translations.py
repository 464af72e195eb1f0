"""Which texts `make translations` finds in the source."""

import ast
from collections import Counter
from pathlib import Path

import pytest

from energy_desktop.model.sentences import SENTENCES
from scripts.translations import PACKAGE, Text, all_texts, texts_in

SOURCE = """
from PySide6.QtCore import QCoreApplication, QObject

def outside(count: int) -> str:
    return QCoreApplication.translate("Now", "%n sensors", "", count)

class Page(QObject):
    def words(self, count: int) -> list[str]:
        return [
            self.tr("Now"),
            self.tr("System", "language"),
            self.tr("a long"
                    " text"),
            self.tr("%n days", None, count),
            QCoreApplication.translate("messages", SENTENCES[code]),
            painter.translate(1, 2),
        ]

class Other(QObject):
    title = staticmethod(lambda self: self.tr("Now"))
"""


def test_every_way_of_translating_is_found_with_its_place() -> None:
    assert set(texts_in(SOURCE)) == {
        Text("Now", "%n sensors", has_number=True),
        Text("Page", "Now"),
        Text("Page", "System", "language"),
        Text("Page", "a long text"),
        Text("Page", "%n days", has_number=True),
        Text("Other", "Now"),
    }


@pytest.mark.parametrize("hidden", ["name", "f'{count} rows'", "'a' + 'b'"])
def test_a_text_that_no_translator_can_see_is_refused(hidden: str) -> None:
    with pytest.raises(ValueError, match=r"^2: a text to be translated is no literal$"):
        list(texts_in(f"class Page:\n    words = self.tr({hidden})\n"))


def test_the_sentences_of_all_errors_are_found() -> None:
    found = {text.source for text in all_texts() if text.context == "messages"}
    assert {message.what for message in SENTENCES.values()} <= found
    assert {message.remedy for message in SENTENCES.values() if message.remedy} <= found


def test_a_text_has_a_number_everywhere_or_nowhere() -> None:
    places = Counter((text.context, text.source, text.comment) for text in all_texts())
    assert [place for place, times in places.items() if times > 1] == []


def test_no_class_that_counts_is_a_base_of_another() -> None:
    """Qt looks for a text with a number under the name of the object's own class alone."""
    counting = {text.context for text in all_texts() if text.has_number}
    bases = {
        ast.unparse(base)
        for room in ("viewmodels", "views")
        for path in Path(PACKAGE / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
        for base in node.bases
    }
    assert counting & bases == set()
