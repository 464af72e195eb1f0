"""Moving the data from one profile to the other, wherever the stores are open."""

from dataclasses import replace

from energy_desktop.adapters.system import SystemClock
from energy_desktop.adapters.system.machine_settings import MachineSettingsFile
from energy_desktop.app.start import Start
from energy_desktop.app.store_profiles import ProfileOpener
from energy_desktop.app.wiring import Services
from energy_desktop.model.machine_settings import ProfileName
from energy_desktop.model.messages import Problem
from energy_desktop.services.migration.migration import Migration
from energy_desktop.services.migration.migrations import Migrations
from energy_desktop.services.migration.told import migration_messages


def offer_migration(start: Start, services: Services, profile: ProfileName) -> Migrations:
    """Migrations of these services, whose stores are of this profile; the command starts one too.

    The next start opens what was switched to.
    """
    clock = SystemClock()

    def save(chosen: ProfileName) -> Problem | None:
        file = MachineSettingsFile(start.paths.settings)
        file.save(replace(file.settings, profile=chosen))
        return file.problem

    migration = Migration(
        services.stores,
        ProfileOpener(start),
        services.supervisor,
        clock,
        services.recorder.between_batches,
    )
    migrations = Migrations(profile, services.stores, migration, services.supervisor, clock, save)
    services.control.offer_stream(
        "migrate",
        lambda arguments: migration_messages(migrations.run(ProfileName(str(arguments["to"])))),
    )
    return migrations
