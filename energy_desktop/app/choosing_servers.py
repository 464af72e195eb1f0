"""The command that tests and remembers the databases; it needs no open stores."""

from typing import Any

from energy_desktop.adapters.system.machine_settings import MachineSettingsFile
from energy_desktop.app.server_addresses import addresses_in_use, without_passwords
from energy_desktop.app.start import Start
from energy_desktop.app.store_profiles import ProfileOpener
from energy_desktop.services.server_choice import ServerChoice


async def choose_servers(start: Start, *, save: bool) -> dict[str, Any]:
    """Test the databases in use, and keep their addresses if wanted."""
    vault = start.vault()
    choice = ServerChoice(
        lambda: MachineSettingsFile(start.paths.settings),
        ProfileOpener(start).try_servers,
        lambda addresses: without_passwords(addresses, vault),
    )
    addresses = await addresses_in_use(start)
    if save:
        await choice.save(addresses)
    else:
        await choice.test(addresses)
    return {"questdb": "ok", "mongodb": "ok", "saved": save}
