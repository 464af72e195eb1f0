"""The peer does what it promises to the tests that build on it."""

import asyncio
from collections import Counter
from datetime import UTC, datetime
from itertools import count, islice

import pytest

from tests.contract.wire import authenticated
from tests.real_home_assistant.database import SeededStatistic, StatisticKind
from tests.real_home_assistant.peer import RealHomeAssistant
from tests.real_home_assistant.truth import micros

pytestmark = pytest.mark.real_home_assistant

HOUR = 3600.0
NEW_YEAR_2025 = 1_735_686_000.0
POWER = "sensor.peer_power_w_0"
METER = "sensor.peer_energy_total_kwh_0"


async def test_a_load_changes_what_it_says_and_home_assistant_records_it(
    real_home_assistant: RealHomeAssistant,
) -> None:
    load = await real_home_assistant.emit(800, rate=800)
    await real_home_assistant.recorded()

    assert load.count == len(load.changes) == 800
    assert 0.9 < load.seconds < 10
    for entity_id, written in Counter(change.entity_id for change in load.changes).items():
        rows = real_home_assistant.recorded_states(entity_id)[-written:]
        assert [(row.state, row.last_updated) for row in rows] == [
            (change.state, change.last_updated)
            for change in load.changes
            if change.entity_id == entity_id
        ]
        assert load.last[entity_id] == rows[-1].state


async def test_a_meter_resets_with_a_new_last_reset(
    real_home_assistant: RealHomeAssistant,
) -> None:
    await real_home_assistant.emit(250, rate=0, entity_ids=[METER])
    await real_home_assistant.recorded()

    rows = real_home_assistant.recorded_states(METER)[-250:]
    resets = list(dict.fromkeys(row.attributes["last_reset"] for row in rows))
    assert len(resets) == 3
    assert [row.state for row in rows if row.attributes["last_reset"] == resets[1]][:2] == [
        "0.000",
        "0.001",
    ]


async def test_an_entity_can_be_set_made_unavailable_removed_renamed_and_restored(
    real_home_assistant: RealHomeAssistant,
) -> None:
    home = real_home_assistant
    async with authenticated(home.url, home.token) as wire:
        subscription = await wire.subscribe("subscribe_entities", entity_ids=[POWER])
        assert (await wire.event(subscription))["a"][POWER]["s"] == "0.0"

        times = await home.set_state(POWER, "12", {"unit_of_measurement": "kW"})
        change = (await wire.event(subscription))["c"][POWER]["+"]
        assert change["s"] == "12"
        assert change["a"] == {"unit_of_measurement": "kW"}
        assert micros(change["lc"]) == times.last_updated

        await home.set_state(POWER, "unavailable")
        assert (await wire.event(subscription))["c"][POWER]["+"]["s"] == "unavailable"
        await home.remove(POWER)
        assert await wire.event(subscription) == {"r": [POWER]}
        await home.restore(POWER)
        assert POWER in (await wire.event(subscription))["a"]
    await home.rename(POWER, "sensor.renamed")
    await home.set_state("sensor.renamed", "13")
    states = {each["entity_id"]: each for each in await home.call("get_states")}
    assert POWER not in states
    assert states["sensor.renamed"]["state"] == "13"


@pytest.mark.parametrize("orderly", [True, False])
async def test_it_comes_back_at_the_same_address_with_its_record(
    real_home_assistant: RealHomeAssistant, orderly: bool
) -> None:
    home = real_home_assistant
    url = home.url
    load = await home.emit(20, rate=0, entity_ids=["sensor.peer_energy_kwh_0"])
    await home.recorded()

    await (home.stop() if orderly else home.kill())
    assert home.pid is None
    await home.start()

    assert home.url == url
    recorded = {
        row.last_updated: row.state for row in home.recorded_states("sensor.peer_energy_kwh_0")
    }
    assert all(recorded[change.last_updated] == change.state for change in load.changes)
    if orderly:
        states = {each["entity_id"]: each["state"] for each in await home.call("get_states")}
        assert states["sensor.peer_energy_kwh_0"] == load.last["sensor.peer_energy_kwh_0"]


async def test_history_can_be_seeded_for_years(
    stopped_home_assistant: RealHomeAssistant,
) -> None:
    home = stopped_home_assistant
    hours = [NEW_YEAR_2025 + n * HOUR for n in range(365 * 24)]
    sums = (n * 0.5 for n in count(1))
    with home.seeding() as seed:
        seed.statistics(
            StatisticKind("sensor.peer_energy_kwh_0", "kWh", has_sum=True),
            [SeededStatistic(start, state=s, sum=s) for start, s in zip(hours, sums, strict=False)],
        )
        seed.states(POWER, [(start, "1.5") for start in islice(hours, 10)], {"friendly_name": "P"})
    await home.start()

    rows = await home.call(
        "recorder/statistics_during_period",
        start_time="2024-12-31T23:00:00+00:00",
        statistic_ids=["sensor.peer_energy_kwh_0"],
        period="hour",
        types=["sum"],
    )
    assert len(rows["sensor.peer_energy_kwh_0"]) == len(hours)
    history = await home.call(
        "history/history_during_period",
        start_time="2024-12-31T22:59:59+00:00",
        end_time="2025-01-02T00:00:00+00:00",
        entity_ids=[POWER],
        include_start_time_state=False,
        significant_changes_only=False,
    )
    assert [row["lu"] for row in history[POWER]] == hours[:10]


async def test_home_assistant_compiles_statistics_of_seeded_states_by_itself(
    stopped_home_assistant: RealHomeAssistant,
) -> None:
    home, meter = stopped_home_assistant, "sensor.peer_energy_kwh_0"
    # The hour before the last full one, by the clock of the database's newest row.
    newest = home.recorded_states(meter)[-1].last_updated / 1_000_000
    hour = newest // HOUR * HOUR - 2 * HOUR
    values = [5.0, 5.5, 0.4, 0.9]
    with home.seeding() as seed:
        seed.states(
            meter,
            [(hour + 600 * n, str(value)) for n, value in enumerate(values)],
            {"unit_of_measurement": "kWh", "state_class": "total_increasing"},
        )
        seed.compile_from(hour)
    await home.start()

    rows: list[dict[str, float]] = []
    async with asyncio.timeout(30):
        while not rows:
            answer = await home.call(
                "recorder/statistics_during_period",
                start_time=datetime.fromtimestamp(hour, UTC).isoformat(),
                end_time=datetime.fromtimestamp(hour + HOUR, UTC).isoformat(),
                statistic_ids=[meter],
                period="hour",
                types=["sum", "state"],
            )
            rows = answer.get(meter, [])
    # 0.5 until the reset, then 0.4 and 0.5: a new value below 0.9 of the old counts in full.
    assert rows[0]["state"] == 0.9
    assert rows[0]["sum"] == pytest.approx(1.4)
