"""The databases as a person types them in the window."""

import pytest

from energy_desktop.adapters.system.machine_settings import MachineSettingsFile
from energy_desktop.app.server_addresses import VARIABLES, without_passwords
from energy_desktop.app.start import Start
from energy_desktop.app.store_profiles import ProfileOpener
from energy_desktop.app.typed_servers import ServersProbe, TypedServers, server_setup
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.server_addresses import Server, ServerAddresses, ServerEntries
from energy_desktop.ports.errors import StoreUnusable, WrongUsage
from tests.app.test_server_addresses import GIVEN, Home, home, quiet_environment

__all__ = ["home", "quiet_environment"]

TYPED = ServerEntries(
    "http://db:9000", "db:8812", "energy", "secret one", "db:27017", "energy", "secret two"
)


async def test_with_nothing_known_the_usual_addresses_stand_there(home: Home) -> None:
    known = await TypedServers(home.start).known()
    assert known.entries == ServerEntries()
    assert not known.are_saved
    assert known.kept == known.fixed == frozenset()


async def test_what_is_saved_stands_there_without_its_passwords(home: Home) -> None:
    home.save(await without_passwords(GIVEN, home.vault))
    known = await TypedServers(home.start).known()
    assert known.entries == ServerEntries(
        "http://db:9000", "db:8812", "energy", "", "mongodb://db/?authSource=energy", "energy", ""
    )
    assert known.are_saved
    assert known.kept == frozenset(Server)


async def test_what_the_environment_gives_stands_there_and_is_fixed(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLES["mongodb_uri"], "mongodb://other:hidden@elsewhere/")
    known = await TypedServers(home.start).known()
    assert (known.entries.mongodb, known.entries.mongodb_user) == ("mongodb://elsewhere/", "other")
    assert known.fixed == {"mongodb_uri"}
    assert Server.MONGODB in known.kept


async def test_an_address_that_is_none_is_not_shown(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLES["questdb_pg"], "a password by mistake")
    known = await TypedServers(home.start).known()
    assert known.entries.questdb_pg == ServerEntries().questdb_pg


async def test_a_user_of_its_own_for_writing_stays_in_its_address(home: Home) -> None:
    home.save(
        ServerAddresses(
            "http::addr=db:9000;username=writer;", "host=db user=reader", "mongodb://db"
        )
    )
    known = await TypedServers(home.start).known()
    assert known.entries.questdb_user == "reader"
    assert known.entries.questdb_http == "http::addr=db:9000;username=writer;"


async def test_what_is_typed_becomes_connection_strings(home: Home) -> None:
    meant = await TypedServers(home.start).addresses(TYPED)
    assert meant.questdb_ilp == "http::addr=db:9000;username=energy;password=secret one;"
    assert "password='secret one'" in meant.questdb_pg
    assert meant.mongodb_uri == "mongodb://energy:secret+two@db:27017"
    assert {"secret one", "secret two"} <= set(home.secrets)


async def test_an_empty_password_means_the_kept_one(home: Home) -> None:
    home.save(await without_passwords(GIVEN, home.vault))
    typed = TypedServers(home.start)
    meant = await typed.addresses((await typed.known()).entries)
    assert meant.questdb_ilp == GIVEN.questdb_ilp
    assert meant.mongodb_uri == GIVEN.mongodb_uri


async def test_the_environment_wins_over_what_is_typed_and_is_never_stored(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = "mongodb://other:hidden@elsewhere/"
    monkeypatch.setenv(VARIABLES["mongodb_uri"], given)

    async def works(_opener: ProfileOpener, _addresses: ServerAddresses) -> None:
        return None

    monkeypatch.setattr(ProfileOpener, "try_servers", works)
    setup = server_setup(home.start)
    assert (await TypedServers(home.start).addresses(TYPED)).mongodb_uri == given
    await setup.save(TYPED)
    saved = MachineSettingsFile(home.paths.settings).settings.servers
    assert saved.questdb_ilp == "http::addr=db:9000;username=energy;"
    assert saved.mongodb_uri == ""
    text = home.paths.settings.read_text("utf-8")
    assert "secret" not in text
    assert "hidden" not in text
    assert await home.vault.read("questdb_pg_password") == "secret one"
    assert await home.vault.read("mongodb_uri_password") is None


@pytest.mark.parametrize("server", Server)
async def test_a_user_without_a_password_is_told_before_anybody_is_asked(
    home: Home, server: Server
) -> None:
    typed = await TypedServers(home.start).addresses(ServerEntries())
    with pytest.raises(WrongUsage) as raised:
        await ServersProbe(ProfileOpener(home.start)).sign_in(server, typed)
    assert raised.value.problem.code is ProblemCode.DATABASE_PASSWORD_MISSING


class _Refusing(ProfileOpener):
    """Both databases are away once something is said to them."""

    def __init__(self, start: Start, reason: str) -> None:
        super().__init__(start)
        self._reason = reason

    async def try_mongodb(self, addresses: ServerAddresses) -> str:
        raise StoreUnusable(ProblemCode.STORE_AWAY, path="db", reason=self._reason)


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("SSL handshake failed", ProblemCode.DATABASE_TLS_FAILED),
        ("connection closed", ProblemCode.DATABASE_NOT_UNDERSTOOD),
    ],
)
async def test_who_takes_connections_and_says_nothing_is_no_such_server(
    home: Home, reason: str, code: ProblemCode
) -> None:
    probe = ServersProbe(_Refusing(home.start, reason))
    with pytest.raises(StoreUnusable) as raised:
        await probe.sign_in(Server.MONGODB, GIVEN)
    assert raised.value.problem.code is code
