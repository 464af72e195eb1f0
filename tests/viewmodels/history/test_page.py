"""What the page shows of a past that is stored."""

from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt

from energy_desktop.model.coverage_levels import Coverage
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.timestamps import DAY, HOUR, MINUTE, Micros
from energy_desktop.viewmodels.history.page import MOST_SHOWN, HistoryViewModel
from energy_desktop.viewmodels.page_state import Phase
from tests.screens.history_scenes import begin
from tests.screens.recorded_past import DAY_SHOWN, GAP, GRID, LEVEL, REPAIRED, SOLAR
from tests.screens.stage import Stage, stage
from tests.viewmodels.shown_home import power_entity
from tests.waiting import until


@pytest.fixture
async def made(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path) as home:
        await begin(home)
        home.history.set_visible(True)
        yield home


@pytest.fixture
async def page(made: Stage) -> HistoryViewModel:
    """The page with the first choice of sensors, settled."""
    await settled(made.history)
    return made.history


async def settled(page: HistoryViewModel) -> None:
    await until(lambda: page.fetcher.everything is not None and not page.fetcher.is_busy)


async def show(page: HistoryViewModel, span: TimeRange) -> None:
    page.navigation.show(span)
    await until(lambda: page.fetcher.book.is_enough(GRID, span, page.step))
    await settled(page)


async def test_grid_and_sun_are_shown_first(page: HistoryViewModel) -> None:
    assert [shown.key for shown in page.shown] == [GRID, SOLAR]
    assert page.state.phase is Phase.FILLED
    assert page.chart_title == "Power"


async def test_a_gap_is_a_gap_and_never_bridged(page: HistoryViewModel) -> None:
    await show(page, DAY_SHOWN)
    assert page.picture.gaps == (GAP,)
    assert page.picture.repaired == (REPAIRED,)
    middle = Micros(GAP.start + GAP.duration // 2)
    pointed = page.point_at(middle)
    assert {value.number for value in pointed.values} == {"—"}
    assert pointed.level is Coverage.MISSING
    assert page.coverage_words == "94.8 % covered"


async def test_the_source_of_a_moment_is_told(page: HistoryViewModel) -> None:
    await show(page, DAY_SHOWN)
    sources = [
        page.point_at(moment).source
        for moment in (Micros(DAY_SHOWN.start + HOUR), Micros(REPAIRED.start + HOUR))
    ]
    assert sources == ["Recorded live", "Repaired from raw history"]
    long_ago = Micros(DAY_SHOWN.start - 5 * 365 * DAY)
    await show(page, TimeRange(long_ago, Micros(long_ago + 7 * DAY)))
    assert page.point_at(Micros(long_ago + DAY)).source == "Hourly statistics"


async def test_what_a_point_stands_for_lies_between_lowest_and_highest(
    page: HistoryViewModel,
) -> None:
    await show(page, DAY_SHOWN)
    for series in page.picture.series:
        for piece in series.pieces:
            band = piece.tile.band
            known = np.isfinite(band.mean)
            assert (band.low[known] <= band.mean[known] + 1e-9).all()
            assert (band.mean[known] <= band.high[known] + 1e-9).all()


async def test_a_third_unit_is_refused_and_said(page: HistoryViewModel) -> None:
    told: list[str] = []
    page.told.connect(told.append)
    page.show_sensor(LEVEL, True)
    page.show_sensor("sensor.outdoor", True)
    assert len(page.shown) == 3
    assert told == ["A third unit (°C) does not fit: hide W or % first."]


async def test_more_sensors_than_can_be_told_apart_are_refused(
    made: Stage, page: HistoryViewModel
) -> None:
    more = [power_entity(f"sensor.more_{i}_power", f"More {i}", None) for i in range(MOST_SHOWN)]
    await made.recorded.stores.state.save_entities(more)
    await made.recorded.tracking.load()
    page.tick()
    told: list[str] = []
    page.told.connect(told.append)
    for entity in more:
        page.show_sensor(entity.recording_id, True)
    assert len(page.shown) == MOST_SHOWN
    assert "At most 20 sensors at once" in told[0]


async def test_coarse_lines_stay_until_the_finer_ones_are_there(page: HistoryViewModel) -> None:
    hour = TimeRange(DAY_SHOWN.start, Micros(DAY_SHOWN.start + HOUR))
    page.navigation.show(hour)
    assert page.picture.has_data
    assert page.picture.step is not None
    coarse = page.picture.step
    await until(lambda: page.picture.step is not None and page.picture.step < coarse)


async def test_a_selection_is_summed_up_and_says_what_is_missing(page: HistoryViewModel) -> None:
    await show(page, DAY_SHOWN)
    page.select(Micros(GAP.start - HOUR), Micros(GAP.end))
    selecting = page.selecting
    await until(lambda: selecting.selection is not None and selecting.selection.is_known)
    assert selecting.selection is not None
    assert selecting.selection.length == "2 h 15 min"
    assert all("44 % known" in value.details for value in selecting.selection.values)
    page.escape()
    assert selecting.selection is None


async def test_a_page_that_nobody_sees_asks_nothing(made: Stage, page: HistoryViewModel) -> None:
    page.set_visible(False)
    made.recorded.clock.advance(5 * MINUTE / 1e6)
    page.tick()
    assert not page.fetcher.is_busy


async def test_the_value_is_told_also_where_the_list_has_no_room_for_it(
    page: HistoryViewModel,
) -> None:
    place = page.sensors.place_of(GRID)
    assert place is not None
    index = page.sensors.index(place)
    told = page.sensors.data(index, Qt.ItemDataRole.ToolTipRole)
    assert told == f"Grid power, \u2212928 W\n{GRID}"


async def test_search_narrows_the_list(page: HistoryViewModel) -> None:
    page.search("METER")
    assert page.sensors.sensors == 1
    page.search("")
    assert page.sensors.sensors == page.tracked
