"""Requests find their answers, or learn that there is none."""

import asyncio

import pytest

from energy_desktop.adapters.home_assistant.link import HomeAssistantLink
from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import HomeProtocolError, HomeRequestFailed
from energy_desktop.ports.home import HomeLink
from tests.adapters.home_assistant.deliveries import still_alive
from tests.adapters.home_assistant.scripted_home import Message, ScriptedHome, result


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


async def test_a_result_of_another_shape_is_a_protocol_error_of_that_request(
    link: HomeLink, home: ScriptedHome
) -> None:
    home.answer("get_states", {"not": "a list"})
    with pytest.raises(HomeProtocolError) as failed:
        await link.states()
    assert failed.value.problem.code is ProblemCode.HOME_MALFORMED_MESSAGE
    await still_alive(link, home)
