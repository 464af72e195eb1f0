"""A vault for programs that need no secrets."""


class NoVault:
    """Implements `ports.vault.Vault`; never asked."""

    async def read(self, name: str) -> str | None:
        raise AssertionError(name)

    async def write(self, name: str, secret: str) -> None:
        raise AssertionError(name)

    async def remove(self, name: str) -> None:
        raise AssertionError(name)
