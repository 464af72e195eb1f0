"""Texts of some lines: their pitch, their first line, their words."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFontMetrics, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from energy_desktop.views.fonts import BODY, CAPTION, LINE_PITCH, TITLE, font
from energy_desktop.views.widgets.card import label
from energy_desktop.views.widgets.paragraph import Paragraph

_WORDS = "Every reading is kept on this computer, and sent nowhere else. "
_WIDTH = 320


def rows_with_ink(widget: QWidget) -> list[int]:
    """Where something is painted, from the top."""
    widget.setStyleSheet("QLabel { background: white; color: black; }")
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    return [
        y
        for y in range(image.height())
        if any(image.pixelColor(x, y).value() < 128 for x in range(image.width()))
    ]


def shown(widget: QLabel, height: int = 0) -> QLabel:
    """As a layout would place it."""
    widget.resize(_WIDTH, height or max(widget.heightForWidth(_WIDTH), widget.sizeHint().height()))
    return widget


@pytest.mark.parametrize("size", [CAPTION, BODY, TITLE])
def test_lines_follow_each_other_at_the_pitch_of_their_size(size: int) -> None:
    line = "H" * 8
    one, four = (Paragraph("\n".join([line] * count), size=size) for count in (1, 4))
    pitch = (four.heightForWidth(_WIDTH) - one.heightForWidth(_WIDTH)) / 3
    assert pitch == LINE_PITCH[size]
    ink = rows_with_ink(shown(four))
    tops = [row for row in ink if row - 1 not in ink]
    assert [top - tops[0] for top in tops] == [LINE_PITCH[size] * n for n in range(4)]


def test_wrapped_lines_do_so_as_well() -> None:
    paragraph = Paragraph(_WORDS * 4)
    lines = (paragraph.heightForWidth(_WIDTH) - QFontMetrics(font()).height()) / LINE_PITCH[BODY]
    assert lines == int(lines) >= 3
    assert paragraph.heightForWidth(2000) == paragraph.heightForWidth(paragraph.maximumWidth())


@pytest.mark.parametrize("size", [CAPTION, BODY])
@pytest.mark.parametrize("height", [0, 40])
def test_one_line_stands_where_a_label_beside_it_stands(size: int, height: int) -> None:
    beside, paragraph = label("Hx", size), Paragraph("Hx", size=size)
    assert paragraph.heightForWidth(_WIDTH) == beside.sizeHint().height()
    assert rows_with_ink(shown(paragraph, height)) == rows_with_ink(shown(beside, height))


def test_what_it_shows_is_no_markup() -> None:
    text = "<b>5 < 6</b> & “more”\n  indented"
    paragraph = Paragraph(text)
    assert paragraph.text() == text
    assert paragraph.sizeHint().width() > Paragraph("5 < 6").sizeHint().width()


def test_it_is_read_aloud_without_its_form() -> None:
    paragraph = Paragraph("Nothing & nobody is lost.")
    interface = QAccessible.queryAccessibleInterface(paragraph)
    assert interface.text(QAccessible.Text.Name) == "Nothing & nobody is lost."


def test_its_words_can_be_taken_by_the_keyboard() -> None:
    paragraph = Paragraph(_WORDS.strip(), is_selectable=True)
    flags = paragraph.textInteractionFlags() | Qt.TextInteractionFlag.TextSelectableByKeyboard
    paragraph.setTextInteractionFlags(flags)
    shown(paragraph).show()
    QTest.keyClick(paragraph, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert paragraph.selectedText() == _WORDS.strip()
