"""A token given in the environment: used instead of a stored one, and never stored."""

from energy_desktop.ports.vault import Vault


class EnvironmentVault:
    """Implements `ports.vault.Vault`: one secret comes from outside, all others from beneath.

    Reading the one needs no keyring.
    """

    def __init__(self, secret: str, beneath: Vault, name: str = "home_assistant_token") -> None:
        self._secret = secret
        self._beneath = beneath
        self._name = name

    async def read(self, name: str) -> str | None:
        """The secret of the environment, or what is stored beneath."""
        return self._secret if name == self._name else await self._beneath.read(name)

    async def write(self, name: str, secret: str) -> None:
        """Keep a secret beneath, unless it is the environment's."""
        if secret != self._secret:
            await self._beneath.write(name, secret)

    async def remove(self, name: str) -> None:
        """Forget a stored secret; the environment's stays."""
        await self._beneath.remove(name)
