"""How a notice stands on a page, and what its buttons do."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from energy_desktop.viewmodels.notices import Action, Notice, Severity
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.notice import NoticeCard
from tests.views.person import click, every, press, rest

NOTICE = Notice(
    Severity.BAD,
    "Home Assistant is away",
    "It did not answer.",
    "Connecting anew.",
    "13:42",
    "Check that it is on.",
    (Action.TRY_NOW, Action.OPEN_HOME),
)


class Shown:
    """A notice on a screen, and what was asked of it."""

    def __init__(self, qtbot: QtBot, notice: Notice = NOTICE, *, can_act: bool = True) -> None:
        self.asked: list[Action] = []
        self.theme = Theme(is_dark=False)
        act = self.asked.append if can_act else None
        self.card = NoticeCard(self.theme, notice, act)
        qtbot.addWidget(self.card)
        self.card.resize(900, 240)
        self.card.show()
        rest()

    @property
    def buttons(self) -> list[QPushButton]:
        return every(self.card, QPushButton)

    def left_of(self, text: str) -> int:
        label = next(w for w in every(self.card, QLabel) if w.text() == text)
        return label.mapTo(self.card, QPoint(0, 0)).x()

    def texts(self) -> list[str]:
        shown = [w for w in every(self.card, QLabel) if w.text()]
        shown.sort(key=lambda w: (w.mapTo(self.card, QPoint(0, 0)).y(), w.x()))
        return [w.text() for w in shown]


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    return Shown(qtbot)


def test_rows_stand_in_the_order_in_which_they_are_asked(shown: Shown) -> None:
    assert shown.texts() == [
        "Home Assistant is away",
        "What happened", "It did not answer.",
        "Since", "13:42",
        "Being done", "Connecting anew.",
        "What to do", "Check that it is on.",
    ]  # fmt: skip


def test_a_row_without_text_takes_no_room(qtbot: QtBot) -> None:
    bare = Shown(qtbot, Notice(Severity.WARNING, "Not kept", "It is damaged.", "", ""))
    assert bare.texts() == ["Not kept", "What happened", "It is damaged."]
    assert bare.buttons == []


def test_caption_and_text_stand_on_one_line(shown: Shown) -> None:
    labels = {w.text(): w.mapTo(shown.card, QPoint(0, 0)).y() for w in every(shown.card, QLabel)}
    assert labels["What happened"] == labels["It did not answer."]
    assert labels["Since"] - labels["What happened"] == 28
    assert labels["What to do"] == labels["Check that it is on."]


def test_buttons_stand_under_the_texts_the_likeliest_help_first(shown: Shown) -> None:
    first, second = shown.buttons
    assert [b.accessibleName() for b in shown.buttons] == ["Try now", "Open settings"]
    assert (first.property("kind"), second.property("kind")) == ("primary", "normal")
    assert first.mapTo(shown.card, QPoint(0, 0)).x() == shown.left_of("It did not answer.")


def test_a_button_says_which_it_is(shown: Shown) -> None:
    for button in shown.buttons:
        click(button)
    assert shown.asked == [Action.TRY_NOW, Action.OPEN_HOME]


def test_a_button_is_pressed_with_the_keyboard_as_well(shown: Shown) -> None:
    button = shown.buttons[1]
    assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    press(button, Qt.Key.Key_Space)
    assert shown.asked == [Action.OPEN_HOME]


def test_where_nobody_acts_there_are_no_buttons(qtbot: QtBot) -> None:
    assert Shown(qtbot, can_act=False).buttons == []


def test_all_of_it_is_read_aloud(shown: Shown) -> None:
    assert shown.card.accessibleName() == "Home Assistant is away"
    assert shown.card.accessibleDescription() == (
        "It did not answer. Connecting anew. Check that it is on."
    )
