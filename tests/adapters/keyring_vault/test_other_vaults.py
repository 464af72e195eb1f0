"""Vaults that are no keyring."""

from energy_desktop.adapters.keyring_vault import EnvironmentVault, MemoryVault

TOKEN = "home_assistant_token"


async def test_memory_keeps_a_secret_until_it_is_forgotten() -> None:
    vault = MemoryVault()
    await vault.write(TOKEN, "a")
    assert await vault.read(TOKEN) == "a"
    await vault.remove(TOKEN)
    await vault.remove(TOKEN)
    assert await vault.read(TOKEN) is None


async def test_the_token_of_the_environment_wins_over_a_stored_one() -> None:
    beneath = MemoryVault()
    await beneath.write(TOKEN, "stored")
    assert await EnvironmentVault("given", beneath).read(TOKEN) == "given"


async def test_the_token_of_the_environment_is_never_stored() -> None:
    beneath = MemoryVault()
    await EnvironmentVault("given", beneath).write(TOKEN, "given")
    assert await beneath.read(TOKEN) is None


async def test_other_secrets_go_to_the_vault_beneath() -> None:
    beneath = MemoryVault()
    vault = EnvironmentVault("given", beneath)
    await vault.write("questdb", "b")
    assert await vault.read("questdb") == await beneath.read("questdb") == "b"
    await vault.remove("questdb")
    assert await beneath.read("questdb") is None
