"""Subscriptions, and what they deliver."""

from collections.abc import Sequence

import pytest

from energy_desktop.model.home import Changes, Delivery, RegistryChanged, Removal, Snapshot
from energy_desktop.ports.errors import HomeRequestFailed
from energy_desktop.ports.home import HomeLink
from tests.adapters.home_assistant.deliveries import (
    POWER,
    SNAPSHOT,
    change,
    rest,
    state,
    still_alive,
    subscribed,
    taken,
)
from tests.adapters.home_assistant.scripted_home import Message, ScriptedHome, event, result


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
