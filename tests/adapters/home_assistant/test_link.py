import asyncio
from collections.abc import Awaitable, Sequence

import pytest

from energy_desktop.adapters.home_assistant import transport
from energy_desktop.adapters.home_assistant.link import HomeAssistantLink
from energy_desktop.model.home import (
    Changes,
    ClockAnswer,
    Delivery,
    RegistryChanged,
    Removal,
    Snapshot,
    StateEvent,
)
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.timestamps import Micros
from energy_desktop.ports.errors import (
    EnergyDesktopError,
    HomeProtocolError,
    HomeRequestFailed,
    HomeUnreachable,
)
from energy_desktop.ports.home import HomeLink
from tests.adapters.home_assistant.conftest import GroupSpawn, MakeHome, ignore_progress
from tests.adapters.home_assistant.scripted_home import Message, ScriptedHome, event, result

POWER = "sensor.power"
SNAPSHOT = {"a": {POWER: {"s": "1", "a": {"unit_of_measurement": "W"}, "lc": 1795439968.0}}}


def change(value: int) -> dict[str, object]:
    """The body of an event in which the power becomes a value, at a second of its own."""
    return {"c": {POWER: {"+": {"s": str(value), "lc": 1795439968.0 + value}}}}


def state(value: int) -> StateEvent:
    return StateEvent(POWER, str(value), Micros((1795439968 + value) * 1_000_000), "W", None)


async def taken(link: HomeLink, number: int) -> list[Delivery]:
    """The next deliveries, at least so many."""
    deliveries: list[Delivery] = []
    async with asyncio.timeout(5):
        async for batch in link.deliveries():
            deliveries += batch
            if len(deliveries) >= number:
                break
    return deliveries


async def rest(link: HomeLink) -> list[Delivery]:
    """All deliveries to the end, which must not be an error."""
    async with asyncio.timeout(5):
        return [each async for batch in link.deliveries() for each in batch]


async def all_to_the_error(link: HomeLink) -> tuple[list[Delivery], EnergyDesktopError]:
    """All deliveries, and the error they end with."""
    deliveries: list[Delivery] = []
    try:
        async with asyncio.timeout(5):
            async for batch in link.deliveries():
                deliveries += batch
    except EnergyDesktopError as error:
        return deliveries, error
    raise AssertionError("the deliveries ended without an error")


async def end_of(link: HomeLink) -> EnergyDesktopError:
    """The error with which the deliveries end."""
    return (await all_to_the_error(link))[1]


async def subscribed(link: HomeLink, home: ScriptedHome) -> int:
    """A subscription whose snapshot was sent."""
    subscription = await link.subscribe([POWER])
    await home.send(event(subscription, SNAPSHOT))
    return subscription


# Subscriptions and deliveries.


async def test_a_subscription_delivers_its_snapshot_and_its_changes(
    link: HomeLink, home: ScriptedHome
) -> None:
    subscription = await subscribed(link, home)
    assert home.sent("subscribe_entities")[0]["entity_ids"] == [POWER]
    assert await taken(link, 1) == [Snapshot(subscription, (state(0)._replace(state="1"),), True)]
    await home.send(event(subscription, change(2)))
    assert await taken(link, 1) == [Changes(subscription, (state(2),))]
    await home.send(event(subscription, {"r": [POWER]}))
    assert await taken(link, 1) == [Removal(subscription, (POWER,))]


async def test_events_may_come_in_the_frame_of_the_result(
    link: HomeLink, home: ScriptedHome
) -> None:
    def reply(command: Message) -> list[Message]:
        return [event(command["id"], SNAPSHOT), result(command)]

    home.replies["subscribe_entities"] = reply
    subscription = await link.subscribe([POWER])
    (snapshot,) = await taken(link, 1)
    assert isinstance(snapshot, Snapshot)
    assert snapshot.subscription == subscription


async def test_a_list_of_messages_is_one_batch(link: HomeLink, home: ScriptedHome) -> None:
    subscription = await subscribed(link, home)
    await taken(link, 1)
    await home.send_list(*(event(subscription, change(n)) for n in range(1, 41)))
    batches: list[Sequence[Delivery]] = []
    async for batch in link.deliveries():
        batches.append(batch)
        break
    assert batches == [[Changes(subscription, tuple(state(n) for n in range(1, 41)))]]


async def test_what_waits_comes_as_one_batch_in_order(link: HomeLink, home: ScriptedHome) -> None:
    await link.watch_registry()
    registry = home.sent("subscribe_events")[0]
    assert registry["event_type"] == "entity_registry_updated"
    subscription = await subscribed(link, home)
    await home.send(
        event(subscription, change(1)),
        event(subscription, change(2)),
        event(registry["id"], {"event_type": "entity_registry_updated", "data": {}}),
        event(subscription, change(3)),
    )
    await still_alive(link, home)
    deliveries = await taken(link, 4)
    assert deliveries[-3:] == [
        Changes(subscription, (state(1), state(2))),
        RegistryChanged(),
        Changes(subscription, (state(3),)),
    ]


async def test_no_entities_are_not_all_entities(link: HomeLink, home: ScriptedHome) -> None:
    with pytest.raises(ValueError, match="no entities"):
        await link.subscribe([])
    assert not home.sent("subscribe_entities")


async def test_a_refused_subscription_leaves_nothing_behind(
    link: HomeLink, home: ScriptedHome
) -> None:
    home.refuse("subscribe_entities", "invalid_format", "Entity ID bad id is invalid")
    with pytest.raises(HomeRequestFailed) as failed:
        await link.subscribe(["bad id"])
    assert failed.value.code == "invalid_format"
    assert "Entity ID bad id is invalid" in str(failed.value)
    await home.send(event(home.sent("subscribe_entities")[0]["id"], SNAPSHOT))
    await link.close()
    assert await rest(link) == []


async def test_what_was_sent_before_the_end_of_a_subscription_has_arrived(
    link: HomeLink, home: ScriptedHome
) -> None:
    subscription = await subscribed(link, home)
    await taken(link, 1)

    def reply(command: Message) -> list[Message]:
        return [event(subscription, change(1)), event(subscription, change(2)), result(command)]

    home.replies["unsubscribe_events"] = reply
    await link.unsubscribe(subscription)
    assert home.sent("unsubscribe_events")[0]["subscription"] == subscription
    await home.send(event(subscription, change(3)))
    await link.close()
    assert await rest(link) == [Changes(subscription, (state(1), state(2)))]


async def test_two_subscriptions_are_kept_apart(link: HomeLink, home: ScriptedHome) -> None:
    first = await subscribed(link, home)
    second = await subscribed(link, home)
    await home.send_list(
        event(first, change(1)), event(second, change(1)), event(second, change(2))
    )
    deliveries = await taken(link, 4)
    changed = [
        (each.subscription, state)
        for each in deliveries
        if isinstance(each, Changes)
        for state in each.states
    ]
    assert changed == [(first, state(1)), (second, state(1)), (second, state(2))]


# Home Assistant's clock.


async def test_the_watched_clock_answers_among_the_changes(
    link: HomeLink, home: ScriptedHome
) -> None:
    subscription = await subscribed(link, home)
    await link.watch_clock()
    clock = home.sent("render_template")[0]
    assert clock["template"] == "{{ utcnow().timestamp() }}"
    await home.send(
        event(subscription, change(1)),
        event(clock["id"], {"result": 1795440000.123456, "listeners": {"time": True}}),
        event(subscription, change(2)),
        event(clock["id"], {"result": "1795440060.5", "listeners": {"time": True}}),
    )
    deliveries = await taken(link, 5)
    assert deliveries[1:] == [
        Changes(subscription, (state(1),)),
        ClockAnswer(Micros(1795440000123456)),
        Changes(subscription, (state(2),)),
        ClockAnswer(Micros(1795440060500000)),
    ]


async def test_a_question_for_the_time_is_answered_delivered_and_ended(
    link: HomeLink, home: ScriptedHome
) -> None:
    def reply(command: Message) -> list[Message]:
        return [result(command), event(command["id"], {"result": 1795440000.25})]

    home.replies["render_template"] = reply
    assert await link.ask_clock(5) == 1795440000250000
    assert await taken(link, 1) == [ClockAnswer(Micros(1795440000250000))]
    ended = await home.arrived("unsubscribe_events")
    assert ended["subscription"] == home.sent("render_template")[0]["id"]


@pytest.mark.parametrize("has_result", [True, False])
async def test_a_clock_that_does_not_answer_is_told_so(
    link: HomeLink, home: ScriptedHome, has_result: bool
) -> None:
    if not has_result:
        home.ignore("render_template")
    with pytest.raises(HomeRequestFailed) as failed:
        await link.ask_clock(0.05)
    assert failed.value.problem.code is ProblemCode.HOME_REQUEST_TIMED_OUT
    assert failed.value.code == "timeout"
    await home.arrived("unsubscribe_events")
    await still_alive(link, home)


async def test_a_question_for_the_time_ends_with_the_connection(
    link: HomeLink, home: ScriptedHome
) -> None:
    async with asyncio.TaskGroup() as group:
        asking = group.create_task(outcome(link.ask_clock(5)))
        await home.arrived("render_template")
        home.connections[-1].transport.abort()
    assert isinstance(asking.result(), HomeUnreachable)


# Requests.


async def outcome(request: Awaitable[object]) -> object:
    """What a request returns, or its error."""
    try:
        return await request
    except EnergyDesktopError as error:
        return error


async def test_ids_increase_also_when_requests_overlap(link: HomeLink, home: ScriptedHome) -> None:
    home.answer("config/entity_registry/list", [])
    await asyncio.gather(*(link.registry() for _ in range(20)))
    ids = [command["id"] for command in home.commands]
    assert ids == list(range(1, 22))


async def test_answers_find_who_asked_whatever_their_order(
    link: HomeLink, home: ScriptedHome
) -> None:
    waiting: list[Message] = []

    def reply(command: Message) -> list[Message]:
        waiting.append(command)
        if len(waiting) < 2:
            return []
        return [
            result(each, [{"id": str(each["id"]), "entity_id": "sensor.a"}])
            for each in reversed(waiting)
        ]

    home.replies["config/entity_registry/list"] = reply
    first, second = await asyncio.gather(link.registry(), link.registry())
    assert [first[0].registry_id, second[0].registry_id] == ["2", "3"]


async def test_a_request_without_answer_times_out_and_its_late_answer_is_ignored(
    link: HomeLink, home: ScriptedHome
) -> None:
    home.ignore("energy/get_prefs")
    assert isinstance(link, HomeAssistantLink)
    with pytest.raises(HomeRequestFailed) as failed:
        await link._requests.ask("energy/get_prefs", timeout=0.05)
    assert failed.value.problem.code is ProblemCode.HOME_REQUEST_TIMED_OUT
    assert "energy/get_prefs" in str(failed.value)
    await home.send(result(home.sent("energy/get_prefs")[0], {}))
    await still_alive(link, home)


async def test_results_nobody_asked_for_are_ignored(link: HomeLink, home: ScriptedHome) -> None:
    await home.send(
        {"id": 999, "type": "result", "success": True, "result": None},
        {"id": None, "type": "result", "success": False, "error": {"code": "x", "message": "y"}},
        {"id": 998, "type": "event", "event": {"c": {}}},
        {"id": 997, "type": "pong"},
    )
    await still_alive(link, home)


async def still_alive(link: HomeLink, home: ScriptedHome) -> None:
    """Requests are still answered."""
    home.answer("config/entity_registry/list", [])
    assert await link.registry() == []


async def test_a_result_of_another_shape_is_a_protocol_error_of_that_request(
    link: HomeLink, home: ScriptedHome
) -> None:
    home.answer("get_states", {"not": "a list"})
    with pytest.raises(HomeProtocolError) as failed:
        await link.states()
    assert failed.value.problem.code is ProblemCode.HOME_MALFORMED_MESSAGE
    await still_alive(link, home)


async def test_messages_of_unknown_types_are_ignored_with_one_line(
    link: HomeLink, home: ScriptedHome, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(3):
        await home.send_list({"type": "news", "id": "x", "event": 5})
    await still_alive(link, home)
    assert [record.getMessage() for record in caplog.records] == [
        "Ignored messages of the unknown type 'news'"
    ]


# The end of a connection.


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
