"""What nobody holds any more ends on the loop's thread, whoever makes objects meanwhile."""

import asyncio
import gc
import threading
import weakref

import pytest

from energy_desktop.app import garbage
from energy_desktop.app.garbage import (
    collect_on_loop,
    freeze_what_the_start_left,
    no_automatic_collection,
)
from tests.waiting import until


class Circle:
    """Holds itself, as a widget and its slots do."""

    def __init__(self, ended_on: list[str]) -> None:
        self.me = self
        weakref.finalize(self, lambda: ended_on.append(threading.current_thread().name))


def make_objects() -> None:
    """So many that Python would collect."""
    kept = [[number] for number in range(20 * gc.get_threshold()[0])]
    assert kept


@pytest.fixture(autouse=True)
def looking_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(garbage, "_LOOK_EVERY", 0.005)


async def test_a_circle_ends_on_the_loop() -> None:
    ended_on: list[str] = []
    with no_automatic_collection():
        Circle(ended_on)
        await asyncio.to_thread(make_objects)
        assert ended_on == []
        kept = [[number] for number in range(2 * gc.get_threshold()[0])]
        async with asyncio.TaskGroup() as group:
            looking = group.create_task(collect_on_loop())
            await until(lambda: ended_on)
            looking.cancel()
        assert kept
    assert ended_on == [threading.current_thread().name]


@pytest.mark.parametrize("was_enabled", [True, False])
def test_afterwards_it_is_as_before(was_enabled: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if was_enabled else gc.disable)()
        with no_automatic_collection():
            assert not gc.isenabled()
        assert gc.isenabled() is was_enabled
    finally:
        (gc.enable if before else gc.disable)()


async def test_what_the_start_left_is_not_looked_through_until_the_window_is_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(garbage, "_CHARTS_ARE_THERE_AFTER", 0.0)
    charts = [[number] for number in range(10)]
    with no_automatic_collection():
        await freeze_what_the_start_left()
        assert gc.get_freeze_count() > len(charts)
        assert not any(each is charts for each in gc.get_objects())
    assert gc.get_freeze_count() == 0
