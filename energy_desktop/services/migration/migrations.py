"""One migration at a time, whoever asked for it; everybody may see how far it is."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import replace

from energy_desktop.model.machine_settings import ProfileName
from energy_desktop.model.messages import Problem, ProblemCode
from energy_desktop.model.migration import (
    MigrationProgress,
    MigrationReport,
    MigrationStage,
    MigrationState,
)
from energy_desktop.model.storage import StorePlaces
from energy_desktop.ports.clock import Clock
from energy_desktop.ports.errors import EnergyDesktopError, WrongUsage
from energy_desktop.ports.store_opener import Stores
from energy_desktop.services.migration.migration import Migration
from energy_desktop.services.supervisor import Supervisor

_JOB = "migration"
_ESTIMATED_AFTER = 1.0
"""Seconds of a stage; before that an estimate would jump."""


class Migrations:
    """Of the stores that are open; knows in which profile the data are now."""

    def __init__(
        self,
        profile: ProfileName,
        stores: Stores,
        migration: Migration,
        supervisor: Supervisor,
        clock: Clock,
        save: Callable[[ProfileName], Problem | None],
    ) -> None:
        """`save` lets the next start open a profile; it returns why that could not be saved."""
        self.profile = profile
        self.state = MigrationState()
        self._stores = stores
        self._migration = migration
        self._supervisor = supervisor
        self._clock = clock
        self._save = save
        self._listeners: list[Callable[[], None]] = []
        self._stage: tuple[MigrationStage, float] | None = None
        self._has_started = False

    def listen(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Be called after each change of `state`; calling what is returned ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def begin(self, to: ProfileName) -> None:
        """Move the data in the background; nothing happens while they are being moved."""
        if not self.state.is_running:
            self._show(MigrationState(to, MigrationProgress(), can_cancel=True))
            self._has_started = False
            self._supervisor.spawn(_JOB, self._carry_out(to), owner=self)

    def cancel(self) -> None:
        """End what was begun here; the present stores stay in use."""
        self._supervisor.cancel_owner(self)
        if self.state.can_cancel and not self._has_started:  # nothing of it runs any more
            self._show(self._ended(was_cancelled=True))

    async def run(
        self, to: ProfileName
    ) -> AsyncGenerator[MigrationProgress | MigrationReport, None]:
        """Move the data while somebody waits; closing it cancels it. A report comes last."""
        if self.state.is_running:
            raise WrongUsage(ProblemCode.MIGRATION_RUNNING)
        self._show(MigrationState(to, MigrationProgress()))
        async with aclosing(self._steps(to)) as steps:
            async for step in steps:
                yield step

    async def _carry_out(self, to: ProfileName) -> None:
        self._has_started = True
        try:
            async with aclosing(self._steps(to)) as steps:
                async for _ in steps:
                    pass
        except EnergyDesktopError:
            return  # `state` tells it

    async def _steps(
        self, to: ProfileName
    ) -> AsyncGenerator[MigrationProgress | MigrationReport, None]:
        left = self._stores.places
        self._stage = None
        try:
            async with aclosing(self._migration.run(self.profile, to)) as steps:
                async for step in steps:
                    if isinstance(step, MigrationReport):
                        self._show(replace(self.state, progress=None, report=step))
                    else:
                        if step.stage is MigrationStage.CLOSING:
                            self._switched(to, left)
                        self._advanced(step)
                    yield step
        except Exception as error:
            self._show(self._ended(problem=_problem_of(error)))
            raise
        except (asyncio.CancelledError, GeneratorExit):
            self._show(self._ended(was_cancelled=True))
            raise

    def _ended(
        self, *, problem: Problem | None = None, was_cancelled: bool = False
    ) -> MigrationState:
        """The state after something broke it off; once the stores are exchanged, they are."""
        ended = replace(self.state, progress=None, seconds_left=None, can_cancel=False)
        if ended.report is not None or ended.has_switched:
            return ended
        return replace(ended, problem=problem, was_cancelled=was_cancelled)

    def _advanced(self, progress: MigrationProgress) -> None:
        now = self._clock.monotonic()
        if self._stage is None or self._stage[0] is not progress.stage:
            self._stage = progress.stage, now
        elapsed, left = now - self._stage[1], None
        if progress.share and elapsed >= _ESTIMATED_AFTER:
            left = elapsed / progress.share * (1 - progress.share)
        self._show(replace(self.state, progress=progress, seconds_left=left))

    def _switched(self, to: ProfileName, left_at: StorePlaces) -> None:
        self.profile = to
        not_saved = self._save(to)
        self.state = replace(self.state, can_cancel=False, not_saved=not_saved, left_at=left_at)

    def _show(self, state: MigrationState) -> None:
        self.state = state
        for listener in tuple(self._listeners):
            listener()


def _problem_of(error: Exception) -> Problem:
    if isinstance(error, EnergyDesktopError):
        return error.problem
    return Problem(ProblemCode.UNEXPECTED, {"reason": type(error).__name__})
