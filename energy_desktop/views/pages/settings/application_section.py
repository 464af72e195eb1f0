"""Settings › Application: theme, language, what closing does."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from energy_desktop.model.machine_settings import Language, ThemeChoice
from energy_desktop.viewmodels.application import ApplicationViewModel
from energy_desktop.viewmodels.notices import Notice
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.card import Card, label, rule
from energy_desktop.views.widgets.notice import NoticeCard
from energy_desktop.views.widgets.paragraph import Paragraph
from energy_desktop.views.widgets.scroll_column import ScrollColumn
from energy_desktop.views.widgets.segmented import Segmented
from energy_desktop.views.widgets.switch import Switch

_THEMES = tuple(ThemeChoice)
_LANGUAGES = tuple(Language)
_WIDEST = 560


class ApplicationSection(ScrollColumn):
    """Every choice holds at once."""

    def __init__(self, theme: Theme, viewmodel: ApplicationViewModel) -> None:
        super().__init__(left=0)
        self._theme = theme
        self._viewmodel = viewmodel
        self._notice: Notice | None = None
        self._notice_card: NoticeCard | None = None
        settings = viewmodel.settings
        themes = (self.tr("System"), self.tr("Light"), self.tr("Dark"))
        self.themes = Segmented(self.tr("Theme"), themes, _THEMES.index(settings.theme))
        languages = (self.tr("System", "language"), "English", "Deutsch")
        self.languages = Segmented(
            self.tr("Language"), languages, _LANGUAGES.index(settings.language)
        )
        self.closing = Switch(theme, self.tr("Close to the tray"))
        self.column.addWidget(self._look_card())
        self.column.addWidget(self._closing_card())
        self.column.addStretch(1)
        self.themes.chosen.connect(lambda place: viewmodel.choose_theme(_THEMES[place]))
        self.languages.chosen.connect(lambda place: viewmodel.choose_language(_LANGUAGES[place]))
        self.closing.clicked.connect(lambda is_on: viewmodel.close_to_tray(is_on))
        viewmodel.changed.connect(self._show)
        self._show()

    def _look_card(self) -> Card:
        card = Card(self.tr("Look and language"))
        card.body.addLayout(
            _row(
                self.tr("Theme"),
                self.tr("Follows your system, or always stays the same."),
                self.themes,
            )
        )
        card.body.addSpacing(12)
        card.body.addWidget(rule())
        card.body.addSpacing(12)
        card.body.addLayout(
            _row(
                self.tr("Language"),
                self.tr("Numbers and dates follow it."),
                self.languages,
            )
        )
        return card

    def _closing_card(self) -> Card:
        card = Card(self.tr("Closing the window"))
        told = (
            self.tr("The window hides, and recording goes on. Quit from the tray or by Ctrl+Q.")
            if self._viewmodel.has_tray
            else self.tr(
                "This desktop has no tray: closing the window asks, and ends recording. To record"
                " without a window, run “energy-desktop record”."
            )
        )
        card.body.addLayout(_row(self.tr("Close to the tray"), told, self.closing))
        return card

    def _show(self) -> None:
        settings = self._viewmodel.settings
        self.themes.select(_THEMES.index(settings.theme))
        self.languages.select(_LANGUAGES.index(settings.language))
        self.closing.setEnabled(self._viewmodel.has_tray)
        self.closing.setChecked(settings.close_to_tray and self._viewmodel.has_tray)
        if self._viewmodel.notice == self._notice:
            return
        self._notice = self._viewmodel.notice
        if self._notice_card is not None:
            self._notice_card.deleteLater()
            self._notice_card = None
        if self._notice is not None:
            self._notice_card = NoticeCard(self._theme, self._notice)
            self.column.insertWidget(0, self._notice_card)


def _row(name: str, explanation: str, control: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(24)
    words = QVBoxLayout()
    words.setSpacing(4)
    words.addWidget(label(name, strong=True))
    beside = QHBoxLayout()
    beside.addWidget(Paragraph(explanation, widest=_WIDEST), _WIDEST)
    beside.addStretch(1)
    words.addLayout(beside)
    row.addLayout(words, 1)
    row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
    return row
