"""A migration in words: its stages, and how it ended."""

from PySide6.QtCore import QObject

from energy_desktop.model.machine_settings import ProfileName
from energy_desktop.model.messages import Problem, ProblemCode
from energy_desktop.model.migration import (
    LEDGER,
    STAGES,
    MigrationProgress,
    MigrationReport,
    MigrationStage,
    MigrationState,
)
from energy_desktop.model.storage import StorePlaces
from energy_desktop.viewmodels.frame import Shape
from energy_desktop.viewmodels.notices import translated
from energy_desktop.viewmodels.step_rows import StepRow
from energy_desktop.viewmodels.wording import Wording


class MigrationWords(QObject):
    """In the language of the window, with the numbers of a locale."""

    def __init__(self, wording: Wording, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notation = wording.notation

    def amount(self, progress: MigrationProgress) -> str:
        """How much of the present stage is done; empty where nobody counts."""
        if progress.stage is MigrationStage.READINGS:
            return self.tr("{done} of {total} readings").format(
                done=self._number(progress.readings), total=self._number(progress.readings_total)
            )
        if progress.stage is MigrationStage.STATISTICS:
            return self.tr("{count} statistics").format(count=self._number(progress.statistics))
        return ""

    def steps(self, progress: MigrationProgress) -> tuple[StepRow, ...]:
        """The stages of what is on its way."""
        return tuple(self._step(stage, progress) for stage in STAGES)

    def outcome(self, state: MigrationState) -> StepRow | None:
        """How the last one ended, and what that means; None while one is on its way."""
        if state.is_running or state.to is None:
            return None
        if state.has_switched:
            problem = state.not_saved
            return self._switched(state) if problem is None else self._not_saved(problem, state.to)
        if state.was_cancelled:
            return StepRow(self.tr("Cancelled"), Shape.PAUSED, self._left_as_it_was(state))
        return None if state.problem is None else self._failed(state.problem, state)

    def kept(self, state: MigrationState) -> str:
        """Where the stores are that were copied from, and how to remove them.

        Empty where they are in use, or will be at the next start.
        """
        if state.is_running or state.left_at is None or state.not_saved is not None:
            return ""
        if state.to is ProfileName.SERVERS:
            return self.tr(
                "What was copied from is kept: {readings} and {settings}. Nothing uses these two"
                " files any more; delete them when you no longer want them."
            ).format(readings=state.left_at.metrics, settings=state.left_at.state)
        return self._kept_on_servers(state.left_at)

    def _kept_on_servers(self, left: StorePlaces) -> str:
        return self.tr(
            "What was copied from is kept, and other programs may still use it. To remove it, drop"
            " the tables {tables} in QuestDB at {readings}, and the database {settings} in MongoDB."
        ).format(tables=", ".join(left.tables), readings=left.metrics, settings=left.state)

    def _step(self, stage: MigrationStage, progress: MigrationProgress) -> StepRow:
        name = {
            MigrationStage.DOCUMENTS: self.tr("Settings"),
            MigrationStage.READINGS: self.tr("Readings"),
            MigrationStage.STATISTICS: self.tr("Statistics"),
            MigrationStage.REST: self.tr("The rest"),
            MigrationStage.CLOSING: self.tr("Switch"),
        }[stage]
        place, reached = STAGES.index(stage), STAGES.index(progress.stage)
        if place > reached:
            return StepRow(name, Shape.PAUSED, self.tr("waiting"))
        if place < reached:
            return StepRow(name, Shape.GOOD, self._done(stage, progress))
        return StepRow(name, Shape.BUSY, self._doing(stage))

    def _done(self, stage: MigrationStage, progress: MigrationProgress) -> str:
        compared = {
            MigrationStage.READINGS: progress.readings,
            MigrationStage.STATISTICS: progress.statistics,
        }.get(stage)
        if compared is None:
            return self.tr("done")
        return self.tr("{count} compared, all equal").format(count=self._number(compared))

    def _doing(self, stage: MigrationStage) -> str:
        return {
            MigrationStage.DOCUMENTS: self.tr("settings of the home, entities, log …"),
            MigrationStage.READINGS: self.tr("compared, and copied where they differ …"),
            MigrationStage.STATISTICS: self.tr("compared, and copied where they differ …"),
            MigrationStage.REST: self.tr("what was recorded meanwhile, and what is covered …"),
            MigrationStage.CLOSING: self.tr("the new stores are in use; closing the old ones …"),
        }[stage]

    def _switched(self, state: MigrationState) -> StepRow:
        title = (
            self.tr("The data are on the servers from now on")
            if state.to is ProfileName.SERVERS
            else self.tr("The data are on this computer from now on")
        )
        if state.report is None:
            told = self.tr("Both are equal, and the new ones are in use.")
        else:
            told = self._figures(state.report)
        return StepRow(title, Shape.GOOD, told)

    def _figures(self, report: MigrationReport) -> str:
        return self.tr(
            "{readings} readings and {statistics} statistics, all compared. Recording waited for"
            " {held} s."
        ).format(
            readings=self._number(report.readings),
            statistics=self._number(report.statistics),
            held=self._notation.decimal(report.held, 2),
        )

    def _not_saved(self, problem: Problem, to: ProfileName) -> StepRow:
        title = self.tr("Moved, but the next start will not know it")
        told = self.tr(
            "{problem} Start Energy Desktop with “--profile {profile}” until the settings say so:"
            " else it opens the data from before."
        )
        text = told.format(problem=translated(problem), profile=to.value)
        return StepRow(title, Shape.BAD, text)

    def _failed(self, problem: Problem, state: MigrationState) -> StepRow:
        title = self.tr("Not switched: the copy is not the same")
        if problem.parameters.get("entity") == LEDGER:
            told = self.tr(
                "What the new stores say is covered is not what the old ones say, so they hold"
                " something beside the copy. Nothing was switched. Empty them, and migrate again."
            )
            return StepRow(title, Shape.BAD, told)
        told = translated(problem)
        if problem.code is ProblemCode.MIGRATION_DIFFERS:
            return StepRow(title, Shape.BAD, told)
        return StepRow(self.tr("Not switched"), Shape.BAD, f"{told} {self._left_as_it_was(state)}")

    def _left_as_it_was(self, state: MigrationState) -> str:
        if state.to is ProfileName.SERVERS:
            return self.tr(
                "The data are on this computer as before. The next copy goes on from what is on"
                " the servers by now."
            )
        return self.tr(
            "The data are on the servers as before. The next copy goes on from what is on this"
            " computer by now."
        )

    def _number(self, count: int) -> str:
        return self._notation.decimal(count, 0)
