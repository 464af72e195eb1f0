"""Half an hour in which nothing happens, over a real socket to the demo home."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from energy_desktop.adapters.demo_home import DemoHome
from energy_desktop.adapters.home_assistant.home import HomeAssistant
from energy_desktop.model.entities import Entity
from energy_desktop.model.recording import RecorderState
from energy_desktop.model.timestamps import SECOND
from energy_desktop.services.recorder import heartbeat
from energy_desktop.services.supervisor import Supervisor
from tests.fakes.clock import NOON
from tests.services.recorder.bench import RecorderBench, opened
from tests.waiting import until

POWER = "sensor.solar_power"


@pytest.fixture
async def quiet_home() -> AsyncIterator[DemoHome]:
    """A demo home whose half hour takes three seconds, and whose only recorded device is silent."""
    async with DemoHome(1, NOON / 1e6, 600, keep_days=1) as home:
        home.faults.set_unavailable(POWER)
        yield home


async def test_half_an_hour_without_an_event_is_not_reconnected(
    tmp_path: Path, quiet_home: DemoHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heartbeat, "LOOK_EVERY", 0.005)
    stores, supervisor = await opened(tmp_path), Supervisor()
    try:
        await stores.state.save_entities([Entity(POWER, POWER, is_tracked=True)])
        bench = RecorderBench(stores, HomeAssistant(quiet_home.url, "demo", supervisor.spawn))
        await bench.start()
        await until(lambda: bench.board.recorder is RecorderState.RECORDING)
        began, events = quiet_home.now, bench.board.tally.events_received
        for minute in range(1, 31):
            passed = began + 60 * minute
            await until(lambda: quiet_home.now >= passed)  # noqa: B023 - at once
            bench.clock.advance(60)
        await until(lambda: bench.board.vigil.checks >= 5)
        assert bench.board.tally.events_received == events
        assert bench.board.connection.reconnects == 0
        assert bench.board.vigil.forced == 0
        assert bench.board.vigil.unanswered == 0
        await bench.stop()
        (covered,) = await bench.live_coverage(POWER)
        assert covered.start / SECOND <= began
        assert covered.end / SECOND > began + 29 * 60
        assert not bench.errors
    finally:
        await supervisor.close()
        await stores.close()
