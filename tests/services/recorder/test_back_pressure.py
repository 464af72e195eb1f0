"""A store that is slower than the stream: batches grow, memory is bounded, it is said once."""

import asyncio
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from energy_desktop.model.home import ClockAnswer
from energy_desktop.model.recording import RecorderState, Rejection
from energy_desktop.model.timestamps import DAY, Micros
from energy_desktop.services.recorder import gap_repair, recorder
from tests.fakes.clock import NOON
from tests.fakes.home import FakeHome
from tests.services.recorder.bench import A, FaultyMetrics, RecorderBench, recording
from tests.waiting import until


@pytest.fixture
async def bench(tmp_path: Path, home: FakeHome) -> AsyncIterator[RecorderBench]:
    async with recording(tmp_path, home, [A]) as bench:
        await until(lambda: bench.board.recorder is RecorderState.RECORDING)
        await until(lambda: bench.board.repairs_ended)
        yield bench


def metrics_of(bench: RecorderBench) -> FaultyMetrics:
    assert isinstance(bench.stores.metrics, FaultyMetrics)
    return bench.stores.metrics


async def flood(bench: RecorderBench, home: FakeHome, count: int) -> None:
    """So many changes arrive."""
    before = bench.board.tally.events_received
    for number in range(count):
        home.change(A, str(number), after=0.001)
    await until(lambda: bench.board.tally.events_received == before + count)


async def test_batches_grow_while_the_store_is_slow(bench: RecorderBench, home: FakeHome) -> None:
    metrics = metrics_of(bench)
    metrics.gate = asyncio.Semaphore(0)
    await flood(bench, home, 1_000)
    await until(lambda: metrics.sizes == (1_000,))
    await flood(bench, home, 5_000)
    assert bench.board.waiting() == 6_000
    metrics.gate.release()
    metrics.gate.release()
    await until(lambda: bench.board.tally.readings_stored == 6_001)
    assert metrics.sizes == (1_000, 5_000)
    assert bench.board.waiting() == 0
    metrics.gate = None


async def test_memory_is_bounded_the_rest_is_left_to_repair_and_it_is_said_once(
    tmp_path: Path,
    home: FakeHome,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(recorder, "READINGS_IN_MEMORY", 500)
    monkeypatch.setattr(gap_repair, "ASK_AGAIN_AFTER", (0.01, 0.01, 0.01))
    async with recording(tmp_path, home, [A]) as bench:
        await until(lambda: bench.board.recorder is RecorderState.RECORDING)
        metrics_of(bench).is_full = True
        with caplog.at_level(logging.WARNING):
            for _ in range(5):
                await flood(bench, home, 400)
        assert bench.board.waiting() == 500
        assert bench.board.tally.rejected[Rejection.DROPPED] > 1_000
        said = [r for r in caplog.records if "dropped" in r.getMessage()]
        assert len(said) == 1
        metrics_of(bench).is_full = False
        bench.clock.advance(60)
        await until(lambda: bench.board.waiting() == 0)
        home.link.deliver(ClockAnswer(home.now))
        stored: set[int] = set()
        async with asyncio.timeout(20):
            while not {e.last_updated for e in home.rows[A]} <= stored:
                stored = {r.timestamp for r in await bench.stored(A)}
        assert len(home.links) == 1
        await until(lambda: not bench.recorder.is_repairing)
        assert await bench.status.open_gaps() == 0


async def test_what_was_stored_today_counts_after_a_restart_too(
    tmp_path: Path, home: FakeHome
) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await until(lambda: bench.board.tally.readings_stored == 1)
        home.change(A, "1")
        await until(lambda: bench.board.tally.readings_stored == 2)
    home.now = Micros(NOON + 5)
    async with recording(tmp_path, home, []) as bench:
        assert bench.board.events_today == 2
        bench.clock.advance(DAY / 1e6)
        assert bench.board.events_today == 0
