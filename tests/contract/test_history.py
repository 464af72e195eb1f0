"""`history/history_during_period`: the rows of the past, and how they meet live events."""

import asyncio
from typing import Any

from tests.contract.homes import POWER, ContractHome, iso, written_at
from tests.contract.wire import PATIENCE, Wire

MICROSECOND = 1e-6
ALL_ROWS = {"significant_changes_only": False, "include_start_time_state": False}

Row = dict[str, Any]


async def history(wire: Wire, entity: str, since: float, **flags: object) -> list[Row]:
    """The rows of an entity."""
    answer = await wire.result(
        "history/history_during_period", start_time=iso(since), entity_ids=[entity], **flags
    )
    assert set(answer) <= {entity}
    rows: list[Row] = answer.get(entity, [])
    return rows


async def recorded(wire: Wire, entity: str, since: float, last: float) -> list[Row]:
    """All rows, once the one of the time `last` is among them: it is committed some time later."""
    async with asyncio.timeout(PATIENCE):
        while True:
            rows = await history(wire, entity, since, **ALL_ROWS)
            if any(row["lu"] == last for row in rows):
                return rows
            await asyncio.sleep(0.1)


async def life(home: ContractHome, wire: Wire) -> tuple[str, list[Row]]:
    """An entity that changed its state, its attributes and its state again.

    Returns it with what was told live of each of the four states, as rows of history have it.
    """
    entity = await home.new_entity("1")
    subscription = await wire.subscribe("subscribe_entities", entity_ids=[entity])
    full = (await wire.event(subscription))["a"][entity]
    told = [{"s": full["s"], "lu": written_at(full)}]
    for state, attributes in (("2", {}), ("2", {"tariff": "night"}), ("3", {})):
        await home.set_state(entity, state, dict(attributes))
        change = (await wire.event(subscription))["c"][entity]["+"]
        told.append({"s": state, "lu": written_at(change)})
    await recorded(wire, entity, told[0]["lu"] - 1, told[-1]["lu"])
    return entity, told


async def test_its_times_are_those_of_the_live_events_bit_for_bit(home: ContractHome) -> None:
    async with home.connected() as wire:
        entity, told = await life(home, wire)
        rows = await history(wire, entity, told[0]["lu"] - 1, **ALL_ROWS)

    assert [{"s": row["s"], "lu": row["lu"]} for row in rows] == told


async def test_a_row_has_lc_only_where_it_differs_from_lu(home: ContractHome) -> None:
    async with home.connected() as wire:
        entity, told = await life(home, wire)
        first, second, attributes_only, last = await history(
            wire, entity, told[0]["lu"] - 1, **ALL_ROWS
        )

    for row in (first, second, last):
        assert set(row) == {"s", "a", "lu"}
    assert set(attributes_only) == {"s", "a", "lu", "lc"}
    assert abs(attributes_only["lc"] - second["lu"]) < MICROSECOND
    assert first["a"] == POWER
    assert attributes_only["a"] == {**POWER, "tariff": "night"}


async def test_significant_changes_leave_out_a_change_of_attributes_alone(
    home: ContractHome,
) -> None:
    async with home.connected() as wire:
        entity, told = await life(home, wire)
        rows = await history(wire, entity, told[0]["lu"] - 1, include_start_time_state=False)

    assert [row["lu"] for row in rows] == [told[n]["lu"] for n in (0, 1, 3)]


async def test_the_first_row_is_made_up_unless_told_not_to(home: ContractHome) -> None:
    async with home.connected() as wire:
        entity, told = await life(home, wire)
        between = (told[0]["lu"] + told[1]["lu"]) / 2
        rows = await history(wire, entity, between, significant_changes_only=False)
        without = await history(wire, entity, between, **ALL_ROWS)

    assert rows[0]["s"] == "1"
    assert abs(rows[0]["lu"] - between) <= MICROSECOND
    assert [row["lu"] for row in rows[1:]] == [row["lu"] for row in told[1:]]
    assert without == rows[1:]


async def test_no_attributes_leaves_them_empty(home: ContractHome) -> None:
    async with home.connected() as wire:
        entity, told = await life(home, wire)
        rows = await history(wire, entity, told[0]["lu"] - 1, **ALL_ROWS, no_attributes=True)

    assert [row["a"] for row in rows] == [{}] * 4


async def test_a_minimal_response_has_attributes_in_its_first_row_only(
    home: ContractHome,
) -> None:
    async with home.connected() as wire:
        entity, told = await life(home, wire)
        rows = await history(
            wire, entity, told[0]["lu"] - 1, include_start_time_state=False, minimal_response=True
        )

    assert [set(row) for row in rows] == [{"s", "a", "lu"}, {"s", "lu"}, {"s", "lu"}]
    assert [row["s"] for row in rows] == ["1", "2", "3"]


async def test_a_minimal_response_never_repeats_a_state(home: ContractHome) -> None:
    async with home.connected() as wire:
        entity, told = await life(home, wire)
        rows = await history(
            wire, entity, told[0]["lu"] - 1, minimal_response=True, significant_changes_only=False
        )
    assert [row["s"] for row in rows] == ["1", "2", "3"]


async def test_minimal_without_attributes_has_state_and_time_alone(home: ContractHome) -> None:
    async with home.connected() as wire:
        entity, told = await life(home, wire)
        rows = await history(
            wire,
            entity,
            told[0]["lu"] - 1,
            include_start_time_state=False,
            minimal_response=True,
            no_attributes=True,
        )
    assert [set(row) for row in rows] == [{"s", "lu"}] * 3


async def test_a_span_leaves_out_both_of_its_ends(home: ContractHome) -> None:
    async with home.connected() as wire:
        entity, told = await life(home, wire)
        second, last = told[1]["lu"], told[3]["lu"]
        inside = await history(
            wire, entity, second + 2 * MICROSECOND, end_time=iso(last - 2 * MICROSECOND), **ALL_ROWS
        )
        around = await history(
            wire, entity, second - 2 * MICROSECOND, end_time=iso(last + 2 * MICROSECOND), **ALL_ROWS
        )
    assert [row["lu"] for row in inside] == [told[2]["lu"]]
    assert [row["lu"] for row in around] == [row["lu"] for row in told[1:]]


async def test_without_an_end_it_reaches_to_the_present(home: ContractHome) -> None:
    known, day = home.statistics, 86_400
    recent = known.recent.timestamp()
    async with home.connected() as wire:
        rows = await history(wire, known.flaky, recent - 3 * day, **ALL_ROWS)
    assert rows[0]["lu"] < recent - day
    # Beyond the one day that an older Home Assistant would have taken for the end.
    assert rows[-1]["lu"] > recent - 2 * day
    assert rows[-1]["lu"] > rows[0]["lu"] + day


async def test_an_unknown_entity_and_the_future_are_empty_and_no_error(
    home: ContractHome,
) -> None:
    entity = await home.new_entity("1")
    async with home.connected() as wire:
        subscription = await wire.subscribe("subscribe_entities", entity_ids=[entity])
        now = (await wire.event(subscription))["a"][entity]["lc"]
        assert await history(wire, "sensor.never_was", now - 60) == []
        assert await history(wire, entity, now + 3600) == []


async def test_several_entities_come_in_one_answer(home: ContractHome) -> None:
    async with home.connected() as wire:
        (one, told), (other, later) = await life(home, wire), await life(home, wire)
        answer = await wire.result(
            "history/history_during_period",
            start_time=iso(told[0]["lu"] - 1),
            entity_ids=[one, other],
            **ALL_ROWS,
        )
    assert set(answer) == {one, other}
    assert [row["lu"] for row in answer[other]] == [row["lu"] for row in later]


async def test_a_removal_is_a_row_without_a_state(home: ContractHome) -> None:
    async with home.connected() as wire:
        entity, told = await life(home, wire)
        await home.remove(entity)
        async with asyncio.timeout(PATIENCE):
            while True:
                rows = await history(wire, entity, told[0]["lu"] - 1, **ALL_ROWS)
                if rows[-1]["s"] is None:
                    break
                await asyncio.sleep(0.1)
    assert len(rows) == len(told) + 1
    assert set(rows[-1]) == {"s", "a", "lu"}
    assert rows[-1]["a"] == {}
    assert rows[-1]["lu"] > told[-1]["lu"]


async def test_the_state_a_subscription_begins_with_is_a_row(home: ContractHome) -> None:
    for entity in (home.power_entity, home.energy_entity):
        async with home.connected() as wire:
            subscription = await wire.subscribe("subscribe_entities", entity_ids=[entity])
            state = (await wire.event(subscription))["a"][entity]
            rows = await recorded(wire, entity, written_at(state) - 1, written_at(state))
        assert [row["s"] for row in rows if row["lu"] == written_at(state)] == [state["s"]]


async def test_no_entity_at_all_is_an_error(home: ContractHome) -> None:
    async with home.connected() as wire:
        code = await wire.error(
            "history/history_during_period", start_time=iso(1_750_000_000), entity_ids=[]
        )
    assert code == "unknown_error"


async def test_a_repeated_identical_state_leaves_no_row(home: ContractHome) -> None:
    async with home.connected() as wire:
        entity, told = await life(home, wire)
        await home.set_state(entity, "3")
        await home.set_state(entity, "4")
        subscription = await wire.subscribe("subscribe_entities", entity_ids=[entity])
        last = (await wire.event(subscription))["a"][entity]["lc"]
        rows = await recorded(wire, entity, told[-1]["lu"] - 1e-3, last)
    assert [row["s"] for row in rows][-2:] == ["3", "4"]
    assert [row["s"] for row in rows].count("3") == 1
