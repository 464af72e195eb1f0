"""What happens when the person closes the window."""

from PySide6.QtCore import QObject, Signal

from energy_desktop.viewmodels.application import ApplicationViewModel
from energy_desktop.viewmodels.questions import Question


class ClosingViewModel(QObject):
    """Into the tray where there is one, said once; where there is none, it asks."""

    hide_wanted = Signal()
    """The window goes, the program stays in the tray."""
    leave_wanted = Signal()
    """The program is to end."""
    asked = Signal(object)
    """A `Question` for the person."""
    told = Signal(str, str)
    """A title and a sentence for the desktop's notification."""

    def __init__(self, application: ApplicationViewModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._application = application
        self._is_asking = False

    def close(self) -> None:
        """The person closed the window."""
        settings = self._application.settings
        if not self._application.has_tray:
            self._ask()
        elif settings.close_to_tray:
            self.hide_wanted.emit()
            if not settings.told_of_tray:
                self._application.tray_was_told()
                self._tell()
        else:
            self.leave_wanted.emit()

    def _tell(self) -> None:
        self.told.emit(
            self.tr("Energy Desktop keeps recording"),
            self.tr("It is in the tray. “Quit” in its menu, or Ctrl+Q in the window, ends it."),
        )

    def _ask(self) -> None:
        if self._is_asking:
            return
        self._is_asking = True
        self.asked.emit(
            Question(
                self.tr("Stop recording and quit?"),
                self.tr(
                    "This desktop has no tray that Energy Desktop could stay in. What your home"
                    " uses until the next start is fetched from Home Assistant then, as long as"
                    " Home Assistant keeps it (10 days, unless you changed that)."
                ),
                self.tr("Quit"),
                self.tr("Keep it open"),
                self._answered,
            )
        )

    def _answered(self, agrees: bool) -> None:
        self._is_asking = False
        if agrees:
            self.leave_wanted.emit()
