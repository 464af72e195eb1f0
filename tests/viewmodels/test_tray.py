"""The icon in the tray: watts, a state, a pause."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from energy_desktop.model.recording import RecorderState
from energy_desktop.viewmodels.frame import Shape
from energy_desktop.viewmodels.tray import TrayViewModel
from tests.viewmodels.recorded_home import GRID, SOLAR, RecordedHome, recorded_home
from tests.waiting import until


@pytest.fixture
async def made(tmp_path: Path) -> AsyncIterator[RecordedHome]:
    async with recorded_home(tmp_path) as home:
        await home.begin()
        await home.choice.discover()
        await home.tracking.track([GRID, SOLAR])
        await home.records()
        yield home


@pytest.fixture
def tray(made: RecordedHome) -> TrayViewModel:
    return TrayViewModel(
        made.supervisor, made.recorder, made.tracking, made.feed, made.board, made.frame,
        made.board.home_time, made.wording,
    )  # fmt: skip


async def test_the_tooltip_tells_watts_and_state(made: RecordedHome, tray: TrayViewModel) -> None:
    await until(lambda: made.feed.latest(SOLAR))
    tray.tick()
    assert tray.tooltip == "Energy Desktop\n1.39 kW, recording"
    assert tray.shape is Shape.GOOD
    assert tray.status_text == "Status: recording"


async def test_it_tells_only_what_has_changed(made: RecordedHome, tray: TrayViewModel) -> None:
    changes: list[None] = []
    tray.changed.connect(lambda: changes.append(None))
    await until(lambda: made.feed.latest(SOLAR))
    tray.tick()
    tray.tick()
    assert len(changes) == 1


async def test_recording_is_paused_and_resumed(made: RecordedHome, tray: TrayViewModel) -> None:
    tray.tick()
    assert tray.pause_text == "Pause recording"
    tray.toggle_pause()
    await until(lambda: made.board.recorder is RecorderState.PAUSED)
    tray.tick()
    assert tray.pause_text == "Resume recording"
    assert tray.shape is Shape.PAUSED
    assert tray.tooltip == "Energy Desktop\npaused"
    tray.toggle_pause()
    await made.records()
