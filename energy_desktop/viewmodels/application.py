"""Settings › Application: theme, language, what closing does."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QObject, Signal

from energy_desktop.model.machine_settings import Language, MachineSettings, ThemeChoice
from energy_desktop.ports.machine_settings import MachineSettingsStore
from energy_desktop.viewmodels.notices import Notice, Severity, translated
from energy_desktop.viewmodels.parameters import in_words
from energy_desktop.viewmodels.wording import Wording


class ApplicationViewModel(QObject):
    """Every change holds at once and is kept."""

    changed = Signal()
    """`settings` or `notice` are others."""
    language_changed = Signal()
    """The window is to speak another language."""

    def __init__(
        self, store: MachineSettingsStore, *, has_tray: bool, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._store = store
        self.has_tray = has_tray

    @property
    def settings(self) -> MachineSettings:
        """What holds now."""
        return self._store.settings

    @property
    def notice(self) -> Notice | None:
        """Why changes are not kept."""
        problem = self._store.problem
        if problem is None:
            return None
        return Notice(
            Severity.WARNING,
            QCoreApplication.translate("Notices", "Settings of this computer are not kept"),
            translated(in_words(problem, Wording())),
            self.tr("Until then the defaults hold, and changes last until the program ends."),
            "",
        )

    def choose_theme(self, theme: ThemeChoice) -> None:
        """Light, dark, or as the system says."""
        self._save(replace(self.settings, theme=theme))

    def choose_language(self, language: Language) -> None:
        """English, German, or as the system says."""
        if language is not self.settings.language:
            self._save(replace(self.settings, language=language))
            self.language_changed.emit()

    def close_to_tray(self, does: bool) -> None:
        """Whether closing the window leaves the recorder in the tray."""
        self._save(replace(self.settings, close_to_tray=does))

    def tray_was_told(self) -> None:
        """The person knows where the window went: never say it again."""
        self._save(replace(self.settings, told_of_tray=True))

    def _save(self, settings: MachineSettings) -> None:
        self._store.save(settings)
        self.changed.emit()
