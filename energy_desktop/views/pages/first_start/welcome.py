"""The first scene: what this is, and three ways to begin."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from energy_desktop.viewmodels.first_start import FirstStartViewModel
from energy_desktop.views.fonts import TITLE
from energy_desktop.views.mdi import draw_icon
from energy_desktop.views.pages.first_start.choice_button import ChoiceButton
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.paragraph import Paragraph

_SIGN = 40


class _Sign(QWidget):
    """The program's sign, in the theme's accent."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(_SIGN, _SIGN)
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter, tokens = QPainter(self), self._theme.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(tokens.accent))
        painter.setBrush(QColor(tokens.accent))
        painter.drawRoundedRect(QRectF(0.5, 0.5, _SIGN - 1, _SIGN - 1), 9, 9)
        draw_icon(painter, "flash", QRectF(7, 7, 26, 26), QColor(tokens.on_accent))


class WelcomeScene(QWidget):
    """Each choice says what it does and how long that takes."""

    def __init__(self, theme: Theme, viewmodel: FirstStartViewModel) -> None:
        super().__init__()
        self.find_home = ChoiceButton(
            theme,
            "home-search-outline",
            self.tr("Find my Home Assistant"),
            self.tr("Looks in your network. Two minutes."),
        )
        self.give_address = ChoiceButton(
            theme,
            "form-textbox",
            self.tr("Give its address"),
            self.tr("For a Home Assistant elsewhere, or behind a name of its own."),
        )
        self.try_demo = ChoiceButton(
            theme,
            "play-circle-outline",
            self.tr("Try the demo home"),
            self.tr("Ten years of a simulated house. Nothing is connected."),
        )
        self.find_home.clicked.connect(viewmodel.find)
        self.give_address.clicked.connect(viewmodel.give_address)
        self.try_demo.clicked.connect(viewmodel.try_demo)
        title = Paragraph(
            self.tr("Your home’s energy, recorded for good"),
            size=TITLE,
            strong=True,
            is_muted=False,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(_Sign(theme))
        column.addSpacing(16)
        column.addWidget(title)
        column.addSpacing(8)
        column.addWidget(
            Paragraph(
                self.tr(
                    "Energy Desktop reads from Home Assistant, keeps every reading on this"
                    " computer, and sends nothing anywhere else."
                )
            )
        )
        column.addSpacing(20)
        choices = QVBoxLayout()
        choices.setSpacing(12)
        for button in (self.find_home, self.give_address, self.try_demo):
            choices.addWidget(button)
        column.addLayout(choices)
        column.addStretch(1)
