"""The addresses of the databases: out of the environment, or out of settings and keyring."""

import os
from collections.abc import Callable, Mapping
from dataclasses import replace

from energy_desktop.adapters.mongodb import address as mongodb
from energy_desktop.adapters.questdb import passwords as questdb
from energy_desktop.adapters.system.machine_settings import MachineSettingsFile
from energy_desktop.app.start import Start
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.server_addresses import ServerAddresses
from energy_desktop.ports.errors import WrongUsage
from energy_desktop.ports.vault import Vault

VARIABLES: Mapping[str, str] = {
    "questdb_ilp": "ENERGY_DESKTOP_QUESTDB_ILP",
    "questdb_pg": "ENERGY_DESKTOP_QUESTDB_PG",
    "mongodb_uri": "ENERGY_DESKTOP_MONGODB_URI",
}
"""By field of `ServerAddresses`; what they name is used and never stored."""

_Split = Callable[[str], tuple[str, str | None]]
_Join = Callable[[str, str], str]

_FORMS: Mapping[str, tuple[_Split, _Join]] = {
    "questdb_ilp": (questdb.ilp_without_password, questdb.ilp_with_password),
    "questdb_pg": (questdb.pg_without_password, questdb.pg_with_password),
    "mongodb_uri": (mongodb.without_password, mongodb.with_password),
}


async def addresses_in_use(start: Start) -> ServerAddresses:
    """All three, with passwords; the environment wins over what is stored.

    Raises WrongUsage naming what is missing, VaultUnusable where a password is needed that
    the keyring does not give. Every password is kept out of the log from then on.
    """
    saved = MachineSettingsFile(start.paths.settings).settings.servers
    given = given_addresses()
    found = {name: given.get(name, "") for name in VARIABLES}
    for name in VARIABLES:
        stored = getattr(saved, name)
        if name not in given and stored:
            found[name] = await _with_stored_password(start.vault(), name, stored)
    missing = [VARIABLES[name] for name, address in found.items() if not address]
    if missing:
        raise WrongUsage(ProblemCode.SERVERS_NOT_CONFIGURED, missing=" and ".join(missing))
    addresses = ServerAddresses(**found)
    keep_out_of_log(start, addresses)
    return addresses


def given_addresses() -> dict[str, str]:
    """Those of the environment, by field of `ServerAddresses`."""
    found = {name: os.environ.get(variable, "") for name, variable in VARIABLES.items()}
    return {name: address for name, address in found.items() if address}


def keep_out_of_log(start: Start, addresses: ServerAddresses) -> None:
    """No address and no password of it is logged from now on; WrongUsage where one is none."""
    for name, (split, _) in _FORMS.items():
        address = getattr(addresses, name)
        start.on_secret(address)
        _, password = split(address)
        if password:
            start.on_secret(password)


async def without_passwords(addresses: ServerAddresses, vault: Vault) -> ServerAddresses:
    """The addresses as they may be stored, once their passwords are in the keyring.

    Where one has none, an earlier one is forgotten; an empty address stays as it is.
    """
    for name, (split, _) in _FORMS.items():
        address = getattr(addresses, name)
        if not address:
            continue
        kept, password = split(address)
        if password is not None:
            await vault.write(secret_name(name), password)
        else:
            await vault.remove(secret_name(name))
        addresses = replace(addresses, **{name: kept})
    return addresses


async def _with_stored_password(vault: Vault, name: str, address: str) -> str:
    split, join = _FORMS[name]
    if split(address)[1] is not None:  # a person wrote it into the file
        return address
    password = await vault.read(secret_name(name))
    return address if password is None else join(address, password)


def secret_name(name: str) -> str:
    """Under which the password of an address is in the keyring."""
    return f"{name}_password"
