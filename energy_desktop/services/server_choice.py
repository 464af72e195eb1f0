"""The databases of the servers profile, tested before they are remembered."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.server_addresses import ServerAddresses
from energy_desktop.ports.errors import EnergyDesktopError, VaultUnusable
from energy_desktop.ports.machine_settings import MachineSettingsStore

Try = Callable[[ServerAddresses], Awaitable[None]]
"""Connects to both databases and changes nothing; raises what is wrong with them."""
KeepPasswords = Callable[[ServerAddresses], Awaitable[ServerAddresses]]
"""Puts the passwords into the keyring; the addresses without them. Raises VaultUnusable."""


class ServerChoice:
    """Tests addresses, and remembers none that does not work."""

    def __init__(
        self, machine: MachineSettingsStore, attempt: Try, keep_passwords: KeepPasswords
    ) -> None:
        self._machine = machine
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
        try:
            kept = await self._keep_passwords(addresses)
        except VaultUnusable as error:
            raise VaultUnusable(ProblemCode.PASSWORD_NOT_KEPT, reason=_short(error)) from error
        self._machine.save(replace(self._machine.settings, servers=kept))
        if self._machine.problem is not None:
            problem = self._machine.problem
            raise EnergyDesktopError(problem.code, **problem.parameters)


def _short(error: VaultUnusable) -> str:
    return str(error.problem.parameters.get("reason", "there is none"))
