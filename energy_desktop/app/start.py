"""What a start of the program was given, for everything that it makes."""

import os
from collections.abc import Callable
from dataclasses import dataclass

from energy_desktop.adapters.keyring_vault import EnvironmentVault, KeyringVault
from energy_desktop.app.demo import DemoOptions
from energy_desktop.app.paths import Paths
from energy_desktop.model.machine_settings import ProfileName
from energy_desktop.ports.vault import Vault

TOKEN_VARIABLE = "ENERGY_DESKTOP_HA_TOKEN"


@dataclass(frozen=True, slots=True)
class Start:
    """Folders, the demo home if it is one, and who is told of every secret."""

    paths: Paths
    demo: DemoOptions | None
    on_secret: Callable[[str], None]
    """Keeps a secret out of the log from then on."""
    profile: ProfileName = ProfileName.EMBEDDED
    """Where the data are kept."""
    is_profile_given: bool = False
    """Whether it was chosen for this start, and not in the settings."""

    def vault(self) -> Vault:
        """The keyring; a token in the environment is used instead and never stored."""
        keyring = KeyringVault(account_prefix=str(self.paths.data), on_secret=self.on_secret)
        token = os.environ.get(TOKEN_VARIABLE)
        if not token:
            return keyring
        self.on_secret(token)
        return EnvironmentVault(token, keyring)

    @property
    def keeps_token(self) -> bool:
        """Whether a typed token goes to the keyring: one in the environment is used instead."""
        return not os.environ.get(TOKEN_VARIABLE)
