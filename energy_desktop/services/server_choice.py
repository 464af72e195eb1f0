"""The databases of the servers profile, tested before they are remembered."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict, replace

from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.server_addresses import ServerAddresses
from energy_desktop.ports.errors import EnergyDesktopError, VaultUnusable
from energy_desktop.ports.machine_settings import MachineSettingsStore

Try = Callable[[ServerAddresses], Awaitable[None]]
"""Connects to both databases and changes nothing; raises what is wrong with them."""
KeepPasswords = Callable[[ServerAddresses], Awaitable[ServerAddresses]]
"""Puts the passwords into the keyring; the addresses that may be stored, without them.

One that is empty is not stored. Raises VaultUnusable.
"""
ReadSettings = Callable[[], MachineSettingsStore]
"""The settings of this machine as they are now: another process may have changed them."""


class ServerChoice:
    """Tests addresses, and remembers none that does not work."""

    def __init__(
        self, read_settings: ReadSettings, attempt: Try, keep_passwords: KeepPasswords
    ) -> None:
        self._read_settings = read_settings
        self._attempt = attempt
        self._keep_passwords = keep_passwords

    async def test(self, addresses: ServerAddresses) -> None:
        """Raises StoreUnusable, or WrongUsage for what is no address."""
        await self._attempt(addresses)

    async def save(self, addresses: ServerAddresses) -> None:
        """Test, then keep the passwords in the keyring and the rest in the settings, or nothing.

        The profile in use stays as it is: `migrate` changes that.
        """
        await self.test(addresses)
        machine = self._read_settings()
        if machine.problem is not None:
            raise _of(machine)
        try:
            kept = await self._keep_passwords(addresses)
        except VaultUnusable as error:
            raise _not_kept(error) from error
        stored = {name: address for name, address in asdict(kept).items() if address}
        servers = replace(machine.settings.servers, **stored)
        machine.save(replace(machine.settings, servers=servers))
        if machine.problem is not None:
            raise _of(machine)


def _of(machine: MachineSettingsStore) -> EnergyDesktopError:
    assert machine.problem is not None
    return EnergyDesktopError(machine.problem.code, **machine.problem.parameters)


def _not_kept(error: VaultUnusable) -> VaultUnusable:
    if error.problem.code is ProblemCode.VAULT_MISSING:
        return VaultUnusable(ProblemCode.PASSWORD_WITHOUT_KEYRING)
    reason = error.problem.parameters["reason"]
    return VaultUnusable(ProblemCode.PASSWORD_NOT_KEPT, reason=reason)
