"""Links that tests open, and the tasks they start."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import pytest

from energy_desktop.adapters.home_assistant.home import HomeAssistant
from energy_desktop.model.home import ConnectionState
from energy_desktop.ports.home import HomeLink
from tests.adapters.home_assistant.scripted_home import ScriptedHome


class GroupTask:
    """A task of a group, as adapters know tasks."""

    def __init__(self, task: "asyncio.Task[None]") -> None:
        self.task = task

    def cancel(self) -> None:
        self.task.cancel()

    async def finished(self) -> None:
        await asyncio.wait([self.task])


class GroupSpawn:
    """Starts tasks in a group: an error in one of them fails the test."""

    def __init__(self, group: asyncio.TaskGroup) -> None:
        self.group = group
        self.started: list[GroupTask] = []

    def __call__(self, name: str, coroutine: Coroutine[Any, Any, None]) -> GroupTask:
        self.started.append(GroupTask(self.group.create_task(coroutine, name=name)))
        return self.started[-1]


def ignore_progress(_: ConnectionState) -> None:
    """Progress that nobody looks at."""


@pytest.fixture
async def spawn() -> AsyncIterator[GroupSpawn]:
    async with asyncio.TaskGroup() as group:
        started = GroupSpawn(group)
        yield started
        for task in started.started:
            task.cancel()


@pytest.fixture
async def home() -> AsyncIterator[ScriptedHome]:
    async with ScriptedHome() as scripted:
        yield scripted


@pytest.fixture
async def link(home: ScriptedHome, spawn: GroupSpawn) -> AsyncIterator[HomeLink]:
    opened = await HomeAssistant(home.url, home.token, spawn).connect(ignore_progress)
    yield opened
    await opened.close()


MakeHome = Callable[[str], HomeAssistant]


@pytest.fixture
def home_at(spawn: GroupSpawn) -> MakeHome:
    """A Home Assistant at an address, with the scripted home's token."""

    def make(url: str) -> HomeAssistant:
        return HomeAssistant(url, ScriptedHome.token, spawn)

    return make
