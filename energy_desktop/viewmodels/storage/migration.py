"""The way of the data to the other profile: begun, watched, cancelled."""

from PySide6.QtCore import QObject, Signal

from energy_desktop.model.machine_settings import ProfileName
from energy_desktop.model.migration import MigrationStage, MigrationState
from energy_desktop.services.migration.migrations import Migrations
from energy_desktop.viewmodels.step_rows import StepRow
from energy_desktop.viewmodels.storage.migration_words import MigrationWords
from energy_desktop.viewmodels.wording import Wording

_MINUTE = 60
_COUNTED = (MigrationStage.READINGS, MigrationStage.STATISTICS)


class MigrationViewModel(QObject):
    """It goes on when the window is closed or speaks another language."""

    changed = Signal()
    """Anything of it is another."""
    switched = Signal()
    """The data are in the other profile now."""

    def __init__(
        self,
        migrations: Migrations,
        *,
        is_profile_given: bool,
        wording: Wording | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`is_profile_given`: this start was told which profile to open."""
        super().__init__(parent)
        self._migrations = migrations
        self._is_given = is_profile_given
        self._words = MigrationWords(wording or Wording(), self)
        self._are_servers_saved = False
        self._is_cancelling = False
        self._profile = migrations.profile
        self._stop_listening = migrations.listen(self._look)

    def stop(self) -> None:
        """Watch no more; what is on its way goes on."""
        self._stop_listening()

    # What the person does.

    def begin(self) -> None:
        """Copy everything to the other profile and use it from then on."""
        if self.can_begin:
            self._is_cancelling = False
            self._migrations.begin(self.to)

    def cancel(self) -> None:
        """Leave everything as it is."""
        if self.can_cancel:
            self._is_cancelling = True
            self.changed.emit()
            self._migrations.cancel()

    def servers_are_saved(self, are_saved: bool) -> None:
        """Whether there are servers to which the data can go."""
        self._are_servers_saved = are_saved
        self.changed.emit()

    # What the card shows.

    @property
    def to(self) -> ProfileName:
        """Where the data can be moved."""
        if self._migrations.profile is ProfileName.EMBEDDED:
            return ProfileName.SERVERS
        return ProfileName.EMBEDDED

    @property
    def is_running(self) -> bool:
        """Whether data are on their way."""
        return self._state.is_running

    @property
    def can_begin(self) -> bool:
        """Whether the button does something."""
        return not self.is_running and not self.reason_not

    @property
    def can_cancel(self) -> bool:
        """Whether it can be broken off here."""
        return self._state.can_cancel and not self._is_cancelling

    @property
    def title(self) -> str:
        """Of the card."""
        if self.to is ProfileName.SERVERS:
            return self.tr("Move to the servers")
        return self.tr("Move back to this computer")

    @property
    def button(self) -> str:
        """What stands on the button that begins."""
        if self.to is ProfileName.SERVERS:
            return self.tr("Copy to servers and switch")
        return self.tr("Copy back and switch")

    @property
    def explanation(self) -> str:
        """What the button does."""
        return self.tr(
            "Copies everything, compares both by entity and day, and only then switches."
            " Recording goes on meanwhile; nothing is restarted. What is copied from is kept. An"
            " interrupted copy goes on where it was."
        )

    @property
    def reason_not(self) -> str:
        """Why the data cannot be moved now; empty where they can."""
        if self._is_given:
            return self.tr(
                "This start was told which profile to use, by --profile or"
                " ENERGY_DESKTOP_PROFILE, and that wins over what is chosen here. Start Energy"
                " Desktop without it to move the data."
            )
        if self.to is ProfileName.SERVERS and not self._are_servers_saved:
            return self.tr("First test and save the addresses of both databases above.")
        return ""

    @property
    def amount(self) -> str:
        """How much is done, beside the progress."""
        progress = self._state.progress
        if progress is None:
            return ""
        if self._is_cancelling:
            return self.tr("cancelling …")
        return self._words.amount(progress)

    @property
    def estimate(self) -> str:
        """How long the present stage still takes; empty where nobody can tell."""
        left = self._state.seconds_left
        if left is None or self._is_cancelling:
            return ""
        if left < _MINUTE:
            return self.tr("less than a minute left")
        return self.tr("about {minutes} min left").format(minutes=round(left / _MINUTE))

    @property
    def share(self) -> float | None:
        """Of the present stage, 0 to 1; None where nobody can tell."""
        progress = self._state.progress
        if progress is None or progress.stage not in _COUNTED:
            return None
        return progress.share

    @property
    def steps(self) -> tuple[StepRow, ...]:
        """The stages of what is on its way."""
        progress = self._state.progress
        return () if progress is None else self._words.steps(progress)

    @property
    def outcome(self) -> StepRow | None:
        """How the last one ended, and what that means."""
        return self._words.outcome(self._state)

    @property
    def kept(self) -> str:
        """Where the stores are that were copied from, and how to remove them."""
        return self._words.kept(self._state)

    @property
    def _state(self) -> MigrationState:
        return self._migrations.state

    def _look(self) -> None:
        if not self._state.is_running:
            self._is_cancelling = False
        self.changed.emit()
        if self._migrations.profile is not self._profile:
            self._profile = self._migrations.profile
            self.switched.emit()
