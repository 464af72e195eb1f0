"""Processes that send nonsense, stop half-way, or are not who they should be."""

import asyncio
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from energy_desktop.adapters.local_channel import address, conversation, listening
from energy_desktop.adapters.local_channel.client import ChannelClient
from energy_desktop.adapters.local_channel.frames import LARGEST_PAYLOAD
from energy_desktop.adapters.local_channel.messages import Request
from energy_desktop.adapters.local_channel.stream import Stream
from energy_desktop.ports.errors import ChannelFailed
from energy_desktop.ports.recorder_control import Progress
from tests.adapters.local_channel.control import EchoControl
from tests.adapters.local_channel.test_conversation import answers
from tests.waiting import until

Pipe = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@pytest.fixture
def existing_folder(data_folder: Path) -> Path:
    data_folder.mkdir()
    return data_folder


@asynccontextmanager
async def raw(data_folder: Path) -> AsyncIterator[Pipe]:
    """A connection without manners."""
    place = address.published(data_folder)
    assert place is not None
    assert place.path is not None
    reader, writer = await asyncio.open_unix_connection(place.path)
    try:
        yield reader, writer
    finally:
        writer.close()


GARBAGE = [
    b"GET / HTTP/1.1\r\n\r\n",
    b"\x00\x00\x00\x00\x02{}",
    b"\x00\x00\x00\x00\x03\xff\xfe\xfd",
    b"\x09\x00\x00\x00\x01x",
    struct.pack(">BI", 0, LARGEST_PAYLOAD + 1) + b"x" * 1000,
    Request("echo", {}, "wrong key").frame(),
    Request("echo", {}, "\ud800").frame(),
]


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize("garbage", GARBAGE)
async def test_garbage_is_answered_with_an_error_and_disturbs_nobody(
    data_folder: Path, client: ChannelClient, control: EchoControl, garbage: bytes
) -> None:
    async with raw(data_folder) as (reader, writer):
        writer.write(garbage)
        assert b'"running_program_failed"' in await reader.read()
    assert control.started == 0
    assert await answers(client, "echo")


@pytest.mark.usefixtures("server")
async def test_a_process_that_leaves_in_the_middle_of_its_request_is_forgotten(
    data_folder: Path, client: ChannelClient
) -> None:
    for part in (b"", b"\x00\x00", b"\x00\x00\x00\x00\x40{"):
        async with raw(data_folder) as (_, writer):
            writer.write(part)
    assert await answers(client, "echo")


@pytest.mark.usefixtures("server")
async def test_a_process_that_says_nothing_is_cut_off(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversation, "REQUEST_TIMEOUT", 0.05)
    async with raw(data_folder) as (reader, _):
        assert await reader.read() == b""


@pytest.mark.usefixtures("server")
async def test_a_reader_that_never_reads_does_not_hold_the_server(
    data_folder: Path, client: ChannelClient, control: EchoControl
) -> None:
    place = address.published(data_folder)
    assert place is not None
    async with raw(data_folder) as (_, writer):
        writer.write(Request("export", {"bytes": 50_000_000}, place.key).frame())
        await until(lambda: control.started == 1)
        assert await answers(client, "echo")


async def test_a_conversation_that_is_cancelled_before_its_first_step_is_closed(
    existing_folder: Path, control: EchoControl
) -> None:
    """As when the program ends in the moment in which another process connects."""
    opened: list[Stream] = []
    async with (
        listening.listening(existing_folder, opened.append),
        raw(existing_folder) as (reader, _),
    ):
        await until(lambda: bool(opened))
        conversations = conversation.Conversations(control, can_hand_over=False)
        await conversations.__aenter__()
        conversations.begin(opened[0])
        with pytest.raises(asyncio.CancelledError):
            await conversations.__aexit__(asyncio.CancelledError, asyncio.CancelledError(), None)
        assert await reader.read() == b""


@pytest.mark.usefixtures("server")
async def test_another_users_process_is_refused(
    client: ChannelClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(address, "peer_is_other_user", lambda _: True)
    assert not await client.is_running()


async def test_a_server_that_does_not_acknowledge_is_given_up(
    existing_folder: Path, client: ChannelClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("energy_desktop.adapters.local_channel.client.ACCEPT_TIMEOUT", 0.05)
    connected: list[asyncio.StreamWriter] = []
    path = address.socket_path(existing_folder)
    silent = await asyncio.start_unix_server(lambda _, writer: connected.append(writer), path)
    async with silent:
        address.Address(str(path), None, "key").publish(existing_folder)
        with pytest.raises(ChannelFailed, match=r"no sign within 0\.05 seconds"):
            await answers(client, "echo")
        await until(lambda: bool(connected))
    connected[0].close()


async def test_on_the_loopback_the_key_of_the_file_is_what_counts(
    existing_folder: Path, control: EchoControl, client: ChannelClient
) -> None:
    """As on Windows, which has no Unix sockets for Python."""
    async with (
        conversation.Conversations(control, can_hand_over=False) as conversations,
        listening.listening(existing_folder, conversations.begin, loopback=True) as key,
    ):
        conversations.key = key
        assert Progress("listening") in await answers(client, "echo")
        place = address.published(existing_folder)
        assert place is not None
        address.Address(None, place.port, "guessed").publish(existing_folder)
        with pytest.raises(ChannelFailed, match="key"):
            await answers(client, "echo")
