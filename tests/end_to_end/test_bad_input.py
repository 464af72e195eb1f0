"""What goes wrong before and while it records: the sentence, the exit status, nothing lost."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from energy_desktop.adapters.demo_home import DemoHome
from energy_desktop.adapters.system import SystemClock
from energy_desktop.model.timestamps import to_epoch_seconds
from tests.end_to_end.program import Program, ended

pytestmark = pytest.mark.timeout(120)

Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@pytest.fixture
async def home() -> AsyncIterator[DemoHome]:
    start = to_epoch_seconds(SystemClock().wall())
    async with DemoHome(1, start, token="secret-token") as home:
        yield home


@asynccontextmanager
async def listening(handler: Handler) -> AsyncIterator[str]:
    server = await asyncio.start_server(handler, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def web_page(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello")
    await writer.drain()
    writer.close()


async def garbage(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"220 this is no web server\r\n")
    await writer.drain()
    writer.close()


async def test_without_a_keyring_the_address_is_saved_and_the_variable_named(
    tmp_path: Path, home: DemoHome
) -> None:
    program = Program(tmp_path / "data")
    connected = await program.run(
        "connect", "--url", home.url, "--token-stdin", stdin=b"secret-token\n"
    )
    assert connected.status == 5
    assert "ENERGY_DESKTOP_HA_TOKEN" in connected.errors
    with_token = Program(program.data_dir, token="secret-token")
    discovered = await with_token.run("discover", "--json")
    assert discovered.status == 0, discovered.errors
    assert discovered.document["entities"]


async def test_a_wrong_token_is_refused_once(tmp_path: Path, home: DemoHome) -> None:
    program = Program(tmp_path / "data", token="wrong")
    refused = await program.run("connect", "--url", home.url)
    assert refused.status == 4
    assert "refused the token" in refused.errors


async def test_a_token_revoked_while_recording_ends_a_recording_for_a_while(
    tmp_path: Path, home: DemoHome
) -> None:
    program = Program(tmp_path / "data", token="secret-token")
    assert (await program.run("connect", "--url", home.url)).status == 0
    assert (await program.run("track", "--energy-prefs")).status == 0
    async with program.running("record", "--for", "60s", "--json") as process:
        await program.recording()
        home.faults.refuse_token()
        home.faults.drop()
        revoked = await ended(process)
    assert revoked.status == 4
    report = revoked.document
    assert report["readings_stored"] == home.sent
    assert report["connection"]["state"] == "refused"


@pytest.mark.parametrize("handler", [web_page, garbage])
async def test_what_is_not_home_assistant_is_named_so(tmp_path: Path, handler: Handler) -> None:
    program = Program(tmp_path / "data", token="secret-token")
    async with listening(handler) as url:
        answer = await program.run("connect", "--url", url)
    assert answer.status == 3
    assert "not Home Assistant" in answer.errors


async def test_no_token_stands_in_any_file_of_the_program(tmp_path: Path, home: DemoHome) -> None:
    program = Program(tmp_path / "data", token="secret-token")
    assert (await program.run("connect", "--url", home.url, "--log-level", "debug")).status == 0
    await program.run("track", "--energy-prefs")
    await program.run("record", "--for", "3s", "--log-level", "debug")
    files = [path for path in program.data_dir.rglob("*") if path.is_file()]
    assert files
    assert not [path.name for path in files if b"secret-token" in path.read_bytes()]


async def test_an_unknown_entity_cannot_be_tracked(tmp_path: Path, home: DemoHome) -> None:
    program = Program(tmp_path / "data", token="secret-token")
    await program.run("connect", "--url", home.url)
    unknown = await program.run("track", "sensor.does_not_exist")
    assert unknown.status == 2
    assert "sensor.does_not_exist" in unknown.errors
