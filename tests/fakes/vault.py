"""Vaults for programs that need no secrets, or hold them in memory."""

from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import VaultUnusable


class NoVault:
    """Implements `ports.vault.Vault`; never asked."""

    async def read(self, name: str) -> str | None:
        raise AssertionError(name)

    async def write(self, name: str, secret: str) -> None:
        raise AssertionError(name)

    async def remove(self, name: str) -> None:
        raise AssertionError(name)


class MemoryVault:
    """Implements `ports.vault.Vault`; missing on demand, as on a machine without a keyring."""

    def __init__(self) -> None:
        self.secrets: dict[str, str] = {}
        self.is_missing = False

    async def read(self, name: str) -> str | None:
        self._look()
        return self.secrets.get(name)

    async def write(self, name: str, secret: str) -> None:
        self._look()
        self.secrets[name] = secret

    async def remove(self, name: str) -> None:
        self._look()
        self.secrets.pop(name, None)

    def _look(self) -> None:
        if self.is_missing:
            raise VaultUnusable(ProblemCode.VAULT_MISSING)
