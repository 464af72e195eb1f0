"""A person does not want to wait for the recorder's next try."""

import asyncio
from pathlib import Path

import pytest

from energy_desktop.model.home import ConnectionState
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.recording import RecorderState
from energy_desktop.ports.errors import (
    EnergyDesktopError,
    HomeRefused,
    HomeUnreachable,
    VaultUnusable,
)
from energy_desktop.services.recorder import flushing, recorder
from tests.fakes.home import FakeHome
from tests.services.recorder.bench import FaultyMetrics, RecorderBench, recording
from tests.waiting import until

A = "sensor.a"


@pytest.fixture
def home() -> FakeHome:
    home = FakeHome()
    home.change(A, "100")
    return home


@pytest.fixture(autouse=True)
def nobody_tries_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (recorder, flushing):
        monkeypatch.setattr(module, "_FIRST_RETRY_AFTER", 3600.0)


def metrics_of(bench: RecorderBench) -> FaultyMetrics:
    assert isinstance(bench.stores.metrics, FaultyMetrics)
    return bench.stores.metrics


async def records(bench: RecorderBench) -> None:
    await until(lambda: bench.board.recorder is RecorderState.RECORDING)


async def fills_up(bench: RecorderBench, home: FakeHome) -> None:
    """The store is full, and has refused a reading."""
    metrics_of(bench).is_full = True
    home.change(A, "1")
    await until(lambda: bench.board.recorder is RecorderState.STORE_FAILING)


@pytest.mark.parametrize(
    "error",
    [
        HomeUnreachable(ProblemCode.HOME_TIMED_OUT, host="h", port=1, seconds=1),
        HomeRefused(ProblemCode.HOME_ADDRESS_BANNED, host="h", port=1),
        VaultUnusable(ProblemCode.VAULT_FAILED, reason="locked"),
    ],
    ids=lambda error: str(error.problem.code),
)
async def test_it_connects_at_once(
    tmp_path: Path, home: FakeHome, error: EnergyDesktopError
) -> None:
    home.refusals = [error]
    async with recording(tmp_path, home, [A]) as bench:
        await until(lambda: bench.board.connection.problem == error.problem)
        bench.recorder.try_now()
        await records(bench)


async def test_a_refused_token_is_not_tried_again(tmp_path: Path, home: FakeHome) -> None:
    home.refusals = [HomeRefused(ProblemCode.HOME_TOKEN_REFUSED)]
    async with recording(tmp_path, home, [A]) as bench:
        await until(lambda: bench.board.connection.state is ConnectionState.REFUSED)
        bench.recorder.try_now()
        for _ in range(20):
            await asyncio.sleep(0)
        assert bench.board.connection.state is ConnectionState.REFUSED


async def test_a_connection_that_is_live_stays(tmp_path: Path, home: FakeHome) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await records(bench)
        bench.recorder.try_now()
        home.change(A, "1")
        await until(lambda: bench.board.tally.readings_stored == 2)
        assert len(home.links) == 1


async def test_a_store_gets_what_waits_at_once(tmp_path: Path, home: FakeHome) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await records(bench)
        await fills_up(bench, home)
        metrics_of(bench).is_full = False
        bench.recorder.try_now()
        await records(bench)
        assert [r.state for r in await bench.stored(A)] == [100.0, 1.0]


async def test_what_arrives_after_that_is_stored_as_usual(tmp_path: Path, home: FakeHome) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await records(bench)
        await fills_up(bench, home)
        metrics_of(bench).is_full = False
        bench.recorder.try_now()
        await records(bench)
        home.change(A, "2")
        await until(lambda: bench.board.tally.readings_stored == 3)


async def test_a_store_that_is_still_full_keeps_waiting_for_its_try(
    tmp_path: Path, home: FakeHome
) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await records(bench)
        await fills_up(bench, home)
        bench.recorder.try_now()
        bench.recorder.try_now()
        for _ in range(20):
            await asyncio.sleep(0)
        assert bench.board.recorder is RecorderState.STORE_FAILING
        metrics_of(bench).is_full = False
