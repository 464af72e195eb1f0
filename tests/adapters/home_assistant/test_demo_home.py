"""The link and the demo home speak the same protocol: what is recorded is what happened."""

import asyncio
from collections.abc import AsyncIterator
from itertools import pairwise

import pytest

from energy_desktop.adapters.demo_home import DemoHome
from energy_desktop.adapters.home_assistant.home import HomeAssistant
from energy_desktop.model.energy_preferences import Role
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
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.statistics import Period
from energy_desktop.model.timestamps import DAY, HOUR, MINUTE, SECOND, Micros
from energy_desktop.ports.errors import HomeRefused, HomeUnreachable
from energy_desktop.ports.home import HomeLink
from tests.adapters.home_assistant.conftest import GroupSpawn, ignore_progress

POWER = "sensor.grid_power"


@pytest.fixture
async def demo() -> AsyncIterator[DemoHome]:
    async with DemoHome(seed=7) as running:
        yield running


@pytest.fixture
async def link(demo: DemoHome, spawn: GroupSpawn) -> AsyncIterator[HomeLink]:
    opened = await HomeAssistant(demo.url, "demo", spawn).connect(ignore_progress)
    yield opened
    await opened.close()


async def all_of(link: HomeLink) -> list[Delivery]:
    """Close the link and give all it delivered."""
    await link.close()
    return [each async for batch in link.deliveries() for each in batch]


def states_in(deliveries: list[Delivery]) -> list[StateEvent]:
    return [s for each in deliveries if isinstance(each, Snapshot | Changes) for s in each.states]


async def test_a_flood_is_delivered_as_it_happened_and_history_agrees(
    demo: DemoHome, link: HomeLink
) -> None:
    await link.subscribe([POWER])
    began = await link.ask_clock(5)
    await demo.faults.flood(rate=4_000, seconds=0.5)
    ended = await link.ask_clock(5)
    span = TimeRange(Micros(began - MINUTE), Micros(ended + 1))
    history = await link.history(POWER, span)
    deliveries = await all_of(link)

    truth = demo.truth(POWER, span.start / 1e6, span.end / 1e6)
    assert [(each.last_updated, each.state) for each in history] == truth
    live = [each for each in states_in(deliveries) if began <= each.last_updated <= ended]
    assert len(live) >= 2_000
    assert live == [each for each in history if each.last_updated >= began]


async def test_a_clock_answer_comes_after_all_changes_before_it(
    demo: DemoHome, link: HomeLink
) -> None:
    await link.subscribe([POWER])
    async with asyncio.TaskGroup() as group:
        group.create_task(demo.faults.flood(rate=4_000, seconds=0.5))
        for _ in range(20):
            await link.ask_clock(5)
            await asyncio.sleep(0.02)
    latest = Micros(0)
    answers = 0
    for each in await all_of(link):
        if isinstance(each, ClockAnswer):
            latest, answers = each.at, answers + 1
        elif isinstance(each, Changes):
            assert all(state.last_updated >= latest for state in each.states)
    assert answers == 20


async def test_life_and_death_of_an_entity_is_delivered(demo: DemoHome, link: HomeLink) -> None:
    await link.watch_registry()
    subscription = await link.subscribe([POWER, "sensor.never_was"])
    began = await link.ask_clock(5)
    demo.faults.set_unavailable(POWER)
    demo.faults.remove(POWER)
    demo.faults.restore(POWER)
    demo.faults.rename(POWER, "sensor.renamed_power")
    await link.ask_clock(5)
    history = await link.history("sensor.renamed_power", TimeRange(began, Micros(began + MINUTE)))
    deliveries = await all_of(link)
    assert isinstance(deliveries[0], Snapshot)
    assert [each.entity_id for each in deliveries[0].states] == [POWER]
    assert Removal(subscription, (POWER,)) in deliveries
    assert RegistryChanged() in deliveries
    assert any(isinstance(each, Snapshot) and not each.first for each in deliveries)
    assert "unavailable" in {each.state for each in history}


async def test_all_that_home_assistant_tells_is_understood(demo: DemoHome, link: HomeLink) -> None:
    configuration = await link.configuration()
    assert configuration.running
    assert configuration.time_zone == "Europe/Berlin"
    states = {each.entity_id: each for each in await link.states()}
    assert states[POWER].unit == "W"
    assert POWER in {each.entity_id for each in await link.registry()}
    roles = {part.role for part in await link.energy_preferences()}
    assert {Role.GRID_IN, Role.GRID_OUT, Role.SOLAR, Role.DEVICE} <= roles


@pytest.mark.parametrize("period", list(Period))
async def test_statistics_of_all_periods_are_read(link: HomeLink, period: Period) -> None:
    ids = [
        part.statistic_id
        for part in await link.energy_preferences()
        if part.role in (Role.GRID_IN, Role.GRID_POWER)
    ]
    metadata = {each.statistic_id: each for each in await link.statistic_metadata(ids)}
    now = await link.ask_clock(5)
    span = TimeRange(Micros(now - 70 * DAY), now)
    rows = await link.statistics(ids, period, span)
    assert {row.statistic_id for row in rows} == set(ids)
    for row in rows:
        assert span.contains(row.start)
        if metadata[row.statistic_id].has_mean:
            assert row.mean is not None
        else:
            assert row.sum is not None
    changes = [(row.sum, row.change) for row in rows if row.sum is not None]
    for (before, _), (after, change) in pairwise(changes):
        assert before is not None
        assert after is not None
        assert change == pytest.approx(after - before, abs=1e-6)


async def test_both_forms_of_preferences_name_the_same_meters(spawn: GroupSpawn) -> None:
    found = []
    for unified in (True, False):
        async with DemoHome(seed=7, unified_grid=unified) as demo:
            link = await HomeAssistant(demo.url, "demo", spawn).connect(ignore_progress)
            preferences = await link.energy_preferences()
            found.append({(each.statistic_id, each.role) for each in preferences})
            await link.close()
    newer, older = found
    assert older < newer
    # What is no meter is part of the newer form alone.
    only_newer = {role for _, role in newer - older}
    assert all(role == Role.BATTERY_CHARGE or role.endswith("_power") for role in only_newer)


async def test_a_restart_ends_the_link_and_another_one_finds_home_assistant_starting(
    demo: DemoHome, link: HomeLink, spawn: GroupSpawn
) -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(demo.faults.restart(down=0.05, starting=0.5))
        with pytest.raises(HomeUnreachable):
            _ = [batch async for batch in link.deliveries()]
        again = await _connected(HomeAssistant(demo.url, "demo", spawn))
        assert not (await again.configuration()).running
    assert (await again.configuration()).running
    await again.close()


async def _connected(home: HomeAssistant) -> HomeLink:
    """Connect as often as it takes."""
    async with asyncio.timeout(5):
        while True:
            try:
                return await home.connect(ignore_progress)
            except HomeUnreachable:
                await asyncio.sleep(0.02)


async def test_a_stalled_home_does_not_tell_its_time(demo: DemoHome, link: HomeLink) -> None:
    demo.faults.stall(2.0)
    with pytest.raises(Exception, match="did not answer"):
        await link.ask_clock(0.1)


async def test_a_refused_token_is_told_apart(demo: DemoHome, spawn: GroupSpawn) -> None:
    demo.faults.refuse_token()
    with pytest.raises(HomeRefused) as refused:
        await HomeAssistant(demo.url, "demo", spawn).connect(ignore_progress)
    assert refused.value.problem.code is ProblemCode.HOME_TOKEN_REFUSED


async def test_history_of_a_long_time_is_whole(demo: DemoHome, link: HomeLink) -> None:
    now = await link.ask_clock(5)
    span = TimeRange(Micros(now - 6 * HOUR), Micros(now - 2 * SECOND))
    truth = demo.truth(POWER, span.start / 1e6, span.end / 1e6)
    history = await link.history(POWER, span)
    assert [(each.last_updated, each.state) for each in history] == truth
    assert len(truth) > 100
