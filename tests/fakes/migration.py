"""A migration that goes as far as the test lets it."""

import asyncio
from collections.abc import AsyncGenerator

from energy_desktop.model.machine_settings import ProfileName
from energy_desktop.model.migration import MigrationProgress, MigrationReport
from energy_desktop.ports.errors import EnergyDesktopError


class FakeMigration:
    """Stands in for `services.migration.migration.Migration`: takes its steps, then waits."""

    def __init__(self) -> None:
        self.steps: list[MigrationProgress | MigrationReport] = []
        self.failure: EnergyDesktopError | None = None
        self.may_end = asyncio.Event()
        self.runs: list[tuple[ProfileName, ProfileName]] = []
        self.was_closed = False

    async def run(
        self, present: ProfileName, to: ProfileName
    ) -> AsyncGenerator[MigrationProgress | MigrationReport, None]:
        self.runs.append((present, to))
        try:
            for step in self.steps:
                yield step
            if self.failure is not None:
                raise self.failure
            await self.may_end.wait()
        finally:
            self.was_closed = True
