"""The command that moves the data from one profile to the other, wherever the stores are open."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import replace
from typing import Any

from energy_desktop.adapters.system import SystemClock
from energy_desktop.adapters.system.machine_settings import MachineSettingsFile
from energy_desktop.app.start import Start
from energy_desktop.app.store_profiles import ProfileOpener
from energy_desktop.app.wiring import Services
from energy_desktop.model.machine_settings import ProfileName
from energy_desktop.ports.recorder_control import Message, Result
from energy_desktop.services.migration.migration import Migration


class Migrating:
    """Answers `migrate`; the next start opens what it switched to."""

    def __init__(self, start: Start) -> None:
        self._start = start
        self.profile = start.profile
        """Where the data are now."""

    def offer(self, services: Services) -> None:
        """Let these services answer the command."""

        async def answer(arguments: Mapping[str, Any]) -> AsyncGenerator[Message, None]:
            migration = Migration(
                services.stores,
                ProfileOpener(self._start),
                services.supervisor,
                SystemClock(),
                services.recorder.between_batches,
            )
            async with aclosing(migration.run(self.profile, str(arguments["to"]))) as messages:
                async for message in messages:
                    if isinstance(message, Result):
                        self._switched(ProfileName(message.value["to"]))
                    yield message

        services.control.offer_stream("migrate", answer)

    def _switched(self, profile: ProfileName) -> None:
        self.profile = profile
        file = MachineSettingsFile(self._start.paths.settings)
        file.save(replace(file.settings, profile=profile))
