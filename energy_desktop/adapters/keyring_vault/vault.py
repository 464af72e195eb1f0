"""The operating system's keyring."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from energy_desktop.adapters.keyring_vault.backend import find_backend
from energy_desktop.adapters.keyring_vault.daemon_call import call_on_daemon_thread
from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import VaultUnusable

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

T = TypeVar("T")

TIMEOUT = 60.0
"""Seconds for one call: a dialog may ask a person for the password of the keyring."""


class KeyringVault:
    """Implements `ports.vault.Vault`; the keyring is asked away from the loop, one at a time.

    Raises VaultUnusable: `VAULT_MISSING` where the machine has no keyring that is fit,
    `VAULT_FAILED` where it does not open or does not answer within `timeout` seconds.
    """

    def __init__(
        self,
        service: str = "energy-desktop",
        account_prefix: str = "",
        on_secret: Callable[[str], None] = lambda _: None,
        timeout: float = TIMEOUT,
        find: "Callable[[], KeyringBackend | None]" = find_backend,
    ) -> None:
        """`account_prefix` keeps the secrets of several homes apart.

        `on_secret` is told every secret before anybody can log it.
        """
        self._service = service
        self._account_prefix = account_prefix
        self._on_secret = on_secret
        self._timeout = timeout
        self._find = find
        self._one_at_a_time = asyncio.Lock()

    async def read(self, name: str) -> str | None:
        """The secret, or None when there is none."""
        account = self._account(name)
        secret = await self._ask(lambda keyring: keyring.get_password(self._service, account))
        if secret is not None:
            self._on_secret(secret)
        return secret

    async def write(self, name: str, secret: str) -> None:
        """Keep a secret."""
        account = self._account(name)
        self._on_secret(secret)

        def write(keyring: "KeyringBackend") -> None:
            keyring.set_password(self._service, account, secret)

        await self._ask(write, secret)

    async def remove(self, name: str) -> None:
        """Forget a secret; nothing happens when there is none."""
        account = self._account(name)

        def remove(keyring: "KeyringBackend") -> None:
            if keyring.get_password(self._service, account) is not None:
                keyring.delete_password(self._service, account)

        await self._ask(remove)

    def _account(self, name: str) -> str:
        return f"{self._account_prefix}:{name}" if self._account_prefix else name

    async def _ask(self, question: "Callable[[KeyringBackend], T]", secret: str = "") -> T:
        """The keyring's answer; no error says the secret."""

        def ask() -> T:
            try:
                keyring = self._find()
                if keyring is None:
                    raise VaultUnusable(ProblemCode.VAULT_MISSING)
                return question(keyring)
            except VaultUnusable:
                raise
            except Exception as error:  # noqa: BLE001 -- backends raise what their drivers do
                raise _unusable(error, secret) from None

        try:
            async with asyncio.timeout(self._timeout), self._one_at_a_time:
                return await call_on_daemon_thread(ask)
        except TimeoutError:
            reason = f"no answer within {self._timeout:g} seconds"
            raise VaultUnusable(ProblemCode.VAULT_FAILED, reason=reason) from None


def _unusable(error: Exception, secret: str) -> VaultUnusable:
    """The port's error for one of the keyring's."""
    from keyring.errors import NoKeyringError

    if isinstance(error, NoKeyringError):
        return VaultUnusable(ProblemCode.VAULT_MISSING)
    reason = f"{type(error).__name__}: {error}"
    if secret:
        reason = reason.replace(secret, "…")
    return VaultUnusable(ProblemCode.VAULT_FAILED, reason=reason)
