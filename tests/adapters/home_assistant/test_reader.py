"""What comes over a connection, to its end."""

import asyncio

import pytest

from energy_desktop.adapters.home_assistant import transport
from energy_desktop.model.home import Changes
from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import HomeProtocolError, HomeUnreachable
from energy_desktop.ports.home import HomeLink
from tests.adapters.home_assistant.conftest import GroupSpawn, MakeHome, ignore_progress
from tests.adapters.home_assistant.deliveries import (
    POWER,
    all_to_the_error,
    change,
    end_of,
    outcome,
    rest,
    state,
    still_alive,
    subscribed,
)
from tests.adapters.home_assistant.scripted_home import ScriptedHome, event


async def test_messages_of_unknown_types_are_ignored_with_one_line(
    link: HomeLink, home: ScriptedHome, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(3):
        await home.send_list({"type": "news", "id": "x", "event": 5})
    await still_alive(link, home)
    assert [record.getMessage() for record in caplog.records] == [
        "Ignored messages of the unknown type 'news'"
    ]


async def test_a_goodbye_is_noticed_at_once_and_ends_all_requests_alike(
    link: HomeLink, home: ScriptedHome
) -> None:
    home.ignore("get_states")
    home.ignore("get_config")
    async with asyncio.TaskGroup() as group:
        waiting = [group.create_task(outcome(link.states())) for _ in range(2)]
        waiting.append(group.create_task(outcome(link.configuration())))
        await home.arrived("get_config")
        # As Home Assistant does when it stops: a close frame, and the socket stays open.
        goodbye = home.connections[-1]
        goodbye.protocol.send_close(1000)
        goodbye.send_data()
        goodbye.transport.pause_reading()
        async with asyncio.timeout(2):
            await asyncio.wait(waiting)
    errors = [each.result() for each in waiting]
    assert all(isinstance(error, HomeUnreachable) for error in errors)
    assert len({id(error) for error in errors}) == 3
    assert isinstance(await end_of(link), HomeUnreachable)
    with pytest.raises(HomeUnreachable):
        await link.states()


async def test_what_came_before_a_lost_connection_is_delivered(
    link: HomeLink, home: ScriptedHome
) -> None:
    subscription = await subscribed(link, home)
    await home.send(*(event(subscription, change(n)) for n in range(1, 501)))
    await home.connections[-1].close()
    deliveries, error = await all_to_the_error(link)
    states = [s for each in deliveries if isinstance(each, Changes) for s in each.states]
    assert states == [state(n) for n in range(1, 501)]
    assert isinstance(error, HomeUnreachable)


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "not json",
        '{"id":1}',
        '{"type":"event","id":2,"event":[]}',
        '[{"type":"result","id":2},{"type":5}]',
        "[" * 100_000,
    ],
)
async def test_a_malformed_message_ends_the_connection(
    link: HomeLink, home: ScriptedHome, text: str
) -> None:
    await home.send_text(text)
    error = await end_of(link)
    assert isinstance(error, HomeProtocolError)
    assert error.problem.code is ProblemCode.HOME_MALFORMED_MESSAGE


async def test_a_change_of_what_never_was_ends_the_connection(
    link: HomeLink, home: ScriptedHome
) -> None:
    subscription = await link.subscribe([POWER])
    await home.send(event(subscription, change(1)))
    error = await end_of(link)
    assert isinstance(error, HomeProtocolError)
    assert POWER in str(error)


async def test_a_clock_without_a_time_ends_the_connection(
    link: HomeLink, home: ScriptedHome
) -> None:
    await link.watch_clock()
    await home.send(event(home.sent("render_template")[0]["id"], {"result": "soon"}))
    assert isinstance(await end_of(link), HomeProtocolError)


async def test_text_that_is_no_utf_8_ends_the_connection(
    link: HomeLink, home: ScriptedHome
) -> None:
    await home.connections[-1].send(b'{"type":"\xff"}', text=True)
    assert isinstance(await end_of(link), HomeProtocolError)


async def test_a_frame_beyond_the_limit_ends_the_connection(
    home: ScriptedHome, home_at: MakeHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "LARGEST_FRAME", 1_000_000)
    link = await home_at(home.url).connect(ignore_progress)
    await home.send_text(" " * 1_000_001)
    error = await end_of(link)
    assert isinstance(error, HomeProtocolError)
    assert error.problem.code is ProblemCode.HOME_FRAME_TOO_LARGE
    await link.close()


async def test_a_closed_link_delivers_what_waits_and_ends_without_error(
    link: HomeLink, home: ScriptedHome
) -> None:
    subscription = await subscribed(link, home)
    await home.send(event(subscription, change(1)))
    await still_alive(link, home)
    await link.close()
    await link.close()
    assert len(await rest(link)) == 2
    assert await rest(link) == []
    with pytest.raises(HomeUnreachable):
        await link.states()


async def test_closing_ends_the_reader_even_when_nobody_answers(
    home: ScriptedHome, home_at: MakeHome, spawn: GroupSpawn
) -> None:
    link = await home_at(home.url).connect(ignore_progress)
    home.connections[-1].transport.pause_reading()
    async with asyncio.timeout(3):
        await link.close()
    assert all(task.task.done() for task in spawn.started)


async def test_a_reader_that_is_cancelled_ends_the_link(
    link: HomeLink, home: ScriptedHome, spawn: GroupSpawn
) -> None:
    home.ignore("get_states")
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(outcome(link.states()))
        await home.arrived("get_states")
        spawn.started[0].cancel()
    assert isinstance(waiting.result(), HomeUnreachable)
    assert isinstance(await end_of(link), HomeUnreachable)


async def test_readers_of_several_links_have_names_of_their_own(
    home: ScriptedHome, home_at: MakeHome, spawn: GroupSpawn
) -> None:
    links = [await home_at(home.url).connect(ignore_progress) for _ in range(2)]
    assert len({task.task.get_name() for task in spawn.started}) == 2
    for each in links:
        await each.close()
