"""Secrets that end with the program."""


class MemoryVault:
    """Implements `ports.vault.Vault` for the demo home, which has nothing to hide."""

    def __init__(self) -> None:
        self._secrets: dict[str, str] = {}

    async def read(self, name: str) -> str | None:
        """The secret, or None when there is none."""
        return self._secrets.get(name)

    async def write(self, name: str, secret: str) -> None:
        """Keep a secret until the program ends."""
        self._secrets[name] = secret

    async def remove(self, name: str) -> None:
        """Forget a secret; nothing happens when there is none."""
        self._secrets.pop(name, None)
