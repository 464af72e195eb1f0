"""The databases as a person types them in the window: read, understood, tested."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from energy_desktop.adapters.mongodb import address as mongodb
from energy_desktop.adapters.questdb import typed_addresses as questdb
from energy_desktop.adapters.questdb.address import QuestDbAddress
from energy_desktop.adapters.questdb.passwords import ilp_without_password
from energy_desktop.adapters.system import network
from energy_desktop.adapters.system.machine_settings import MachineSettingsFile
from energy_desktop.app.server_addresses import (
    VARIABLES,
    given_addresses,
    keep_out_of_log,
    secret_name,
    without_passwords,
)
from energy_desktop.app.start import Start
from energy_desktop.app.store_profiles import ProfileOpener
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.server_addresses import (
    SERVER_NAMES,
    KnownServers,
    Server,
    ServerAddresses,
    ServerEntries,
)
from energy_desktop.model.server_test import Endpoint
from energy_desktop.ports.errors import EnergyDesktopError, StoreUnusable, VaultUnusable, WrongUsage
from energy_desktop.services.server_choice import ServerChoice
from energy_desktop.services.server_setup import ServerSetup
from energy_desktop.services.server_test import ServerTest

_SIGNS_OF_TLS = ("ssl", "tls", "certificate")

T = TypeVar("T")


def server_setup(start: Start) -> ServerSetup:
    """What the settings of the window ask."""
    opener, vault = ProfileOpener(start), start.vault()

    async def keep(addresses: ServerAddresses) -> ServerAddresses:
        ours = replace(addresses, **dict.fromkeys(given_addresses(), ""))
        return await without_passwords(ours, vault)

    return ServerSetup(
        TypedServers(start),
        ServerTest(ServersProbe(opener)),
        ServerChoice(lambda: MachineSettingsFile(start.paths.settings), opener.try_servers, keep),
    )


class TypedServers:
    """Implements `ports.server_forms.ServerForms`."""

    def __init__(self, start: Start) -> None:
        self._start = start
        self._vault = start.vault()

    async def known(self) -> KnownServers:
        """What a form begins with."""
        given, saved = given_addresses(), self._saved()
        found = {name: given.get(name) or getattr(saved, name) for name in VARIABLES}
        kept = set()
        for server, name in ((Server.QUESTDB, "questdb_pg"), (Server.MONGODB, "mongodb_uri")):
            if name in given or (found[name] and await self._password(name)):
                kept.add(server)
        return KnownServers(_entries(found), frozenset(kept), frozenset(given), all(found.values()))

    async def addresses(self, entries: ServerEntries) -> ServerAddresses:
        """The connection strings that are meant."""
        given = given_addresses()
        typed: dict[str, tuple[Callable[[str, str, str], str], str, str, str]] = {
            "questdb_ilp": (
                questdb.ilp_typed,
                entries.questdb_http,
                entries.questdb_user,
                entries.questdb_password,
            ),
            "questdb_pg": (
                questdb.pg_typed,
                entries.questdb_pg,
                entries.questdb_user,
                entries.questdb_password,
            ),
            "mongodb_uri": (
                mongodb.typed,
                entries.mongodb,
                entries.mongodb_user,
                entries.mongodb_password,
            ),
        }
        meant = {}
        for name, (write, address, user, password) in typed.items():
            meant[name] = given.get(name) or write(
                address, user.strip(), password or await self._password(name) or ""
            )
        addresses = ServerAddresses(**meant)
        keep_out_of_log(self._start, addresses)
        return addresses

    async def _password(self, name: str) -> str | None:
        """The one that is kept for the saved address; None as well where no keyring answers."""
        if not getattr(self._saved(), name):
            return None
        try:
            return await self._vault.read(secret_name(name))
        except VaultUnusable:
            return None

    def _saved(self) -> ServerAddresses:
        return MachineSettingsFile(self._start.paths.settings).settings.servers


def _entries(found: dict[str, str]) -> ServerEntries:
    """What is known, and usual addresses for what is not."""
    entries = ServerEntries()
    ilp, pg = found["questdb_ilp"], found["questdb_pg"]
    written = _read(questdb.ilp_to_type, ilp)
    asked = _read(questdb.pg_to_type, pg)
    if asked is not None:
        entries = replace(entries, questdb_pg=asked[0], questdb_user=asked[1])
    if written is not None:
        address, user = written
        if asked is None or not asked[1]:
            entries = replace(entries, questdb_user=user)
        elif user and user != asked[1]:
            address, _ = ilp_without_password(ilp)
        entries = replace(entries, questdb_http=address)
    kept = _read(mongodb.to_type, found["mongodb_uri"])
    if kept is not None:
        entries = replace(entries, mongodb=kept[0], mongodb_user=kept[1])
    return entries


def _read(split: Callable[[str], T], address: str) -> T | None:
    """None for what is not there, or no address: it is not shown, for it may hold a password."""
    if not address:
        return None
    try:
        return split(address)
    except WrongUsage:
        return None


class ServersProbe:
    """Implements `ports.server_probe.ServerProbe`."""

    def __init__(self, opener: ProfileOpener) -> None:
        self._opener = opener

    def endpoints(self, server: Server, addresses: ServerAddresses) -> tuple[Endpoint, ...]:
        """The ports that have to answer."""
        if server is Server.QUESTDB:
            return QuestDbAddress.of(addresses.questdb_ilp, addresses.questdb_pg).endpoints
        return mongodb.endpoints(addresses.mongodb_uri)

    async def resolve(self, endpoint: Endpoint) -> str:
        """The IP address behind a name."""
        return await network.resolve(endpoint)

    async def knock(self, server: Server, endpoint: Endpoint) -> float:
        """Seconds until a port takes a connection."""
        return await network.knock(endpoint, SERVER_NAMES[server])

    async def sign_in(self, server: Server, addresses: ServerAddresses) -> str:
        """Name and version of what answers."""
        if _lacks_password(server, addresses):
            raise WrongUsage(ProblemCode.DATABASE_PASSWORD_MISSING, server=SERVER_NAMES[server])
        is_questdb = server is Server.QUESTDB
        attempt = self._opener.try_questdb if is_questdb else self._opener.try_mongodb
        try:
            return await attempt(addresses)
        except StoreUnusable as error:
            if error.problem.code is not ProblemCode.STORE_AWAY:
                raise
            raise _not_as_expected(server, error) from error


def _lacks_password(server: Server, addresses: ServerAddresses) -> bool:
    """Whether a user is named without what proves it; the drivers only call that no address."""
    if server is Server.QUESTDB:
        ilp = addresses.questdb_ilp
        return bool(questdb.ilp_to_type(ilp)[1]) and ilp_without_password(ilp)[1] is None
    uri = addresses.mongodb_uri
    has_other_proof = "authMechanism=" in uri
    has_user = bool(mongodb.to_type(uri)[1])
    return has_user and mongodb.without_password(uri)[1] is None and not has_other_proof


def _not_as_expected(server: Server, error: StoreUnusable) -> EnergyDesktopError:
    """The ports took connections, so what is wrong is what was said on them."""
    path, reason = error.problem.parameters["path"], str(error.problem.parameters["reason"])
    if any(sign in reason.lower() for sign in _SIGNS_OF_TLS):
        return StoreUnusable(ProblemCode.DATABASE_TLS_FAILED, path=path, reason=reason)
    return StoreUnusable(
        ProblemCode.DATABASE_NOT_UNDERSTOOD, path=path, server=SERVER_NAMES[server], reason=reason
    )
