"""Home Assistant's clock, watched and asked."""

import asyncio

import pytest

from energy_desktop.model.home import Changes, ClockAnswer
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.timestamps import Micros
from energy_desktop.ports.errors import HomeRequestFailed, HomeUnreachable
from energy_desktop.ports.home import HomeLink
from tests.adapters.home_assistant.deliveries import (
    change,
    outcome,
    state,
    still_alive,
    subscribed,
    taken,
)
from tests.adapters.home_assistant.scripted_home import Message, ScriptedHome, event, result


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
