"""Settings › Entities: search, filters, the table, and what pressing the button would do."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget

from energy_desktop.viewmodels.entities import EntitiesViewModel
from energy_desktop.viewmodels.page_state import Emptiness, PageState, Phase
from energy_desktop.views.mdi import icon_pixmap
from energy_desktop.views.pages.settings.entity_search import EntitySearch
from energy_desktop.views.pages.settings.entity_view import EntityView
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.button import PRIMARY, Button
from energy_desktop.views.widgets.card import Card, label
from energy_desktop.views.widgets.empty import EmptyCard, TableOutline, set_up_text
from energy_desktop.views.widgets.notice_column import NoticeColumn
from energy_desktop.views.widgets.paragraph import Paragraph
from energy_desktop.views.widgets.progress_line import ProgressLine

_TEXT_FIRST = 1000


class EntityActions(QWidget):
    """*Discover entities* and *Track N entities*; an empty list offers its one action itself."""

    def __init__(self, theme: Theme, viewmodel: EntitiesViewModel) -> None:
        super().__init__()
        self._viewmodel = viewmodel
        self.discover = Button(theme, self.tr("Discover entities"), "access-point")
        self.track = Button(theme, viewmodel.apply_text, kind=PRIMARY)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.discover)
        row.addWidget(self.track)
        self.discover.clicked.connect(lambda: viewmodel.discover())
        self.track.clicked.connect(viewmodel.apply)
        viewmodel.summary_changed.connect(self._show)
        viewmodel.state_changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        has_rows = self._viewmodel.state.has_content
        self.track.setVisible(has_rows)
        self.discover.setVisible(has_rows)
        self.track.show_text(self._viewmodel.apply_text)
        self.track.setEnabled(self._viewmodel.can_apply)
        self.discover.setEnabled(not self._viewmodel.is_discovering)


class EntityList(QWidget):
    """Search, chips, table and the sentence below; for *Settings* and the first start."""

    home_wanted = Signal()
    """The person wants to set up Home Assistant first."""

    def __init__(self, theme: Theme, viewmodel: EntitiesViewModel) -> None:
        super().__init__()
        self._theme = theme
        self._viewmodel = viewmodel
        self._above = EntitySearch(theme, viewmodel)
        self.search, self.chips = self._above.field, self._above.chips
        self.table = EntityView(theme, viewmodel.table)
        self._nothing = label("", muted=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty = EmptyCard(theme, TableOutline(theme))
        self._card = self._table_card()
        self._notices = NoticeColumn(theme, 16)
        self._info, self._summary = QLabel(), label("", strong=True)
        self._consequence = Paragraph()
        self._laid_out()
        self._progress = ProgressLine(theme, self)
        self._wire()
        self._show_summary()
        self._show_state()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the progress along the top edge."""
        super().resizeEvent(event)
        self._progress.setGeometry(0, 0, self.width(), 2)

    def _table_card(self) -> Card:
        card = Card(self.tr("Entities"))
        card.body.setContentsMargins(1, 1, 1, 6)
        room = QWidget()
        stack = QStackedLayout(room)
        stack.setStackingMode(QStackedLayout.StackingMode.StackAll)
        stack.addWidget(self.table)
        stack.addWidget(self._nothing)
        self._nothing.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        stack.setCurrentWidget(self._nothing)
        card.body.addWidget(room, 1)
        return card

    def _laid_out(self) -> None:
        self._info.setFixedSize(16, 16)
        self.foot = QWidget()
        foot = QHBoxLayout(self.foot)
        foot.setContentsMargins(0, 12, 0, 0)
        foot.setSpacing(8)
        foot.addWidget(self._info, 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self._summary, 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self._consequence, _TEXT_FIRST)
        foot.addStretch(1)  # takes what the widest text leaves
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._above)
        column.addWidget(self._notices)
        column.addWidget(self._card, 1)
        column.addWidget(self.empty, 1)
        column.addWidget(self.foot)

    def _wire(self) -> None:
        viewmodel = self._viewmodel
        self.table.all_ticked.connect(viewmodel.tick_shown)
        find = QShortcut(QKeySequence("Ctrl+F"), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self._find)
        viewmodel.summary_changed.connect(self._show_summary)
        viewmodel.state_changed.connect(self._show_state)
        self._theme.changed.connect(self._paint_info)
        self._paint_info()

    def _find(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _show_summary(self) -> None:
        viewmodel = self._viewmodel
        self.table.show_all_ticked(viewmodel.shown_ticks)
        self._summary.setText(viewmodel.summary)
        self._consequence.setText(viewmodel.consequence)
        self._nothing.setText(viewmodel.nothing_found)

    def _show_state(self) -> None:
        state = self._viewmodel.state
        has_rows = state.has_content
        self._card.setVisible(has_rows)
        self.foot.setVisible(has_rows)
        self._above.setVisible(has_rows)
        self.empty.setVisible(not has_rows)
        if not has_rows:
            self._tell_emptiness(state)
        self._progress.set_busy(state.is_busy)
        self._notices.tell(state.notices)

    def _tell_emptiness(self, state: PageState) -> None:
        if state.phase is Phase.LOADING:
            self.empty.tell(state.waiting_for)
            return
        if state.emptiness is Emptiness.NOT_CONFIGURED:
            self.empty.tell(
                self.tr("No Home Assistant yet"),
                self.tr("Connect one first. Then you choose here what is recorded of it."),
            )
            self.empty.offer(set_up_text(state.emptiness), self.home_wanted.emit)
        elif state.emptiness is Emptiness.NOTHING_TRACKED:
            self.empty.tell(
                self.tr("No entities yet"),
                self.tr(
                    "Home Assistant has named no sensor of power, energy, gas or water so far."
                ),
            )
            self.empty.offer(self.tr("Discover entities"), lambda: self._viewmodel.discover())
        else:
            self.empty.tell(
                self.tr("No entities yet"),
                self.tr("Home Assistant can be asked what it has as soon as it is connected."),
            )

    def _paint_info(self) -> None:
        colour = QColor(self._theme.tokens.accent)
        self._info.setPixmap(icon_pixmap("information", 16, colour, self.devicePixelRatioF()))
