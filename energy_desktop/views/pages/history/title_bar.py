"""In the title row: which stretch, how long a one, and the export."""

from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from energy_desktop.viewmodels.history.page import HistoryViewModel
from energy_desktop.viewmodels.history.spans import SpanChoice
from energy_desktop.viewmodels.history.words import names_of_choices
from energy_desktop.views.fonts import font
from energy_desktop.views.mdi import draw_icon
from energy_desktop.views.shortcuts import keys_in_words
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.button import Button
from energy_desktop.views.widgets.card import label

_CHOICES = tuple(SpanChoice)


class SpanButtons(QFrame):
    """Side by side; none is pressed while the view has a length of its own."""

    def __init__(self, viewmodel: HistoryViewModel) -> None:
        super().__init__()
        self._viewmodel = viewmodel
        self.setObjectName("segments")
        self.setAccessibleName(self.tr("How much is shown"))
        self.setFixedHeight(32)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        self.buttons = [
            self._button(choice, name)
            for choice, name in zip(_CHOICES, names_of_choices(), strict=True)
        ]
        for button in self.buttons:
            row.addWidget(button)
        viewmodel.picture_changed.connect(self._show)
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Left and right choose the neighbour."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        here = next((i for i, b in enumerate(self.buttons) if b.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
            return
        there = self.buttons[max(0, min(len(self.buttons) - 1, here + step))]
        there.setFocus(Qt.FocusReason.TabFocusReason)
        there.click()

    def _button(self, choice: SpanChoice, name: str) -> QToolButton:
        button = QToolButton()
        button.setText(name)
        button.setAccessibleName(f"{self.accessibleName()}: {name}")
        button.setCheckable(True)
        button.setFont(font())
        button.setFixedHeight(30)
        strong = font(strong=True)
        button.setMinimumWidth(QFontMetrics(strong).horizontalAdvance(name) + 18)
        button.clicked.connect(lambda: self._choose(choice))
        return button

    def _choose(self, choice: SpanChoice) -> None:
        self._viewmodel.navigation.choose(choice)
        self._show()

    def _show(self) -> None:
        chosen = self._viewmodel.navigation.choice
        has_focus = any(button.hasFocus() for button in self.buttons)
        for choice, button in zip(_CHOICES, self.buttons, strict=True):
            button.setChecked(choice is chosen)
            # Tab enters the row once: at the pressed button, or at the first one.
            reached = choice is chosen or (chosen is None and choice is _CHOICES[0])
            policy = Qt.FocusPolicy.StrongFocus if reached else Qt.FocusPolicy.ClickFocus
            if not (has_focus and button.hasFocus()):
                button.setFocusPolicy(policy)


class SpanMenu(Button):
    """The same choice in a menu, where there is no room side by side."""

    def __init__(self, theme: Theme, viewmodel: HistoryViewModel) -> None:
        super().__init__(theme, "", "calendar-range")
        self._viewmodel = viewmodel
        menu = QMenu(self)
        for choice, name in zip(_CHOICES, names_of_choices(), strict=True):
            action = menu.addAction(name)
            action.triggered.connect(partial(self._choose, choice))
        self.clicked.connect(lambda: menu.popup(self.mapToGlobal(self.rect().bottomLeft())))
        viewmodel.picture_changed.connect(self._show)
        self._show()

    def _choose(self, choice: SpanChoice, _is_checked: bool = False) -> None:
        self._viewmodel.navigation.choose(choice)

    def _show(self) -> None:
        chosen = self._viewmodel.navigation.choice
        name = self.tr("Span")
        if chosen is not None:
            name = names_of_choices()[_CHOICES.index(chosen)]
        self.show_text(name)
        self.setAccessibleName(self.tr("How much is shown: {span}").format(span=name))


class ArrowButton(QAbstractButton):
    """A bare chevron of 28."""

    def __init__(self, theme: Theme, icon: str, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._icon = icon
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFixedSize(28, 28)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's."""
        painter, tokens = QPainter(self), self._theme.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isDown() or self.underMouse():
            painter.setBrush(QColor(tokens.line if self.isDown() else tokens.hover))
            painter.drawRoundedRect(box, 6, 6)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 6, 6)
        colour = QColor(tokens.text if self.isEnabled() else tokens.line)
        draw_icon(painter, self._icon, QRectF(4, 4, 20, 20), colour)


class HistoryTitleBar(QWidget):
    """‹ Thu 19 Nov 2026 ›, the spans, *Export*."""

    def __init__(self, theme: Theme, viewmodel: HistoryViewModel) -> None:
        super().__init__()
        self._theme = theme
        self._viewmodel = viewmodel
        self._earlier = self._arrow("chevron-left", self.tr("Earlier"), -1)
        self._later = self._arrow("chevron-right", self.tr("Later"), 1)
        self._title = label(strong=True)
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.spans = SpanButtons(viewmodel)
        self.span_menu = SpanMenu(theme, viewmodel)
        self.span_menu.hide()
        self.export = Button(theme, self.tr("Export"), "export-variant")
        self.export.setToolTip(keys_in_words("Ctrl+E"))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._earlier)
        row.addWidget(self._title)
        row.addWidget(self._later)
        row.addStretch(1)
        row.addWidget(self.spans)
        row.addWidget(self.span_menu)
        row.addWidget(self.export)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        viewmodel.picture_changed.connect(self._show)
        self._show()

    def be_narrow(self, is_narrow: bool) -> None:
        """Whether the spans stand in a menu."""
        self.spans.setVisible(not is_narrow)
        self.span_menu.setVisible(is_narrow)

    def _arrow(self, icon: str, name: str, direction: int) -> "ArrowButton":
        button = ArrowButton(self._theme, icon, name)
        button.clicked.connect(lambda: self._viewmodel.navigation.step(direction))
        return button

    def _show(self) -> None:
        navigation = self._viewmodel.navigation
        if self._title.text() != navigation.title:
            self._title.setText(navigation.title)
            self._title.setAccessibleName(navigation.title)
        self._earlier.setEnabled(navigation.can_go_earlier)
        self._later.setEnabled(navigation.can_go_later)
