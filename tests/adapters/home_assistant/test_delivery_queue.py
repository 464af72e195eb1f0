import asyncio

import pytest

from energy_desktop.adapters.home_assistant import delivery_queue
from energy_desktop.adapters.home_assistant.delivery_queue import DeliveryQueue
from energy_desktop.model.home import Changes, ClockAnswer, StateEvent
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.timestamps import Micros
from energy_desktop.ports.errors import HomeUnreachable


def state(number: int) -> StateEvent:
    return StateEvent("sensor.power", str(number), Micros(number), "W", None)


async def test_order_is_kept_across_kinds_and_subscriptions() -> None:
    queue = DeliveryQueue()
    queue.add_changes(1, [state(1)])
    queue.add_changes(1, [state(2)])
    queue.add_changes(2, [state(2)])
    queue.add_changes(1, [state(3)])
    queue.add(ClockAnswer(Micros(4)))
    queue.add_changes(1, [state(5)])
    assert await queue.take() == [
        Changes(1, (state(1), state(2))),
        Changes(2, (state(2),)),
        Changes(1, (state(3),)),
        ClockAnswer(Micros(4)),
        Changes(1, (state(5),)),
    ]


async def test_taking_waits_until_something_comes() -> None:
    queue = DeliveryQueue()
    async with asyncio.TaskGroup() as group:
        taking = group.create_task(queue.take())
        await asyncio.sleep(0)
        assert not taking.done()
        queue.add(ClockAnswer(Micros(1)))
    assert taking.result() == [ClockAnswer(Micros(1))]


async def test_the_end_comes_after_all_that_waited() -> None:
    queue = DeliveryQueue()
    queue.add(ClockAnswer(Micros(1)))
    queue.end(HomeUnreachable(ProblemCode.HOME_CONNECTION_LOST, host="h", port=1))
    queue.end(None)
    assert await queue.take() == [ClockAnswer(Micros(1))]
    for _ in range(2):
        with pytest.raises(HomeUnreachable):
            await queue.take()


async def test_after_a_close_there_is_nothing_to_take() -> None:
    queue = DeliveryQueue()
    queue.end(None)
    assert await queue.take() == []


async def test_there_is_no_room_while_too_much_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery_queue, "WAITING_LIMIT", 3)
    queue = DeliveryQueue()
    queue.add_changes(1, [state(1), state(2)])
    await queue.room()
    queue.add_changes(1, [state(3)])
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(queue.room())
        await asyncio.sleep(0)
        assert not waiting.done()
        await queue.take()


async def test_the_end_makes_room() -> None:
    queue = DeliveryQueue()
    queue.add_changes(1, [state(1)] * delivery_queue.WAITING_LIMIT)
    queue.end(None)
    await queue.room()
