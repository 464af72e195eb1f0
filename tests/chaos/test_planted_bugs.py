"""A comparison that never fails proves nothing: each of these bugs must show in its figures."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import pytest

from energy_desktop.adapters.demo_home import Household
from energy_desktop.model.columns import ReadingColumns
from energy_desktop.model.coverage import BatchMark
from energy_desktop.model.entities import Entity
from energy_desktop.model.timestamps import DAY, SECOND
from energy_desktop.services.recorder.flushing import Flushing
from energy_desktop.services.recorder.live import LiveRecording
from tests.chaos.inside_lane import MADE, InsideLane, inside_lane
from tests.services.recorder.bench import FaultyMetrics

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(180)]

HOUSEHOLD = Household(7)
SETTLES_WITHIN = 8.0

Series = Callable[[InsideLane], Awaitable[None]]


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A home whose time runs faster is asked again sooner."""
    monkeypatch.setattr(
        "energy_desktop.services.recorder.gap_repair.ASK_AGAIN_AFTER", (0.5, 1.0, 2.0)
    )


async def flooded(lane: InsideLane, seconds: float = 1.0) -> None:
    await lane.home.faults.flood(300, seconds, [MADE])


async def interrupted(lane: InsideLane) -> None:
    """Load; a lost connection; load while nobody listens; load again."""
    await flooded(lane)
    await lane.kill()
    await flooded(lane)
    await lane.start()
    await lane.healed()
    await flooded(lane)


async def killed_between(lane: InsideLane) -> None:
    """Killed in the middle of the load, again and again."""
    for _ in range(3):
        async with asyncio.TaskGroup() as group:
            group.create_task(flooded(lane, 1.6))
            await asyncio.sleep(1.3)
            await lane.kill()
        await lane.start()
        await lane.healed()


async def chosen_anew(lane: InsideLane) -> None:
    """Another set of entities is tracked in the middle of the load."""
    async with asyncio.TaskGroup() as group:
        group.create_task(flooded(lane, 2.0))
        await asyncio.sleep(0.5)
        await lane.recorder.tracking.untrack(["sensor.fridge_power"])
        await asyncio.sleep(0.7)
        await lane.recorder.tracking.track(["sensor.fridge_power"])


SERIES = [interrupted, killed_between, chosen_anew]


async def lost_in(folder: Path, series: Series) -> int:
    """Readings that the comparison misses after a series of faults."""
    async with inside_lane(folder, 7, HOUSEHOLD) as lane:
        await series(lane)
        verdict = await lane.settled(SETTLES_WITHIN)
    assert verdict.duplicated == verdict.invented == 0
    return verdict.lost


@pytest.mark.parametrize("series", SERIES)
async def test_without_a_bug_nothing_is_lost(tmp_path: Path, series: Series) -> None:
    async with inside_lane(tmp_path, 7, HOUSEHOLD) as lane:
        await series(lane)
        verdict = await lane.settled(60)
    assert verdict.is_clean, verdict.examples


async def test_a_dropped_batch_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = FaultyMetrics.write_readings

    async def forgetful(
        self: FaultyMetrics, readings: ReadingColumns, mark: BatchMark | None = None
    ) -> None:
        is_dropped = mark is not None and mark.session_id and mark.number % 3 == 0
        await write(self, ReadingColumns.of([]) if is_dropped else readings, mark)

    monkeypatch.setattr(FaultyMetrics, "write_readings", forgetful)
    assert await lost_in(tmp_path, interrupted) > 0


async def test_a_subscription_that_ends_before_the_next_begins_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    follow = LiveRecording.follow

    async def without_overlap(self: LiveRecording, entities: Sequence[Entity]) -> None:
        if self._subscription is not None:
            await self._link.unsubscribe(self._subscription)
            self._subscription = None
            await asyncio.sleep(0.5)
        await follow(self, entities)

    monkeypatch.setattr(LiveRecording, "follow", without_overlap)
    assert await lost_in(tmp_path, chosen_anew) > 0


async def test_a_repair_that_does_not_reach_the_end_of_the_gap_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("energy_desktop.services.recorder.history_copy.PAST_THE_END", -20 * SECOND)
    assert await lost_in(tmp_path, interrupted) > 0


async def test_a_ledger_that_moves_before_the_data_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_one = Flushing._write_one

    async def ledger_first(self: Flushing) -> None:
        session, board = self._session, self._board
        await session.durable(session.proven_to, self._writer.number, board.last_event_at)
        await asyncio.sleep(0.7)
        await write_one(self)

    monkeypatch.setattr(Flushing, "_write_one", ledger_first)
    assert await lost_in(tmp_path, killed_between) > 0


async def test_a_repair_that_is_closed_without_meeting_the_snapshot_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("energy_desktop.services.recorder.raw_repair.COMMITTED_AFTER", -DAY)
    assert await lost_in(tmp_path, interrupted) > 0
