"""A connection that nobody forwards any more, over a real socket to the demo home."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from energy_desktop.adapters.demo_home import DemoHome
from energy_desktop.adapters.home_assistant.home import HomeAssistant
from energy_desktop.model.entities import Entity
from energy_desktop.model.home import ConnectionState
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.recording import RecorderState
from energy_desktop.services.recorder import heartbeat
from energy_desktop.services.supervisor import Supervisor
from tests.fakes.clock import NOON
from tests.relay import Relay, relaying
from tests.services.recorder.bench import RecorderBench, opened
from tests.waiting import until

POWER = "sensor.solar_power"


@pytest.fixture
async def relay() -> AsyncIterator[Relay]:
    """In front of a demo home with little history, whose minute takes six seconds."""
    async with DemoHome(1, NOON / 1e6, 10, keep_days=1) as home, relaying(home.url) as relay:
        yield relay


async def test_a_half_open_socket_is_found_and_healed_within_the_heartbeat(
    tmp_path: Path, relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heartbeat, "LOOK_EVERY", 0.01)
    monkeypatch.setattr(heartbeat, "ANSWER_WITHIN", 0.5)
    stores, supervisor = await opened(tmp_path), Supervisor()
    try:
        await stores.state.save_entities([Entity(POWER, POWER, is_tracked=True)])
        bench = RecorderBench(stores, HomeAssistant(relay.url, "demo", supervisor.spawn))
        await bench.start()
        await until(lambda: bench.board.recorder is RecorderState.RECORDING)
        await until(lambda: bench.board.tally.readings_stored >= 3)
        relay.forget()

        def dies_as_time_goes_on() -> bool:
            bench.clock.advance(1)  # what was still on its way may be heard after the first
            return bench.board.connection.state is ConnectionState.UNREACHABLE

        await until(dies_as_time_goes_on)
        assert bench.board.vigil.unanswered == 1
        await until(lambda: bench.board.recorder is RecorderState.RECORDING)
        assert bench.board.connection.reconnects == 1
        await until(lambda: bench.board.gaps_repaired == 1, within=30)
        healed = bench.board.tally.readings_stored
        await until(lambda: bench.board.tally.readings_stored > healed + 1)
        await everything_is_stored(bench)
        await bench.stop()
        assert not bench.errors
    finally:
        await supervisor.close()
        await stores.close()


async def everything_is_stored(bench: RecorderBench) -> None:
    """Every row the home has of the recorded stretch is in the store, and no other."""
    covered = await bench.live_coverage(POWER)
    span = TimeRange(covered[0].start, covered[-1].end)
    link = bench.access.live_link
    assert link is not None
    rows = {e.last_updated for e in await link.history(POWER, span)}
    stored = [r.timestamp for r in await bench.stored(POWER) if span.contains(r.timestamp)]
    assert len(covered) == 2
    assert sorted(rows) == stored
