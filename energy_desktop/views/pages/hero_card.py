"""What the eye meets first: the large figure, and the picture of where power flows."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from energy_desktop.viewmodels.hues import Hue
from energy_desktop.viewmodels.now import NowViewModel
from energy_desktop.views.fonts import CAPTION, HERO, TITLE
from energy_desktop.views.mdi import icon_pixmap
from energy_desktop.views.pages.flow_picture import FlowPictureView
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.card import Card, label
from energy_desktop.views.widgets.dimming import dim
from energy_desktop.views.widgets.figure import FigureLabel

_BROADEST_TEXT = 720
_ABOVE_AS_OF, _BELOW_AS_OF = 6, 8


class _Words(QWidget):
    """Where the power comes from, and what causes it."""

    def __init__(self, theme: Theme, viewmodel: NowViewModel) -> None:
        super().__init__()
        self._theme = theme
        self._viewmodel = viewmodel
        self._sentence = label("")
        self._sentence.setWordWrap(True)
        self._icon = QLabel()
        self._icon.setFixedSize(20, 20)
        self._cause = label("")
        self._cause.setTextFormat(Qt.TextFormat.RichText)
        self._caveat = label("", size=CAPTION, muted=True)
        self._caveat.setWordWrap(True)
        self._shown_icon = ""
        self._lay_out()
        theme.changed.connect(self._paint_icon)
        viewmodel.headline_changed.connect(self._show)
        self._show()

    def _lay_out(self) -> None:
        cause = QHBoxLayout()
        cause.setSpacing(8)
        cause.addWidget(self._icon)
        cause.addWidget(self._cause)
        cause.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._sentence)
        column.addSpacing(12)
        column.addLayout(cause)
        column.addSpacing(8)
        column.addWidget(self._caveat)
        column.addStretch(1)

    def _show(self) -> None:
        shown = self._viewmodel.headline
        self._sentence.setText(shown.sentence)
        self._caveat.setText(shown.caveat)
        self._caveat.setVisible(bool(shown.caveat))
        for widget in (self._icon, self._cause):
            widget.setVisible(shown.cause is not None)
        if shown.cause is not None:
            semibold = shown.cause.text.replace("<b>", '<span style="font-weight:600">')
            self._cause.setText(semibold.replace("</b>", "</span>"))
            if shown.cause.icon != self._shown_icon:
                self._paint_icon()

    def _paint_icon(self) -> None:
        cause = self._viewmodel.headline.cause
        if cause is not None:
            self._shown_icon = cause.icon
            colour = self._theme.tokens.mark(Hue.HOME)
            self._icon.setPixmap(icon_pixmap(cause.icon, 18, colour, self.devicePixelRatioF()))


class _Headline(QWidget):
    """Label, figure and words; beside each other where the page is narrow."""

    def __init__(self, theme: Theme, viewmodel: NowViewModel) -> None:
        super().__init__()
        self._viewmodel = viewmodel
        self._label = label("", muted=True)
        self._figure = FigureLabel(theme, HERO, 72, TITLE, gap=8)
        self._as_of = label("", size=CAPTION, muted=True)
        self._as_of.setContentsMargins(0, _ABOVE_AS_OF, 0, 0)
        self._words = _Words(theme, viewmodel)
        self._blocks = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._blocks.setContentsMargins(0, 10, 0, 0)
        figure = QVBoxLayout()
        figure.setSpacing(0)
        for widget in (self._label, self._figure, self._as_of):
            figure.addWidget(widget)
        figure.addStretch(1)
        self._blocks.addLayout(figure)
        self._blocks.addWidget(self._words, 1)
        self.setMinimumWidth(292)
        self.be_narrow(False)
        viewmodel.headline_changed.connect(self._show)
        viewmodel.state_changed.connect(self._show)
        self._show()

    @property
    def of_an_earlier_moment(self) -> tuple[QWidget, ...]:
        """What is dimmed while Home Assistant is away."""
        return (self._label, self._figure, self._words)

    def be_narrow(self, is_narrow: bool) -> None:
        """Whether the words stand beside the figure, because the page is narrow."""
        self._blocks.setDirection(
            QBoxLayout.Direction.LeftToRight if is_narrow else QBoxLayout.Direction.TopToBottom
        )
        self._blocks.setSpacing(32 if is_narrow else _BELOW_AS_OF)
        # Its room is kept where the words stand below: they stay where they are when it comes.
        policy = self._as_of.sizePolicy()
        policy.setRetainSizeWhenHidden(not is_narrow)
        self._as_of.setSizePolicy(policy)
        self._words.setContentsMargins(0, 28 if is_narrow else 0, 0, 0)
        self.setMaximumWidth(_BROADEST_TEXT if is_narrow else 420)

    def _show(self) -> None:
        shown, as_of = self._viewmodel.headline, self._viewmodel.state.as_of
        self._label.setText(shown.label)
        self._figure.show_figure(shown.figure)
        self._as_of.setText(self.tr("as of {time}").format(time=as_of))
        self._as_of.setVisible(bool(as_of))


class HeroCard(Card):
    """Figure and flow picture, side by side or one under the other."""

    def __init__(self, theme: Theme, viewmodel: NowViewModel) -> None:
        super().__init__("")
        self._viewmodel = viewmodel
        self.setAccessibleName(self.tr("The home now"))
        self.body.setContentsMargins(23, 13, 23, 13)
        self._headline = _Headline(theme, viewmodel)
        self._flow = FlowPictureView(theme, viewmodel)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(24)
        self._row.addWidget(self._headline, 2)
        self._row.addWidget(self._flow, 5)
        self._row.addStretch(0)
        self.body.addLayout(self._row)
        viewmodel.flow_changed.connect(self._show_flow)
        self._show_flow()

    def be_narrow(self, is_narrow: bool) -> None:
        """Whether the flow picture stands below."""
        self._row.setDirection(
            QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        )
        self._headline.be_narrow(is_narrow)

    def dim(self, is_dimmed: bool) -> None:
        """Whether the figures are not of now."""
        dim((*self._headline.of_an_earlier_moment, self._flow), is_dimmed)

    def _show_flow(self) -> None:
        has_flow = bool(self._viewmodel.flow.nodes)
        self._flow.setVisible(has_flow)
        self._row.setStretch(2, 0 if has_flow else 5)
