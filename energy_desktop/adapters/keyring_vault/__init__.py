"""Secrets in the operating system's keyring, behind the port `vault`."""

from energy_desktop.adapters.keyring_vault.environment import EnvironmentVault
from energy_desktop.adapters.keyring_vault.memory import MemoryVault
from energy_desktop.adapters.keyring_vault.vault import KeyringVault

__all__ = ["EnvironmentVault", "KeyringVault", "MemoryVault"]
