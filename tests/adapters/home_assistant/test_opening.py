import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import trustme
from websockets.asyncio.server import ServerConnection, serve

from energy_desktop.adapters.home_assistant import failures, handshake, requests, transport
from energy_desktop.adapters.home_assistant.address import Address
from energy_desktop.adapters.home_assistant.home import HomeAssistant
from energy_desktop.model.home import ConnectionState
from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import (
    EnergyDesktopError,
    HomeProtocolError,
    HomeRefused,
    HomeUnreachable,
)
from tests.adapters.home_assistant.conftest import GroupSpawn, MakeHome, ignore_progress
from tests.adapters.home_assistant.raw_servers import answering, leaving, page, serving, silent
from tests.adapters.home_assistant.scripted_home import ScriptedHome


async def failure_of(home: HomeAssistant) -> EnergyDesktopError:
    """The error with which a connection fails."""
    with pytest.raises(EnergyDesktopError) as failed:
        await home.connect(ignore_progress)
    return failed.value


@pytest.fixture
def little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (transport, handshake):
        monkeypatch.setattr(module, "CONNECT_TIMEOUT", 0.2)


@pytest.fixture
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def certificate(authority: trustme.CA) -> ssl.SSLContext:
    """A server's side of TLS, for `localhost` alone, by an authority nobody knows."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    return context


@asynccontextmanager
async def speaking(*frames: str | bytes) -> AsyncIterator[str]:
    """A WebSocket server that says something at once and then only listens."""

    async def visit(connection: ServerConnection) -> None:
        for frame in frames:
            await connection.send(frame)
        await connection.wait_closed()

    async with serve(visit, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def test_connecting_passes_through_its_states(home: ScriptedHome, home_at: MakeHome) -> None:
    states: list[ConnectionState] = []
    link = await home_at(home.url).connect(states.append)
    assert states == [
        ConnectionState.CONNECTING,
        ConnectionState.AUTHENTICATING,
        ConnectionState.PREPARING,
    ]
    assert link.version == "2026.11.0"
    await link.close()


async def test_an_unknown_host_is_named(home_at: MakeHome) -> None:
    error = await failure_of(home_at("http://no-such-machine.invalid:8123"))
    assert isinstance(error, HomeUnreachable)
    assert error.problem.code is ProblemCode.HOME_UNKNOWN_HOST
    assert "no-such-machine.invalid" in str(error)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
async def test_a_closed_port_refuses(home_at: MakeHome, host: str) -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        error = await failure_of(home_at(f"http://{host}:{bound.getsockname()[1]}"))
    assert isinstance(error, HomeUnreachable)
    assert error.problem.code is ProblemCode.HOME_CONNECTION_REFUSED


def test_refusals_of_several_addresses_are_one_refusal() -> None:
    error = OSError(
        "Multiple exceptions: [Errno 111] Connect call failed ('::1', 1, 0, 0),"
        " [Errno 111] Connect call failed ('127.0.0.1', 1)"
    )
    assert failures.error_numbers(error) == {111}


@pytest.mark.usefixtures("little_patience")
async def test_a_port_that_says_nothing_times_out(home_at: MakeHome) -> None:
    async with serving(silent) as port:
        error = await failure_of(home_at(f"http://127.0.0.1:{port}"))
    assert isinstance(error, HomeUnreachable)
    assert error.problem.code is ProblemCode.HOME_TIMED_OUT


async def test_a_port_that_hangs_up_is_not_home_assistant(home_at: MakeHome) -> None:
    async with serving(leaving) as port:
        error = await failure_of(home_at(f"http://127.0.0.1:{port}"))
    assert isinstance(error, HomeProtocolError)
    assert error.problem.code is ProblemCode.HOME_NOT_HOME_ASSISTANT
    assert "without an answer" in str(error)


async def test_a_port_that_speaks_something_else_is_not_home_assistant(home_at: MakeHome) -> None:
    async with serving(answering(b"220 mail.example ESMTP\r\n500 What?\r\n")) as port:
        error = await failure_of(home_at(f"http://127.0.0.1:{port}"))
    assert isinstance(error, HomeProtocolError)
    assert error.problem.code is ProblemCode.HOME_NOT_HOME_ASSISTANT
    assert "not HTTP" in str(error)


@pytest.mark.parametrize("status", ["200 OK", "404 Not Found", "401 Unauthorized", "500 Oh"])
async def test_a_web_page_is_not_home_assistant(home_at: MakeHome, status: str) -> None:
    async with serving(page(status)) as port:
        error = await failure_of(home_at(f"http://127.0.0.1:{port}"))
    assert isinstance(error, HomeProtocolError)
    assert error.problem.code is ProblemCode.HOME_NOT_HOME_ASSISTANT
    assert f"HTTP {status}" in str(error)


@pytest.mark.parametrize("status", ["502 Bad Gateway", "503 Service Unavailable"])
async def test_a_proxy_in_front_of_a_starting_home_is_worth_another_try(
    home_at: MakeHome, status: str
) -> None:
    async with serving(page(status)) as port:
        error = await failure_of(home_at(f"http://127.0.0.1:{port}"))
    assert isinstance(error, HomeUnreachable)
    assert error.problem.code is ProblemCode.HOME_NOT_READY


async def test_another_protocol_after_http_is_not_home_assistant(home_at: MakeHome) -> None:
    upgrade = page("101 Switching Protocols", "Upgrade: h2c", "Connection: Upgrade")
    async with serving(upgrade) as port:
        error = await failure_of(home_at(f"http://127.0.0.1:{port}"))
    assert isinstance(error, HomeProtocolError)
    assert "does not speak WebSocket" in str(error)


async def test_a_banned_address_is_refused(home_at: MakeHome) -> None:
    async with serving(page("403 Forbidden")) as port:
        error = await failure_of(home_at(f"http://127.0.0.1:{port}"))
    assert isinstance(error, HomeRefused)
    assert error.problem.code is ProblemCode.HOME_ADDRESS_BANNED


@pytest.mark.parametrize("scheme", ["ws", "http"])
async def test_a_redirection_within_the_machine_is_followed(
    home: ScriptedHome, home_at: MakeHome, scheme: str
) -> None:
    target = home.url.replace("http", scheme)
    async with serving(page("302 Found", f"Location: {target}/api/websocket")) as port:
        link = await home_at(f"http://127.0.0.1:{port}").connect(ignore_progress)
    await link.close()


async def test_a_redirection_to_another_machine_is_not_followed(
    home: ScriptedHome, home_at: MakeHome
) -> None:
    target = home.url.replace("http://127.0.0.1", "ws://localhost")
    async with serving(page("302 Found", f"Location: {target}/api/websocket")) as port:
        error = await failure_of(home_at(f"http://127.0.0.1:{port}"))
    assert isinstance(error, HomeProtocolError)
    assert "it redirects to ws://localhost:" in str(error)
    assert not home.connections


async def test_a_certificate_nobody_knows_is_not_trusted(
    home_at: MakeHome, certificate: ssl.SSLContext
) -> None:
    async with serving(silent, certificate) as port:
        error = await failure_of(home_at(f"https://localhost:{port}"))
    assert isinstance(error, HomeUnreachable)
    assert error.problem.code is ProblemCode.HOME_TLS_UNTRUSTED
    assert "unable to get local issuer certificate" in str(error)


async def test_a_certificate_of_another_name_is_not_trusted(
    home_at: MakeHome,
    authority: trustme.CA,
    certificate: ssl.SSLContext,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    trust(authority, tmp_path, monkeypatch)
    async with serving(silent, certificate) as port:
        error = await failure_of(home_at(f"https://127.0.0.1:{port}"))
    assert error.problem.code is ProblemCode.HOME_TLS_UNTRUSTED
    assert "not valid for '127.0.0.1'" in str(error)


async def test_a_trusted_certificate_leads_to_home_assistant(
    home_at: MakeHome,
    authority: trustme.CA,
    certificate: ssl.SSLContext,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    trust(authority, tmp_path, monkeypatch)
    async with ScriptedHome(certificate) as home:
        link = await home_at(home.url).connect(ignore_progress)
        await link.close()


def trust(authority: trustme.CA, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process trust an authority, as installing it does for the computer."""
    file = folder / "authority.pem"
    authority.cert_pem.write_to_path(str(file))
    monkeypatch.setenv("SSL_CERT_FILE", str(file))


async def test_tls_to_a_port_without_it_fails_with_advice(home_at: MakeHome) -> None:
    async with serving(answering(b"HTTP/1.1 400 Bad Request\r\n\r\n")) as port:
        error = await failure_of(home_at(f"https://127.0.0.1:{port}"))
    assert isinstance(error, HomeUnreachable)
    assert error.problem.code is ProblemCode.HOME_TLS_FAILED
    assert "use http://" in str(error)


async def test_tls_to_a_port_that_hangs_up_fails_with_advice(home_at: MakeHome) -> None:
    async with serving(leaving) as port:
        error = await failure_of(home_at(f"https://127.0.0.1:{port}"))
    assert error.problem.code is ProblemCode.HOME_TLS_FAILED


async def test_plain_http_to_a_port_with_tls_fails_with_advice(
    home_at: MakeHome, certificate: ssl.SSLContext
) -> None:
    async with serving(silent, certificate) as port:
        error = await failure_of(home_at(f"http://127.0.0.1:{port}"))
    assert isinstance(error, HomeProtocolError)
    assert error.problem.code is ProblemCode.HOME_TLS_EXPECTED
    assert "https://" in str(error)


async def test_a_port_with_tls_that_explains_itself_in_plain_http_is_understood(
    home_at: MakeHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def yes(_: Address) -> bool:
        return True

    monkeypatch.setattr(failures, "_speaks_tls", yes)
    async with serving(page("400 Bad Request")) as port:
        error = await failure_of(home_at(f"http://127.0.0.1:{port}"))
    assert error.problem.code is ProblemCode.HOME_TLS_EXPECTED


async def test_a_wrong_token_is_refused(home: ScriptedHome, spawn: GroupSpawn) -> None:
    error = await failure_of(HomeAssistant(home.url, "wrong", spawn))
    assert isinstance(error, HomeRefused)
    assert error.problem.code is ProblemCode.HOME_TOKEN_REFUSED
    assert len(home.connections) == 1


@pytest.mark.parametrize(
    "frame",
    ["not json", '"hello"', "[]", '{"type":"welcome"}', '{"id":1}', b"\xff\xfe"],
)
async def test_another_first_message_is_not_home_assistant(
    home_at: MakeHome, frame: str | bytes
) -> None:
    async with speaking(frame) as url:
        error = await failure_of(home_at(url))
    assert isinstance(error, HomeProtocolError)
    assert error.problem.code is ProblemCode.HOME_NOT_HOME_ASSISTANT


async def test_another_answer_to_the_token_is_not_home_assistant(home_at: MakeHome) -> None:
    async with speaking('{"type":"auth_required"}', '{"type":"perhaps"}') as url:
        error = await failure_of(home_at(url))
    assert isinstance(error, HomeProtocolError)


@pytest.mark.usefixtures("little_patience")
@pytest.mark.parametrize("frames", [(), ('{"type":"auth_required"}',)])
async def test_a_silence_in_the_authentication_times_out(
    home_at: MakeHome, frames: tuple[str, ...]
) -> None:
    async with speaking(*frames) as url:
        error = await failure_of(home_at(url))
    assert isinstance(error, HomeUnreachable)
    assert error.problem.code is ProblemCode.HOME_TIMED_OUT


async def test_a_goodbye_in_the_authentication_is_a_lost_connection(home_at: MakeHome) -> None:
    async def leave(connection: ServerConnection) -> None:
        await connection.send('{"type":"auth_required","ha_version":"2026.11.0"}')

    async with serve(leave, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        error = await failure_of(home_at(f"http://127.0.0.1:{port}"))
    assert isinstance(error, HomeUnreachable)
    assert error.problem.code is ProblemCode.HOME_CONNECTION_LOST


async def test_a_version_that_knows_no_features_is_welcome(
    home: ScriptedHome, home_at: MakeHome
) -> None:
    home.refuse("supported_features", "unknown_command")
    link = await home_at(home.url).connect(ignore_progress)
    await link.close()


async def test_a_home_that_accepts_the_token_and_falls_silent_times_out(
    home: ScriptedHome, home_at: MakeHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(requests, "REQUEST_TIMEOUT", 0.1)
    home.ignore("supported_features")
    error = await failure_of(home_at(home.url))
    assert isinstance(error, HomeUnreachable)
    assert error.problem.code is ProblemCode.HOME_TIMED_OUT


async def test_the_first_command_asks_for_several_messages_in_a_frame(
    home: ScriptedHome, home_at: MakeHome
) -> None:
    link = await home_at(home.url).connect(ignore_progress)
    assert home.commands == [
        {"id": 1, "type": "supported_features", "features": {"coalesce_messages": 1}}
    ]
    await link.close()
