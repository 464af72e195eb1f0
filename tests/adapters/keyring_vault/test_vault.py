"""Secrets in a keyring that works, that is missing, that stays locked or never answers."""

from collections.abc import Callable

import pytest
from keyring.backend import KeyringBackend
from keyring.errors import NoKeyringError

from energy_desktop.adapters.keyring_vault import KeyringVault
from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import VaultUnusable
from tests.adapters.keyring_vault.backends import LockedKeyring, MemoryKeyring, WaitingKeyring


def vault_on(
    keyring: KeyringBackend | None,
    prefix: str = "",
    timeout: float = 60,
    on_secret: Callable[[str], None] = lambda _: None,
) -> KeyringVault:
    return KeyringVault(
        account_prefix=prefix, timeout=timeout, find=lambda: keyring, on_secret=on_secret
    )


async def test_a_secret_is_kept_and_read_and_forgotten() -> None:
    vault = vault_on(MemoryKeyring())
    assert await vault.read("token") is None
    await vault.write("token", "first")
    await vault.write("token", "second")
    assert await vault.read("token") == "second"
    await vault.remove("token")
    assert await vault.read("token") is None


async def test_forgetting_what_was_never_kept_does_nothing() -> None:
    await vault_on(MemoryKeyring()).remove("token")


async def test_homes_do_not_share_their_secrets() -> None:
    keyring = MemoryKeyring()
    await vault_on(keyring, "/data/one").write("token", "one")
    await vault_on(keyring, "/data/two").write("token", "two")
    assert await vault_on(keyring, "/data/one").read("token") == "one"
    assert {service for service, _ in keyring.secrets} == {"energy-desktop"}


async def test_the_keyring_is_asked_away_from_the_loop() -> None:
    keyring = MemoryKeyring()
    await vault_on(keyring).write("token", "a")
    assert keyring.threads == {"keyring"}


async def test_every_secret_is_told_before_it_can_be_logged() -> None:
    told: list[str] = []
    vault = vault_on(MemoryKeyring(), on_secret=told.append)
    await vault.write("token", "a")
    await vault.read("token")
    await vault.read("none")
    assert told == ["a", "a"]


async def test_a_machine_without_a_keyring_is_said_to_have_none() -> None:
    with pytest.raises(VaultUnusable, match="ENERGY_DESKTOP_HA_TOKEN") as failure:
        await vault_on(None).write("token", "a")
    assert failure.value.problem.code is ProblemCode.VAULT_MISSING


async def test_a_backend_that_finds_no_keyring_is_no_keyring() -> None:
    class Vanished(MemoryKeyring):
        def get_password(self, service: str, username: str) -> str | None:
            raise NoKeyringError("gone")

    with pytest.raises(VaultUnusable) as failure:
        await vault_on(Vanished()).read("token")
    assert failure.value.problem.code is ProblemCode.VAULT_MISSING


async def test_a_keyring_that_stays_locked_is_named_with_its_reason() -> None:
    with pytest.raises(VaultUnusable, match="Failed to unlock") as failure:
        await vault_on(LockedKeyring()).read("token")
    assert failure.value.problem.code is ProblemCode.VAULT_FAILED


async def test_no_error_tells_the_secret() -> None:
    with pytest.raises(VaultUnusable, match="OSError") as failure:
        await vault_on(LockedKeyring()).write("token", "hunter2")
    assert "hunter2" not in str(failure.value)


async def test_a_dialog_that_nobody_answers_ends_and_the_next_question_is_asked() -> None:
    keyring = WaitingKeyring()
    vault = vault_on(keyring, timeout=0.05)
    with pytest.raises(VaultUnusable, match=r"no answer within 0\.05 seconds"):
        await vault.read("token")
    keyring.answered.set()
    assert await vault.read("token") is None
