"""A question over the window; the loop goes on while it stands there."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from energy_desktop.viewmodels.questions import Question
from energy_desktop.views.fonts import TITLE, font
from energy_desktop.views.stylesheet import stylesheet
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.button import PRIMARY, Button
from energy_desktop.views.widgets.card import label
from energy_desktop.views.widgets.paragraph import Paragraph

_WIDTH = 440


class QuestionDialog(QDialog):
    """Opened with `open()`; Return agrees, Escape declines."""

    def __init__(self, theme: Theme, question: Question, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(question.title)
        self.setAccessibleName(question.title)
        self.setAccessibleDescription(question.text)
        title = label(question.title, strong=True)
        title.setFont(font(TITLE * 3 // 4, strong=True))
        title.setWordWrap(True)
        self.agree = Button(theme, question.agree, kind=PRIMARY)
        self.decline = Button(theme, question.decline)
        self.agree.setDefault(True)
        self.agree.clicked.connect(self.accept)
        self.decline.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.decline)
        buttons.addWidget(self.agree)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(title)
        column.addWidget(Paragraph(question.text, is_muted=False))
        column.addSpacing(8)
        column.addLayout(buttons)
        self.setStyleSheet(stylesheet(theme.tokens))
        self.setFixedWidth(_WIDTH)
        self.setFixedHeight(column.heightForWidth(_WIDTH))
        self.finished.connect(
            lambda result: question.answer(result == QDialog.DialogCode.Accepted.value)
        )
        self.finished.connect(self.deleteLater)
