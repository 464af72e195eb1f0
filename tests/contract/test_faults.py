"""What goes wrong in a home, as its clients see it."""

import asyncio
from datetime import timedelta
from typing import Any

from websockets import State

from tests.contract.homes import ContractHome, iso, written_at
from tests.contract.wire import PATIENCE, Wire

QUIET = 0.4
"""Seconds in which whatever there is to come has come."""


async def rows_of(wire: Wire, entity: str, since: float, until: float) -> list[dict[str, Any]]:
    """History of an entity in a stretch."""
    answer = await wire.result(
        "history/history_during_period",
        start_time=iso(since),
        end_time=iso(until),
        entity_ids=[entity],
        significant_changes_only=False,
        include_start_time_state=False,
    )
    found: list[dict[str, Any]] = answer.get(entity, [])
    return found


async def test_a_half_open_connection_stays_and_answers_nothing(
    untouched_home: ContractHome,
) -> None:
    async with untouched_home.connected() as wire:
        await wire.ask("ping")
        await untouched_home.fall_silent()
        await wire.request("ping")
        assert await wire.unread(QUIET) == []
        assert wire.socket.state is State.OPEN


async def test_after_a_crash_history_holds_the_beginning_of_what_was_told(
    untouched_home: ContractHome,
) -> None:
    home, entity = untouched_home, untouched_home.power_entity
    async with home.connected() as wire:
        subscription = await wire.subscribe("subscribe_entities", entity_ids=[entity])
        since = written_at((await wire.event(subscription))["a"][entity])
        told = []
        for number in range(40):
            await home.set_state(entity, f"{7000 + number}")
            told.append((await wire.event(subscription))["c"][entity]["+"]["lc"])
    await home.crash()
    async with home.connected() as wire:
        rows = await rows_of(wire, entity, since + 1e-6, told[-1] + 1e-6)
    held = [row["lu"] for row in rows if row["s"].startswith("70")]
    assert held == told[: len(held)]


async def test_a_purge_takes_raw_rows_and_five_minute_statistics_and_leaves_hours(
    untouched_home: ContractHome,
) -> None:
    home, power = untouched_home, untouched_home.statistics.power
    start, end = home.statistics.recent, home.statistics.recent + timedelta(hours=1)

    async def counts(wire: Wire) -> tuple[int, int, int]:
        raw = await rows_of(wire, power, start.timestamp(), end.timestamp())
        statistics = [
            await wire.result(
                "recorder/statistics_during_period",
                start_time=start.isoformat(),
                end_time=end.isoformat(),
                statistic_ids=[power],
                period=period,
            )
            for period in ("5minute", "hour")
        ]
        fine, coarse = (len(found.get(power, ())) for found in statistics)
        return len(raw), fine, coarse

    async with home.connected() as wire:
        raw, fine, hours = await counts(wire)
        assert raw > 0
        assert (fine, hours) == (12, 1)
        await home.purge()
        async with asyncio.timeout(PATIENCE):
            while (await counts(wire))[:2] != (0, 0):  # noqa: ASYNC110 - a purge tells no event
                await asyncio.sleep(0.1)
        assert await counts(wire) == (0, 0, 1)
