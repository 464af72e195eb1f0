import logging
import pickle
import traceback
from collections.abc import Iterator

import pytest
from websockets.asyncio.server import ServerConnection, serve

from energy_desktop.adapters.home_assistant.credentials import Token
from energy_desktop.adapters.home_assistant.home import HomeAssistant
from energy_desktop.ports.errors import EnergyDesktopError
from tests.adapters.home_assistant.conftest import GroupSpawn, MakeHome, ignore_progress
from tests.adapters.home_assistant.scripted_home import ScriptedHome

SECRET = ScriptedHome.token


@pytest.fixture
def everything_logged(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """All records of all loggers, also of those that someone sets to DEBUG by name."""
    wire = logging.getLogger("energy_desktop.adapters.home_assistant.transport.wire")
    before = wire.level
    wire.setLevel(logging.DEBUG)
    with caplog.at_level(logging.DEBUG):
        yield caplog
    wire.setLevel(before)


def by_the_client(caplog: pytest.LogCaptureFixture) -> str:
    """All that was logged, but not by the server of the test, which has to know the token."""
    records = [each for each in caplog.records if each.name != "websockets.server"]
    return "\n".join(f"{record.__dict__}" for record in records)


def shown(error: BaseException) -> str:
    """An error as the most talkative handler shows it: with all local variables."""
    described = traceback.TracebackException.from_exception(error, capture_locals=True)
    return "".join(described.format()) + repr(error)


async def failure(home: HomeAssistant) -> EnergyDesktopError:
    """How a connection fails, without the local variables of the test itself."""
    try:
        await home.connect(ignore_progress)
    except EnergyDesktopError as error:
        return error
    raise AssertionError("it did not fail")


def test_a_token_shows_itself_on_request_only() -> None:
    token = Token(SECRET)
    assert token.reveal() == SECRET
    assert SECRET not in f"{token} {token!r} {token:}"
    with pytest.raises(TypeError):
        pickle.dumps(token)


async def test_a_home_does_not_show_its_token(home_at: MakeHome) -> None:
    home = home_at("http://home.example")
    assert SECRET not in f"{home} {home!r} {home.address} {vars(home)}"


async def test_nothing_of_the_token_is_logged_at_any_level(
    home: ScriptedHome, home_at: MakeHome, everything_logged: pytest.LogCaptureFixture
) -> None:
    home.answer("config/entity_registry/list", [])
    link = await home_at(home.url).connect(ignore_progress)
    await link.registry()
    await link.close()
    assert SECRET not in by_the_client(everything_logged)


async def test_a_refusal_does_not_show_the_token(
    home: ScriptedHome, spawn: GroupSpawn, everything_logged: pytest.LogCaptureFixture
) -> None:
    wrong = "wrong-token-that-is-a-secret-too"
    error = await failure(HomeAssistant(home.url, wrong, spawn))
    assert wrong not in shown(error)
    assert wrong not in by_the_client(everything_logged)


async def test_a_loss_in_the_authentication_does_not_show_the_token(home_at: MakeHome) -> None:
    async def leave(connection: ServerConnection) -> None:
        await connection.send('{"type":"auth_required"}')
        await connection.recv()
        connection.transport.abort()

    async with serve(leave, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        error = await failure(home_at(f"http://127.0.0.1:{port}"))
    assert SECRET not in shown(error)


async def test_an_invalid_address_does_not_show_the_token(spawn: GroupSpawn) -> None:
    def make() -> EnergyDesktopError:
        try:
            HomeAssistant("nonsense", SECRET, spawn)
        except EnergyDesktopError as error:
            return error
        raise AssertionError("it was accepted")

    assert SECRET not in shown(make())
