"""The *Now* page."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QGraphicsOpacityEffect,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from energy_desktop.viewmodels.hues import Hue
from energy_desktop.viewmodels.line_words import names_of_spans
from energy_desktop.viewmodels.live_line import Span
from energy_desktop.viewmodels.now import NowViewModel
from energy_desktop.viewmodels.page_state import Emptiness, Phase
from energy_desktop.views.fonts import CAPTION, HERO, TITLE
from energy_desktop.views.mdi import icon_pixmap
from energy_desktop.views.pages.device_table import DeviceTable
from energy_desktop.views.pages.flow_picture import FlowPictureView
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.card import Card, CardHead, label, rule
from energy_desktop.views.widgets.empty import EmptyCard
from energy_desktop.views.widgets.figure import FigureLabel
from energy_desktop.views.widgets.notice import NoticeCard
from energy_desktop.views.widgets.progress_line import ProgressLine
from energy_desktop.views.widgets.segmented import Segmented

_GAP = 16
_DIMMED = 0.55
_NARROW = 860
"""Below this width the flow picture stands under the figure."""
_TWO_COLUMNS_FROM = 8
_TWO_COLUMNS_WIDTH = 760
_SPANS = tuple(Span)


class _Headline(QWidget):
    """The large figure, where it comes from, and what causes it."""

    def __init__(self, theme: Theme, viewmodel: NowViewModel) -> None:
        super().__init__()
        self._theme = theme
        self._viewmodel = viewmodel
        self._label = label("", muted=True)
        self._figure = FigureLabel(theme, HERO, 72, TITLE, gap=8)
        self._as_of = label("", size=CAPTION, muted=True)
        self._sentence = label("")
        self._sentence.setWordWrap(True)
        self._icon = QLabel()
        self._icon.setFixedSize(20, 20)
        self._cause = label("")
        self._cause.setTextFormat(Qt.TextFormat.RichText)
        self._caveat = label("", size=CAPTION, muted=True)
        self._caveat.setWordWrap(True)
        self._shown_icon = ""
        self.setMinimumWidth(292)
        self.setMaximumWidth(420)
        self._lay_out()
        viewmodel.headline_changed.connect(self._show)
        viewmodel.state_changed.connect(self._show)
        theme.changed.connect(self._paint_icon)
        self._show()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._label)
        column.addWidget(self._figure)
        column.addWidget(self._as_of)
        column.addSpacing(14)
        column.addWidget(self._sentence)
        column.addSpacing(14)
        cause = QHBoxLayout()
        cause.setSpacing(8)
        cause.addWidget(self._icon)
        cause.addWidget(self._cause)
        cause.addStretch(1)
        column.addLayout(cause)
        column.addWidget(self._caveat)
        column.addStretch(1)

    def _show(self) -> None:
        shown, state = self._viewmodel.headline, self._viewmodel.state
        self._label.setText(shown.label)
        self._figure.show_figure(shown.figure)
        as_of = self.tr("as of {time}").format(time=state.as_of) if state.as_of else ""
        self._as_of.setText(as_of)
        self._as_of.setVisible(bool(as_of))
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


class _HeroCard(Card):
    """Figure and flow picture, side by side or one under the other."""

    def __init__(self, theme: Theme, viewmodel: NowViewModel) -> None:
        super().__init__("")
        self._viewmodel = viewmodel
        self.setAccessibleName(self.tr("The home now"))
        self.body.setContentsMargins(24, 14, 24, 14)
        self._flow = FlowPictureView(theme, viewmodel)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(24)
        self._row.addWidget(_padded(_Headline(theme, viewmodel)), 2)
        self._row.addWidget(self._flow, 5)
        self.body.addLayout(self._row)
        viewmodel.flow_changed.connect(self._show_flow)
        self._show_flow()

    def be_narrow(self, is_narrow: bool) -> None:
        """Whether the flow picture stands below."""
        self._row.setDirection(
            QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        )

    def _show_flow(self) -> None:
        self._flow.setVisible(bool(self._viewmodel.flow.nodes))


def _padded(widget: QWidget) -> QWidget:
    outer = QWidget()
    column = QVBoxLayout(outer)
    column.setContentsMargins(0, 10, 0, 0)
    column.addWidget(widget)
    return outer


class _LineCard(Card):
    """The live line; its chart comes after the first paint of the window."""

    def __init__(self, theme: Theme, viewmodel: NowViewModel) -> None:
        super().__init__("")
        self._theme = theme
        self._viewmodel = viewmodel
        self.setAccessibleName(self.tr("Live line"))
        self._head = CardHead("")
        self._choice = Segmented(
            self.tr("How far back"), names_of_spans(), _SPANS.index(viewmodel.span)
        )
        self._choice.chosen.connect(lambda place: viewmodel.choose_span(_SPANS[place]))
        self._head.row.addWidget(self._choice)
        self._room = QVBoxLayout()
        self.body.addWidget(self._head)
        self.body.addSpacing(4)
        self.body.addLayout(self._room, 1)
        self.setMinimumHeight(192)
        viewmodel.line_changed.connect(self._show)
        self._show()

    def add_chart(self) -> None:
        """Make the chart; once."""
        from energy_desktop.views.charts.live_chart import LiveChart

        if not self._room.count():
            self._room.addWidget(LiveChart(self._theme, self._viewmodel))

    def _show(self) -> None:
        for shown, text in (
            (self._head.title, self._viewmodel.line_title),
            (self._head.remark, self._viewmodel.line_remark),
        ):
            if shown.text() != text:
                shown.setText(text)


class _DevicesCard(Card):
    """The ranked list, in two columns where there is room and need."""

    def __init__(self, theme: Theme, viewmodel: NowViewModel) -> None:
        super().__init__("")
        self._model = viewmodel.devices
        self.setAccessibleName(self.tr("Devices now"))
        self.body.setContentsMargins(24, 12, 24, 11)
        head = CardHead(self.tr("Devices now"))
        self._first = DeviceTable(theme, self._model, self.tr("Devices by power"))
        self._second = DeviceTable(theme, self._model, self.tr("Devices by power, continued"))
        columns = QHBoxLayout()
        columns.setSpacing(48)
        columns.addWidget(self._first, 1, Qt.AlignmentFlag.AlignTop)
        columns.addWidget(self._second, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(head)
        self.body.addWidget(rule())
        self.body.addLayout(columns)
        self.body.addStretch(1)
        for changed in (self._model.rowsInserted, self._model.rowsRemoved):
            changed.connect(self._divide)
        self._divide()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Divide the rows anew."""
        super().resizeEvent(event)
        self._divide()

    def _divide(self) -> None:
        count = self._model.rowCount()
        is_divided = count > _TWO_COLUMNS_FROM and self.width() >= _TWO_COLUMNS_WIDTH
        half = (count + 1) // 2 if is_divided else count
        self._first.show_rows(0, half)
        self._second.show_rows(half, count)
        self._second.setVisible(is_divided)


class NowPage(QWidget):
    """Figure, flows, live line, devices; each of the four states has its look."""

    def __init__(
        self,
        theme: Theme,
        viewmodel: NowViewModel,
        try_demo: Callable[[], None] | None = None,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._viewmodel = viewmodel
        self._notices: tuple[object, ...] = ()
        self.setObjectName("page")
        self._hero = _HeroCard(theme, viewmodel)
        self._line = _LineCard(theme, viewmodel)
        self._devices = _DevicesCard(theme, viewmodel)
        self._content = QWidget()
        self._notice_column = QVBoxLayout()
        self._empty = EmptyCard(theme)
        if try_demo is not None:
            self._empty.offer(self.tr("Try the demo home"), try_demo)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._scrolled())
        self._stack.addWidget(self._framed(self._empty))
        self._progress = ProgressLine(theme, self)
        viewmodel.state_changed.connect(self._show)
        self._show()

    def add_chart(self) -> None:
        """Make what is costly to load; after the first paint."""
        self._line.add_chart()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Arrange for the width."""
        super().resizeEvent(event)
        self._hero.be_narrow(event.size().width() < _NARROW)
        self._progress.setGeometry(0, 0, event.size().width(), 2)

    def _scrolled(self) -> QScrollArea:
        inside = QWidget()
        inside.setObjectName("page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 0, 24, 24)
        column.setSpacing(_GAP)
        self._notice_column.setSpacing(_GAP)
        column.addLayout(self._notice_column)
        cards = QVBoxLayout(self._content)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(_GAP)
        cards.addWidget(self._hero)
        cards.addWidget(self._line, 1)
        cards.addWidget(self._devices)
        column.addWidget(self._content, 1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        bar = area.verticalScrollBar()

        def keep_edge(_lowest: int, highest: int) -> None:
            # The scroll bar stands in the margin, so that the cards' edge stays where it is.
            width = bar.sizeHint().width() if highest else 0
            column.setContentsMargins(24, 0, 24 - width, 24)

        bar.rangeChanged.connect(keep_edge)
        return area

    def _framed(self, card: QWidget) -> QWidget:
        outer = QWidget()
        outer.setObjectName("page")
        column = QVBoxLayout(outer)
        column.setContentsMargins(24, 0, 24, 24)
        column.addWidget(card)
        return outer

    def _show(self) -> None:
        state = self._viewmodel.state
        is_empty = state.phase is Phase.EMPTY
        if is_empty:
            self._tell_emptiness(state.emptiness)
        self._stack.setCurrentIndex(1 if is_empty else 0)
        self._progress.set_busy(state.is_busy)
        self._dim(bool(state.as_of) or not state.has_content)
        if state.notices != self._notices:
            self._notices = state.notices
            self._show_notices()

    def _dim(self, is_dimmed: bool) -> None:
        if is_dimmed == (self._content.graphicsEffect() is not None):
            return
        if not is_dimmed:
            self._content.setGraphicsEffect(None)  # type: ignore[arg-type]
            return
        effect = QGraphicsOpacityEffect(self._content)
        effect.setOpacity(_DIMMED)
        self._content.setGraphicsEffect(effect)

    def _show_notices(self) -> None:
        while (item := self._notice_column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for notice in self._viewmodel.state.notices:
            self._notice_column.addWidget(NoticeCard(self._theme, notice))

    def _tell_emptiness(self, emptiness: Emptiness | None) -> None:
        if emptiness is Emptiness.NOT_CONFIGURED:
            self._empty.tell(
                self.tr("No Home Assistant yet"),
                self.tr(
                    "Tell Energy Desktop where your Home Assistant is, and it records what your"
                    " home uses from then on. In a terminal:"
                ),
                ("energy-desktop connect --url http://homeassistant.local:8123 --token-stdin",),
            )
            return
        self._empty.tell(
            self.tr("Nothing is tracked yet"),
            self.tr(
                "Home Assistant is connected. Choose what to record: its own energy dashboard"
                " already names the right sensors. In a terminal:"
            ),
            ("energy-desktop track --energy-prefs",),
        )
