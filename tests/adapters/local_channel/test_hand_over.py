"""The data goes to a process that asks for it, and comes back when that process ends."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from energy_desktop.adapters.local_channel import client as client_module
from energy_desktop.adapters.local_channel import conversation
from energy_desktop.adapters.local_channel import server as server_module
from energy_desktop.adapters.local_channel.client import ChannelClient
from energy_desktop.adapters.local_channel.data_lock import DataLock
from energy_desktop.adapters.local_channel.server import ChannelServer
from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import ChannelFailed, StoreUnusable
from tests.adapters.local_channel.control import EchoControl
from tests.adapters.local_channel.processes import has_begun, taking
from tests.adapters.local_channel.serving import serving
from tests.adapters.local_channel.test_conversation import answers
from tests.waiting import until


class Recorder:
    """A recorder that closes and opens its stores, and remembers it."""

    def __init__(self) -> None:
        self.story: list[str] = []
        self.failure: Exception | None = None
        self.may_close = asyncio.Event()
        self.may_close.set()

    async def close(self) -> None:
        await self.may_close.wait()
        if self.failure:
            raise self.failure
        self.story.append("closed")

    async def open(self) -> None:
        self.story.append("opened")


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_module, "_TAKE_BACK_PAUSE", 0.01)
    monkeypatch.setattr(conversation, "LAST_COMMANDS", 0.2)


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture
async def server(
    data_folder: Path, control: EchoControl, recorder: Recorder
) -> AsyncIterator[ChannelServer]:
    server = ChannelServer(
        data_folder, control, on_hand_over=recorder.close, on_give_back=recorder.open
    )
    async with serving(server, data_folder):
        yield server


@asynccontextmanager
async def taken(client: ChannelClient, lock: DataLock) -> AsyncIterator[None]:
    async with client.hand_over():
        with lock:
            assert lock.acquire()
            yield


@pytest.mark.usefixtures("server")
async def test_the_lock_is_free_once_the_recorder_has_closed_its_stores(
    data_folder: Path, client: ChannelClient, recorder: Recorder
) -> None:
    async with taken(client, DataLock(data_folder)):
        assert recorder.story == ["closed"]
        assert not await client.is_running()


@pytest.mark.usefixtures("server")
async def test_the_recorder_takes_the_data_back_and_serves_again(
    data_folder: Path, client: ChannelClient, recorder: Recorder
) -> None:
    for round_ in (1, 2):
        async with taken(client, DataLock(data_folder)):
            pass
        await until(lambda: recorder.story == ["closed", "opened"] * round_)  # noqa: B023
        await until(lambda: (data_folder / "running.json").exists())
        assert await answers(client, "echo")
    assert not DataLock(data_folder).acquire()


@pytest.mark.usefixtures("server")
async def test_the_process_that_took_it_serves_under_the_same_address(
    data_folder: Path, client: ChannelClient, recorder: Recorder
) -> None:
    window = EchoControl()
    async with client.hand_over(), serving(ChannelServer(data_folder, window), data_folder):
        assert await answers(client, "echo")
        assert window.started == 1
    await until(lambda: recorder.story == ["closed", "opened"])


@pytest.mark.usefixtures("server")
async def test_the_data_comes_back_when_the_other_process_is_killed(
    data_folder: Path, recorder: Recorder
) -> None:
    with taking(data_folder) as process:
        assert await asyncio.to_thread(has_begun, process)
        assert recorder.story == ["closed"]
        process.kill()
        await until(lambda: recorder.story == ["closed", "opened"])


@pytest.mark.usefixtures("server")
async def test_a_recorder_that_cannot_close_keeps_the_data_and_says_why(
    client: ChannelClient, recorder: Recorder, data_folder: Path
) -> None:
    recorder.failure = StoreUnusable(ProblemCode.STORE_FULL, path="/data")
    with pytest.raises(StoreUnusable, match="full"):
        async with client.hand_over():
            pass
    assert not DataLock(data_folder).acquire()
    await until(lambda: (data_folder / "running.json").exists())
    assert await answers(client, "echo")


async def test_a_server_without_hooks_hands_nothing_over(
    data_folder: Path, control: EchoControl, client: ChannelClient
) -> None:
    async with serving(ChannelServer(data_folder, control), data_folder):
        with pytest.raises(ChannelFailed, match="does not hand"):
            async with client.hand_over():
                pass
        assert await answers(client, "echo")


@pytest.mark.usefixtures("server")
async def test_commands_in_progress_end_before_or_are_cancelled(
    data_folder: Path, client: ChannelClient, control: EchoControl
) -> None:
    waiting = client.perform("wait", {})
    await anext(waiting)
    async with taken(client, DataLock(data_folder)):
        assert control.cancelled == 1
    with pytest.raises(ChannelFailed, match="ended meanwhile"):
        await anext(waiting)


@pytest.mark.usefixtures("server")
async def test_the_recorder_waits_while_a_third_process_holds_the_data(
    data_folder: Path, client: ChannelClient, recorder: Recorder
) -> None:
    third = DataLock(data_folder)
    async with client.hand_over():
        assert third.acquire()
    await asyncio.sleep(0.05)
    assert recorder.story == ["closed"]
    third.release()
    await until(lambda: recorder.story == ["closed", "opened"])


@pytest.mark.usefixtures("server")
async def test_a_recorder_that_does_not_let_go_in_time_is_left_alone(
    client: ChannelClient, recorder: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "HAND_OVER_TIMEOUT", 0.05)
    recorder.may_close.clear()
    with pytest.raises(ChannelFailed, match="did not let go"):
        async with client.hand_over():
            pass


async def test_a_server_that_ends_while_it_waits_leaves_the_data_alone(
    data_folder: Path, control: EchoControl, recorder: Recorder, client: ChannelClient
) -> None:
    server = ChannelServer(data_folder, control, on_hand_over=recorder.close)
    async with serving(server, data_folder) as end:
        lock = DataLock(data_folder)
        async with taken(client, lock):
            await end()
            assert lock.is_held
    assert recorder.story == ["closed"]
