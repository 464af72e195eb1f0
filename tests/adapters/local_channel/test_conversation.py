"""Commands that travel to the process that holds the data, and what comes back."""

import asyncio
from contextlib import aclosing
from pathlib import Path

import pytest

from energy_desktop.adapters.local_channel.client import ChannelClient
from energy_desktop.adapters.local_channel.server import ChannelServer
from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import ChannelFailed, EnergyDesktopError, StoreUnusable
from energy_desktop.ports.recorder_control import Chunk, Message, Progress, Result
from tests.adapters.local_channel.control import EchoControl
from tests.adapters.local_channel.serving import serving
from tests.waiting import until


async def answers(client: ChannelClient, command: str, **arguments: object) -> list[Message]:
    async with aclosing(client.perform(command, arguments)) as messages:
        return [message async for message in messages]


@pytest.mark.usefixtures("server")
async def test_messages_arrive_in_order_and_the_result_comes_last(client: ChannelClient) -> None:
    assert await answers(client, "echo", unit="m³") == [
        Progress("listening"),
        Result({"unit": "m³"}),
    ]


@pytest.mark.usefixtures("server")
async def test_output_larger_than_a_frame_arrives_whole(client: ChannelClient) -> None:
    size = 80 * 1024 * 1024
    *chunks, result = await answers(client, "export", bytes=size)
    received = b"".join(chunk.data for chunk in chunks if isinstance(chunk, Chunk))
    assert len(received) == size
    assert received == bytes(range(256)) * (size // 256)
    assert result == Result({"rows": 1})


@pytest.mark.usefixtures("server")
async def test_an_error_is_raised_again_as_the_same_error(client: ChannelClient) -> None:
    with pytest.raises(StoreUnusable) as failure:
        await answers(client, "fail")
    assert failure.value.problem.code is ProblemCode.STORE_LOCKED
    assert "/data" in str(failure.value)


@pytest.mark.usefixtures("server")
async def test_an_unexpected_error_is_named_without_its_text(
    client: ChannelClient, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(EnergyDesktopError) as failure:
        await answers(client, "crash")
    assert failure.value.problem.code is ProblemCode.UNEXPECTED
    assert "RuntimeError" in str(failure.value)
    assert "abc" not in str(failure.value)
    assert "failed unexpectedly" in caplog.text


@pytest.mark.usefixtures("server")
async def test_a_result_that_is_no_json_is_an_unexpected_error(client: ChannelClient) -> None:
    with pytest.raises(EnergyDesktopError, match="unexpected"):
        await answers(client, "nonsense")


@pytest.mark.usefixtures("server")
async def test_a_command_is_cancelled_when_its_iterator_is_closed(
    client: ChannelClient, control: EchoControl
) -> None:
    async with aclosing(client.perform("wait", {})) as messages:
        assert await anext(messages) == Progress("waiting")
    await until(lambda: control.cancelled == 1)


@pytest.mark.usefixtures("server")
async def test_a_hundred_clients_at_once_are_all_served(client: ChannelClient) -> None:
    every = await asyncio.gather(*(answers(client, "echo", number=n) for n in range(100)))
    assert [messages[-1] for messages in every] == [Result({"number": n}) for n in range(100)]


async def test_without_a_server_nothing_runs_and_a_command_fails(client: ChannelClient) -> None:
    assert not await client.is_running()
    with pytest.raises(ChannelFailed, match="nothing listens"):
        await answers(client, "echo")


async def test_a_client_is_told_when_the_server_ends_meanwhile(
    data_folder: Path, control: EchoControl, client: ChannelClient
) -> None:
    async with (
        serving(ChannelServer(data_folder, control), data_folder) as end,
        aclosing(client.perform("wait", {})) as messages,
    ):
        await anext(messages)
        await end()
        with pytest.raises(ChannelFailed, match="ended meanwhile"):
            await anext(messages)
    assert control.cancelled == 1
