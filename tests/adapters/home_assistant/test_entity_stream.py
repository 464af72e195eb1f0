import json

import pytest

from energy_desktop.adapters.home_assistant.delivery_queue import DeliveryQueue
from energy_desktop.adapters.home_assistant.entity_stream import EntityStream, UnknownEntityChanged
from energy_desktop.adapters.home_assistant.wire import decode_frame
from energy_desktop.model.home import Changes, Delivery, Removal, Snapshot, StateEvent
from energy_desktop.model.timestamps import Micros

SUBSCRIPTION = 5
POWER = "sensor.power"
METER = "sensor.meter"
WATT = {"unit_of_measurement": "W", "device_class": "power"}
SNAPSHOT = {
    "a": {
        POWER: {"s": "1005", "a": WATT, "c": "01M8", "lc": 1795439968.5163298},
        METER: {
            "s": "12.5",
            "a": {"unit_of_measurement": "kWh", "last_reset": "2026-11-01T00:00:00+00:00"},
            "c": {"id": "01M8", "parent_id": None, "user_id": "8a66"},
            "lc": 1795439000.25,
            "lu": 1795439968.5227427,
        },
    }
}


class Subscription:
    """A stream whose events are written as Home Assistant writes them."""

    def __init__(self) -> None:
        self.queue = DeliveryQueue()
        self.stream = EntityStream(self.queue)
        self.stream.begin(SUBSCRIPTION)

    async def deliveries_of(self, *bodies: object) -> list[Delivery]:
        messages = [{"id": SUBSCRIPTION, "type": "event", "event": body} for body in bodies]
        for message in decode_frame(json.dumps(messages).encode()):
            assert message.event is not None
            self.stream.take(message.event)
        return list(await self.queue.take())

    async def change(self, entity_id: str, difference: object) -> StateEvent:
        (delivery,) = await self.deliveries_of({"c": {entity_id: difference}})
        assert isinstance(delivery, Changes)
        (state,) = delivery.states
        return state


@pytest.fixture
async def subscription() -> Subscription:
    """A subscription whose snapshot has been taken."""
    begun = Subscription()
    await begun.deliveries_of(SNAPSHOT)
    return begun


async def test_a_snapshot_holds_full_states_and_is_the_first_once() -> None:
    subscription = Subscription()
    first = await subscription.deliveries_of(SNAPSHOT)
    assert first == [
        Snapshot(
            SUBSCRIPTION,
            (
                StateEvent(POWER, "1005", Micros(1795439968516330), "W", None),
                StateEvent(
                    METER, "12.5", Micros(1795439968522743), "kWh", "2026-11-01T00:00:00+00:00"
                ),
            ),
            first=True,
        )
    ]
    came_back = {"a": {POWER: {"s": "1", "a": WATT, "lc": 1795439970.0}}}
    assert await subscription.deliveries_of(came_back) == [
        Snapshot(
            SUBSCRIPTION,
            (StateEvent(POWER, "1", Micros(1795439970000000), "W", None),),
            first=False,
        )
    ]


async def test_a_snapshot_without_entities_is_delivered_too() -> None:
    assert await Subscription().deliveries_of({"a": {}}) == [Snapshot(SUBSCRIPTION, (), first=True)]


async def test_a_new_state_keeps_the_attributes(subscription: Subscription) -> None:
    change = {"+": {"s": "1006", "lc": 1795439969.030719, "c": "01M8"}}
    assert await subscription.change(POWER, change) == StateEvent(
        POWER, "1006", Micros(1795439969030719), "W", None
    )


async def test_the_same_state_written_again_has_a_new_time(subscription: Subscription) -> None:
    change = {"+": {"lc": 1795439969.5632765, "c": "01M8"}}
    assert await subscription.change(POWER, change) == StateEvent(
        POWER, "1005", Micros(1795439969563276), "W", None
    )


async def test_a_change_of_attributes_alone_is_timed_by_lu(subscription: Subscription) -> None:
    change = {"+": {"lu": 1795439969.1746073, "c": "01M8", "a": {"x": 1}}}
    assert await subscription.change(METER, change) == StateEvent(
        METER, "12.5", Micros(1795439969174607), "kWh", "2026-11-01T00:00:00+00:00"
    )


async def test_a_change_of_the_state_is_timed_by_lc_whatever_else_is_there(
    subscription: Subscription,
) -> None:
    change = {"+": {"s": "7", "lc": 1795439970.5, "lu": 1795439968.0}}
    assert (await subscription.change(POWER, change)).last_updated == 1795439970500000


async def test_a_new_unit_and_a_new_last_reset_are_seen(subscription: Subscription) -> None:
    attributes = {"unit_of_measurement": "Wh", "last_reset": "2026-12-01T00:00:00+00:00"}
    change = {"+": {"s": "0", "lc": 1795439970.5, "a": attributes}}
    assert await subscription.change(METER, change) == StateEvent(
        METER, "0", Micros(1795439970500000), "Wh", "2026-12-01T00:00:00+00:00"
    )


async def test_removed_attributes_are_gone_until_they_come_back(subscription: Subscription) -> None:
    unavailable = {
        "+": {"s": "unavailable", "lc": 1795439970.0},
        "-": {"a": ["unit_of_measurement", "last_reset", "device_class"]},
    }
    assert await subscription.change(METER, unavailable) == StateEvent(
        METER, "unavailable", Micros(1795439970000000), None, None
    )
    back = {"+": {"s": "13", "lc": 1795439971.0, "a": {"unit_of_measurement": "kWh"}}}
    assert await subscription.change(METER, back) == StateEvent(
        METER, "13", Micros(1795439971000000), "kWh", None
    )


async def test_a_change_that_only_takes_away_keeps_state_and_time(
    subscription: Subscription,
) -> None:
    change = {"-": {"a": ["unit_of_measurement"]}}
    assert await subscription.change(POWER, change) == StateEvent(
        POWER, "1005", Micros(1795439968516330), None, None
    )


async def test_one_event_is_delivered_as_added_changed_removed(subscription: Subscription) -> None:
    body = {
        "r": ["sensor.other"],
        "c": {POWER: {"+": {"s": "7", "lc": 1795439970.0}}},
        "a": {"sensor.new": {"s": "1", "lc": 1795439970.0, "a": {}}},
    }
    assert await subscription.deliveries_of(body) == [
        Snapshot(
            SUBSCRIPTION,
            (StateEvent("sensor.new", "1", Micros(1795439970000000), None, None),),
            first=False,
        ),
        Changes(SUBSCRIPTION, (StateEvent(POWER, "7", Micros(1795439970000000), "W", None),)),
        Removal(SUBSCRIPTION, ("sensor.other",)),
    ]


async def test_neighbouring_changes_become_one_delivery_in_order(
    subscription: Subscription,
) -> None:
    (delivery,) = await subscription.deliveries_of(
        *({"c": {POWER: {"+": {"s": str(n), "lc": 1795439970.0 + n}}}} for n in range(50))
    )
    assert isinstance(delivery, Changes)
    assert [state.state for state in delivery.states] == [str(n) for n in range(50)]


async def test_an_entity_that_was_removed_has_nothing_to_change(subscription: Subscription) -> None:
    assert await subscription.deliveries_of({"r": [POWER]}) == [Removal(SUBSCRIPTION, (POWER,))]
    with pytest.raises(UnknownEntityChanged):
        await subscription.change(POWER, {"+": {"s": "1", "lc": 1795439970.0}})
