"""The live chart and its strip."""

from collections.abc import AsyncIterator

import numpy as np
import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from pytestqt.qtbot import QtBot

from energy_desktop.model.coverage_levels import Coverage
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.timestamps import MINUTE, Micros
from energy_desktop.views.charts.chart_tip import ChartTip
from energy_desktop.views.charts.coverage_strip import draw_coverage, runs
from energy_desktop.views.charts.live_chart import LiveChart, spread
from energy_desktop.views.theme import Theme
from energy_desktop.views.tokens import LIGHT
from tests.viewmodels.shown_home import ShownHome
from tests.views.person import point_at, press, rest, the


@pytest.fixture
async def home() -> AsyncIterator[ShownHome]:
    """The afternoon, with a gap three minutes long."""
    made = ShownHome()
    now = made.clock.wall()
    await made.fill(TimeRange(Micros(now - 5 * MINUTE), Micros(now - 2 * MINUTE)))
    yield made
    await made.supervisor.close()


def shown(home: ShownHome, qtbot: QtBot) -> LiveChart:
    chart = LiveChart(Theme(is_dark=False), home.page)
    qtbot.addWidget(chart)
    chart.resize(976, 136)
    chart.show()
    return chart


def colours_at(image: QImage, x: int) -> set[str]:
    return {image.pixelColor(x, y).name() for y in range(9, 90)}


async def test_a_gap_is_drawn_as_a_gap(home: ShownHome, qtbot: QtBot) -> None:
    chart = shown(home, qtbot)
    image = chart.grab().toImage()
    line = QColor(LIGHT.home).name()
    left, width = 32, 976 - 32 - 104
    assert line in colours_at(image, round(left + 0.30 * width))
    assert line not in colours_at(image, round(left + 0.65 * width))
    assert line in colours_at(image, round(left + 0.95 * width))


async def test_pointing_at_a_moment_shows_its_values(home: ShownHome, qtbot: QtBot) -> None:
    chart = shown(home, qtbot)
    point_at(chart, 300, 40)
    tip = the(chart, ChartTip)
    assert tip.isVisible()
    assert "Home" in tip.accessibleName()
    assert "recorded live" in tip.accessibleName()
    assert tip.geometry().left() > 300
    point_at(chart, 850, 40)
    assert tip.geometry().right() < 850
    point_at(chart, 970, 40)
    assert not tip.isVisible()


async def test_the_keys_move_the_crosshair(home: ShownHome, qtbot: QtBot) -> None:
    chart = shown(home, qtbot)
    tip = the(chart, ChartTip)
    press(chart, Qt.Key.Key_Left)
    first = tip.accessibleName()
    press(chart, Qt.Key.Key_Left)
    assert tip.isVisible()
    assert tip.accessibleName() != first
    chart.grab()
    press(chart, Qt.Key.Key_Escape)
    assert not tip.isVisible()


async def test_the_chart_says_what_it_shows(home: ShownHome, qtbot: QtBot) -> None:
    chart = shown(home, qtbot)
    assert chart.accessibleName() == "Last 10 minutes"
    assert chart.accessibleDescription() == "Home 1.24 kW, Solar 2.10 kW, 70 % covered"


async def test_many_readings_are_one_painting(home: ShownHome, qtbot: QtBot) -> None:
    painted: list[None] = []

    class Counted(LiveChart):
        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
            painted.append(None)
            super().paintEvent(event)

    chart = Counted(Theme(is_dark=False), home.page)
    qtbot.addWidget(chart)
    chart.resize(976, 136)
    chart.show()
    rest()
    painted.clear()
    for _ in range(20):
        home.arrive("sensor.grid_power", -700, ago=-1)
        home.page.tick()
    home.pass_time(1)
    rest()
    assert len(painted) == 1


def test_labels_move_apart_but_stay_inside() -> None:
    placed = spread([(50.0, "a"), (52.0, "b"), (10.0, "c")], 8, 96)
    assert [text for _, text in placed] == ["c", "a", "b"]
    assert placed[2][0] - placed[1][0] >= 16
    low = spread([(95.0, "a"), (94.0, "b")], 8, 96)
    assert max(y for y, _ in low) <= 96
    assert low[1][0] - low[0][0] >= 16
    assert spread([], 0, 10) == []


def test_runs_of_coverage() -> None:
    coverage = np.array([4, 4, 0, 3, 3, 3], dtype=np.uint8)
    assert list(runs(coverage)) == [
        (0, 2, Coverage.LIVE),
        (2, 3, Coverage.MISSING),
        (3, 6, Coverage.REPAIRED),
    ]
    assert list(runs(np.empty(0, dtype=np.uint8))) == []


@pytest.mark.parametrize(
    ("level", "height"),
    [(Coverage.LIVE, 8), (Coverage.FIVE_MINUTES, 5), (Coverage.HOURLY, 3)],
)
def test_finer_is_taller(level: Coverage, height: int) -> None:
    image = QImage(40, 8, QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    painter = QPainter(image)
    draw_coverage(painter, QRectF(0, 0, 40, 8), np.full(4, level, dtype=np.uint8), LIGHT)
    painter.end()
    filled = sum(image.pixelColor(20, y).name() != "#ffffff" for y in range(8))
    assert filled == height


def test_missing_is_hollow() -> None:
    image = QImage(40, 8, QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    painter = QPainter(image)
    draw_coverage(painter, QRectF(0, 0, 40, 8), np.zeros(4, dtype=np.uint8), LIGHT)
    painter.end()
    assert image.pixelColor(20, 4).name() == "#ffffff"
    assert image.pixelColor(20, 0).name() != "#ffffff"
