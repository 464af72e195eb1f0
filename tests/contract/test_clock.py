"""Home Assistant's clock, asked by a template, and its place among the events.

Everything that is said to be covered rests on this: an answer of the clock stands behind every
change that happened before it.
"""

import asyncio
from typing import Any

import pytest

from tests.contract.homes import ContractHome
from tests.contract.wire import Wire

CLOCK = "{{ utcnow().timestamp() }}"


async def ask_clock(wire: Wire) -> float:
    """Home Assistant's time in seconds."""
    subscription = await wire.subscribe("render_template", template=CLOCK)
    answer: float = (await wire.event(subscription))["result"]
    return answer


async def test_it_answers_in_microseconds(home: ContractHome) -> None:
    async with home.connected() as wire:
        subscription = await wire.subscribe("render_template", template=CLOCK)
        answer = await wire.event(subscription)

    assert set(answer) >= {"result", "listeners"}
    assert isinstance(answer["result"], float)
    assert abs(answer["result"] * 1e6 - round(answer["result"] * 1e6)) < 0.5
    assert answer["listeners"]["time"] is True


async def test_it_goes_forward(home: ContractHome) -> None:
    async with home.connected() as wire:
        answers = [await ask_clock(wire) for _ in range(5)]
    assert answers == sorted(set(answers))


async def test_it_agrees_with_the_times_of_states(home: ContractHome) -> None:
    async with home.connected() as wire:
        before = await ask_clock(wire)
        entity = await home.new_entity("1")
        after = await ask_clock(wire)
        subscription = await wire.subscribe("subscribe_entities", entity_ids=[entity])
        state = (await wire.event(subscription))["a"][entity]
    assert before < state["lc"] < after


async def test_under_load_no_answer_overtakes_an_older_event(home: ContractHome) -> None:
    entity = await home.new_entity("1")
    async with home.connected() as wire, asyncio.TaskGroup() as tasks:
        await wire.result("supported_features", features={"coalesce_messages": 1})
        events = await wire.subscribe("subscribe_entities", entity_ids=[entity])
        await wire.event(events)
        load = tasks.create_task(home.emit(entity, 2000, rate=1000))
        clocks = set()
        while not load.done():
            clocks.add(await wire.request("render_template", template=CLOCK))
            await asyncio.sleep(0.01)
            await wire.unread(0.005)
        await wire.unread(0.5)

    order = in_order(wire.received, events, clocks, entity)
    changes = [moment for kind, moment in order if kind == "change"]
    assert len(changes) == 2000
    assert len(clocks) > 20
    # More, where a full minute passed meanwhile: every clock asked before then told it again.
    assert sum(kind == "clock" for kind, _ in order) >= len(clocks)
    assert [moment for _, moment in order] == sorted(moment for _, moment in order)


def in_order(
    received: list[dict[str, Any]], events: int, clocks: set[int], entity: str
) -> list[tuple[str, float]]:
    """The times of changes and of the clock's answers in the order of their arrival."""
    order: list[tuple[str, float]] = []
    for message in received:
        if message["type"] != "event":
            continue
        if message["id"] == events and "c" in message["event"]:
            order.append(("change", message["event"]["c"][entity]["+"]["lc"]))
        if message["id"] in clocks:
            order.append(("clock", message["event"]["result"]))
    return order


@pytest.mark.slow
async def test_it_answers_again_by_itself_every_minute(home: ContractHome) -> None:
    async with home.connected() as wire:
        subscription = await wire.subscribe("render_template", template=CLOCK)
        first = (await wire.event(subscription))["result"]
        second = (await wire.event(subscription, patience=65))["result"]
    assert 0 < second - first <= 61
    assert second % 60 < 2


async def test_it_ends_with_its_subscription(home: ContractHome) -> None:
    async with home.connected() as wire:
        subscription = await wire.subscribe("render_template", template=CLOCK)
        await wire.event(subscription)
        assert await wire.result("unsubscribe_events", subscription=subscription) is None
