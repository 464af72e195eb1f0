"""The link against a real Home Assistant: what it delivers is what Home Assistant recorded."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from energy_desktop.adapters.home_assistant.home import HomeAssistant
from energy_desktop.model.energy_preferences import Part, Role
from energy_desktop.model.home import (
    Changes,
    Delivery,
    RegistryChanged,
    Removal,
    Snapshot,
    StateEvent,
)
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.statistics import Period
from energy_desktop.model.timestamps import HOUR, MINUTE, SECOND, Micros
from energy_desktop.ports.errors import HomeRefused, HomeRequestFailed, HomeUnreachable
from energy_desktop.ports.home import HomeLink
from tests.adapters.home_assistant.conftest import GroupSpawn, ignore_progress
from tests.real_home_assistant.database import SeededStatistic, StatisticKind
from tests.real_home_assistant.fixtures import (
    baked_home_assistant,
    real_home_assistant,
    stopped_home_assistant,
)
from tests.real_home_assistant.peer import RealHomeAssistant

__all__ = ["baked_home_assistant", "real_home_assistant", "stopped_home_assistant"]

pytestmark = pytest.mark.real_home_assistant

POWER = "sensor.peer_power_w_0"
METER = "sensor.peer_energy_total_kwh_0"
START = Micros(1_735_686_000_000_000)


@pytest.fixture
async def link(
    real_home_assistant: RealHomeAssistant, spawn: GroupSpawn
) -> AsyncIterator[HomeLink]:
    opened = await connected(real_home_assistant, spawn)
    yield opened
    await opened.close()


async def connected(server: RealHomeAssistant, spawn: GroupSpawn) -> HomeLink:
    return await HomeAssistant(server.url, server.token, spawn).connect(ignore_progress)


async def all_of(link: HomeLink) -> list[Delivery]:
    """Close the link and give all it delivered."""
    await link.close()
    return [each async for batch in link.deliveries() for each in batch]


async def test_what_is_delivered_is_what_is_recorded_and_what_history_tells(
    real_home_assistant: RealHomeAssistant, link: HomeLink
) -> None:
    await link.subscribe([POWER, METER])
    began = await link.ask_clock(5)
    await real_home_assistant.emit(2_000, rate=0, entity_ids=[POWER, METER])
    await real_home_assistant.set_state(POWER, "3.5", {"unit_of_measurement": "kW"})
    await real_home_assistant.set_state(POWER, "3.5", {"remark": "an attribute alone"})
    await real_home_assistant.set_state(POWER, "unavailable")
    ended = await link.ask_clock(5)
    await real_home_assistant.recorded()
    span = TimeRange(began, ended)
    history = {each: await link.history(each, span) for each in (POWER, METER)}
    changes = [each for each in await all_of(link) if isinstance(each, Changes)]
    live = [state for each in changes for state in each.states]
    for entity_id, found in history.items():
        assert found == [each for each in live if each.entity_id == entity_id]
        rows = real_home_assistant.recorded_states(entity_id)
        assert [(each.state, each.last_updated) for each in found] == [
            (row.state, row.last_updated) for row in rows if began <= row.last_updated < ended
        ]
    assert [each.unit for each in history[POWER][-4:-1]] == ["W", "kW", "kW"]
    assert len({each.last_reset for each in history[METER]}) > 3


async def test_the_life_of_an_entity_is_delivered(
    real_home_assistant: RealHomeAssistant, link: HomeLink
) -> None:
    await link.watch_registry()
    subscription = await link.subscribe([POWER])
    before = {each.entity_id: each.registry_id for each in await link.registry()}
    began = await link.ask_clock(5)
    await real_home_assistant.remove(POWER)
    await real_home_assistant.restore(POWER)
    await real_home_assistant.rename(POWER, "sensor.renamed")
    await real_home_assistant.recorded()
    after = {each.registry_id: each.entity_id for each in await link.registry()}
    # After a rename the rows before it may be found under either id.
    span = TimeRange(began, Micros(began + MINUTE))
    history = [*await link.history(POWER, span), *await link.history("sensor.renamed", span)]
    deliveries = await all_of(link)
    assert after[before[POWER]] == "sensor.renamed"
    assert Removal(subscription, (POWER,)) in deliveries
    assert any(isinstance(each, Snapshot) and not each.first for each in deliveries)
    assert RegistryChanged() in deliveries
    assert "unavailable" in {each.state for each in history}


async def test_statistics_come_in_canonical_units_and_without_the_life_of_a_meter(
    stopped_home_assistant: RealHomeAssistant, spawn: GroupSpawn
) -> None:
    server = stopped_home_assistant
    with server.seeding() as seed:
        for unit, period in (("Wh", "hour"), ("kWh", "5minute")):
            length = 3600 if period == "hour" else 300
            rows = [
                SeededStatistic(START / 1e6 + index * length, state=100.0 + index, sum=50.0 + index)
                for index in range(5)
            ]
            kind = StatisticKind(f"sensor.seeded_{unit.lower()}", unit, has_sum=True)
            seed.statistics(kind, rows, "hour" if period == "hour" else "5minute")
        kind = StatisticKind("sensor.seeded_milliwatt", "mW", has_mean=True)
        seed.statistics(kind, [SeededStatistic(START / 1e6, mean=1500.0, min=0.0, max=2000.0)])
    await server.start()
    link = await connected(server, spawn)
    span = TimeRange(Micros(START + HOUR), Micros(START + 3 * HOUR))
    (first, second) = await link.statistics(["sensor.seeded_wh"], Period.HOUR, span)
    assert (first.start, first.state, first.sum) == (span.start, 0.101, 0.051)
    assert first.change == pytest.approx(0.001)
    assert second.start == span.start + HOUR
    (mean,) = await link.statistics(
        ["sensor.seeded_milliwatt"], Period.HOUR, TimeRange(START, Micros(START + HOUR))
    )
    assert (mean.mean, mean.max, mean.sum) == (1.5, 2.0, None)
    oldest, *rest = await link.statistics(
        ["sensor.seeded_kwh"], Period.FIVE_MINUTES, TimeRange(START, Micros(START + HOUR))
    )
    assert (oldest.sum, oldest.change) == (50.0, None)
    assert [row.change for row in rest] == [1.0] * 4
    await link.close()


async def test_preferences_are_read_as_they_were_saved(
    real_home_assistant: RealHomeAssistant, link: HomeLink
) -> None:
    assert list(await link.energy_preferences()) == []
    price = {"stat_cost": None, "entity_energy_price": None, "number_energy_price": 0.25}
    meter = "sensor.peer_energy_kwh_0"
    await real_home_assistant.call(
        "energy/save_prefs",
        energy_sources=[
            {
                "type": "grid",
                "flow_from": [{"stat_energy_from": meter, **price}],
                "flow_to": [],
                "cost_adjustment_day": 0,
            }
        ],
        device_consumption=[{"stat_consumption": "sensor.peer_energy_kwh_1"}],
    )
    assert list(await link.energy_preferences()) == [
        Part(meter, Role.GRID_IN),
        Part("sensor.peer_energy_kwh_1", Role.DEVICE),
    ]


async def test_a_reader_may_use_the_whole_link(
    real_home_assistant: RealHomeAssistant, spawn: GroupSpawn
) -> None:
    token = await real_home_assistant.token_of_reader()
    link = await HomeAssistant(real_home_assistant.url, token, spawn).connect(ignore_progress)
    assert (await link.configuration()).running
    assert POWER in {each.entity_id for each in await link.states()}
    assert POWER in {each.entity_id for each in await link.registry()}
    await link.watch_clock()
    await link.watch_registry()
    await link.watch_statistics()
    await link.unsubscribe(await link.subscribe([POWER]))
    now = await link.ask_clock(5)
    await link.history(POWER, TimeRange(Micros(now - HOUR), now))
    await link.close()


async def test_a_stop_is_noticed_at_once_and_holds_nothing_up(
    real_home_assistant: RealHomeAssistant, link: HomeLink
) -> None:
    async with asyncio.TaskGroup() as group, asyncio.timeout(8):
        stopping = group.create_task(real_home_assistant.stop())
        with pytest.raises(HomeUnreachable) as ended:
            _ = [batch async for batch in link.deliveries()]
        await stopping
    assert ended.value.problem.code is ProblemCode.HOME_CONNECTION_LOST


async def test_a_home_that_hangs_fails_requests_and_goes_on_afterwards(
    real_home_assistant: RealHomeAssistant, link: HomeLink
) -> None:
    before = await link.ask_clock(5)
    real_home_assistant.freeze()
    try:
        with pytest.raises(HomeRequestFailed):
            await link.ask_clock(0.2)
    finally:
        real_home_assistant.thaw()
    assert await link.ask_clock(5) >= before + 0.2 * SECOND


async def test_a_wrong_token_is_refused(
    real_home_assistant: RealHomeAssistant, spawn: GroupSpawn
) -> None:
    with pytest.raises(HomeRefused) as refused:
        await HomeAssistant(real_home_assistant.url, "wrong", spawn).connect(ignore_progress)
    assert refused.value.problem.code is ProblemCode.HOME_TOKEN_REFUSED


async def test_a_snapshot_after_a_break_equals_the_last_change_of_a_quiet_entity(
    real_home_assistant: RealHomeAssistant, link: HomeLink, spawn: GroupSpawn
) -> None:
    await link.subscribe([POWER])
    await real_home_assistant.emit(100, rate=0, entity_ids=[POWER])
    await link.ask_clock(5)
    last = _states(await all_of(link))[-1]
    again = await connected(real_home_assistant, spawn)
    await again.subscribe([POWER])
    await again.ask_clock(5)
    assert _states(await all_of(again)) == [last]


def _states(deliveries: list[Delivery]) -> list[StateEvent]:
    return [s for each in deliveries if isinstance(each, Snapshot | Changes) for s in each.states]
