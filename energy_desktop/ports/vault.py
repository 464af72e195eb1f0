"""Where secrets are kept: the operating system's keyring, and nowhere else."""

from typing import Protocol


class Vault(Protocol):
    """Secrets by name."""

    async def read(self, name: str) -> str | None:
        """The secret, or None when there is none.

        Raises VaultUnusable when the keyring is missing or does not open.
        """

    async def write(self, name: str, secret: str) -> None:
        """Keep a secret; VaultUnusable as for `read`."""

    async def remove(self, name: str) -> None:
        """Forget a secret; nothing happens when there is none."""
