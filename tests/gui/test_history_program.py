"""Ten years of history, looked at as a person does."""

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from energy_desktop.adapters.embedded.metric_store import EmbeddedMetricStore
from energy_desktop.adapters.embedded.state_store import EmbeddedStateStore
from energy_desktop.app.paths import paths_of
from energy_desktop.model.timestamps import DAY, HOUR, SECOND
from energy_desktop.ports.store_opener import Stores
from energy_desktop.viewmodels.history.page import HistoryViewModel
from energy_desktop.views.charts.history_chart import HistoryChart
from energy_desktop.views.pages.history.export_menu import ExportMenu
from energy_desktop.views.pages.history.readings_card import ReadingsCard
from energy_desktop.views.pages.history.sensor_card import SensorList
from energy_desktop.views.pages.history.title_bar import SpanButtons
from tests.gui.program import DEMO, OpenProgram, open_program
from tests.screens.history_scenes import entities_of_the_past
from tests.screens.recorded_past import record_the_past

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
async def ten_years(data_folder: Path) -> Path:
    """A data folder whose demo home has a past."""
    folder = paths_of(data_folder, demo=True).data
    metrics = await EmbeddedMetricStore.open(folder)
    stores = Stores(await EmbeddedStateStore.open(folder), metrics)
    await stores.state.save_entities(entities_of_the_past())
    await record_the_past(stores, DEMO.start)
    await stores.close()
    return data_folder


async def open_history(program: OpenProgram) -> HistoryChart:
    """The page with its first lines."""
    await program.press(Qt.Key.Key_2, CTRL)
    await program.sees(lambda: program.every(HistoryChart))
    chart = program.the(HistoryChart)
    await program.sees(lambda: page(chart).picture.has_data and not page(chart).fetcher.is_busy)
    return chart


def page(chart: HistoryChart) -> HistoryViewModel:
    return chart.viewmodel


def turn_wheel(chart: HistoryChart, at: QPointF, notches: int) -> None:
    event = QWheelEvent(
        at, chart.mapToGlobal(at), QPoint(), QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(chart, event)


async def test_from_ten_years_to_one_second_and_back(
    application: QApplication, ten_years: Path
) -> None:
    async with open_program(application, ten_years, DEMO) as program:
        chart = await open_history(program)
        await program.click(program.the(SpanButtons).buttons[-1])
        view = page(chart).navigation
        assert view.view.duration > 9.9 * 365 * DAY
        await program.reads("mean of 30 d")
        at = QPointF(chart.canvas.plot.right() - 40, chart.canvas.plot.center().y())
        while view.view.duration > SECOND:
            before = view.view.duration
            turn_wheel(chart, at, 3)
            await program.sees(lambda: page(chart).picture.view == view.view)
            assert view.view.duration < before
        await program.sees(lambda: not page(chart).fetcher.is_busy)
        QTest.mouseDClick(chart, Qt.MouseButton.LeftButton, pos=chart.rect().center())
        assert view.view.duration > SECOND


async def test_keys_move_zoom_and_return(application: QApplication, ten_years: Path) -> None:
    async with open_program(application, ten_years, DEMO) as program:
        chart = await open_history(program)
        chart.setFocus()
        view = page(chart).navigation
        first = view.view
        await program.press(Qt.Key.Key_Left, on=chart)
        assert view.view.start < first.start
        await program.press(Qt.Key.Key_Plus, on=chart)
        assert view.view.duration < first.duration
        await program.press(Qt.Key.Key_Home, on=chart)
        assert view.view.start == view.bounds.start
        await program.press(Qt.Key.Key_End, on=chart)
        assert view.is_following


async def test_a_stretch_is_selected_and_summed_up(
    application: QApplication, ten_years: Path
) -> None:
    async with open_program(application, ten_years, DEMO) as program:
        chart = await open_history(program)
        plot = chart.canvas.plot
        left, right = (
            QPoint(round(plot.left() + share * plot.width()), round(plot.center().y()))
            for share in (0.3, 0.5)
        )
        shift = Qt.KeyboardModifier.ShiftModifier
        QTest.mousePress(chart, Qt.MouseButton.LeftButton, shift, left)
        QTest.mouseMove(chart, right)
        QTest.mouseRelease(chart, Qt.MouseButton.LeftButton, shift, right)
        selecting = page(chart).selecting
        await program.sees(lambda: selecting.selection is not None and selecting.selection.is_known)
        assert selecting.selection is not None
        assert abs(selecting.selection.span.duration - 0.2 * DAY) < HOUR / 10
        assert "mean" in selecting.selection.text
        await program.press(Qt.Key.Key_Escape, on=chart)
        assert selecting.selection is None


async def test_what_is_shown_is_exported_and_read_again(
    application: QApplication, ten_years: Path, tmp_path: Path
) -> None:
    async with open_program(application, ten_years, DEMO) as program:
        chart = await open_history(program)
        await program.click(program.the(SpanButtons).buttons[1])
        await program.press(Qt.Key.Key_T, CTRL)
        card = program.the(ReadingsCard)
        await program.sees(lambda: card.table.isVisible() and card.table.model().rowCount() > 300)
        menu = program.window.findChild(ExportMenu)
        assert isinstance(menu, ExportMenu)
        for action, name in zip(
            (a for a in menu.menu.actions() if not a.isSeparator()),
            ("readings.csv", "readings.parquet", "points.csv", "picture.png"),
            strict=False,
        ):
            action.trigger()
            dialog = menu.dialog
            assert isinstance(dialog, QFileDialog)
            dialog.fileSelected.emit(str(tmp_path / name))
            dialog.reject()
            await program.sees((tmp_path / name).exists)
            await program.sees(lambda: not page(chart).export.is_busy)
    rows = list(csv.DictReader((tmp_path / "readings.csv").read_text().splitlines()))
    assert len(rows) > 300
    assert {row["entity_id"] for row in rows} == {"sensor.grid_power", "sensor.solar_power"}
    assert (tmp_path / "picture.png").read_bytes().startswith(b"\x89PNG")
    assert (tmp_path / "readings.parquet").read_bytes().startswith(b"PAR1")


async def test_sensors_are_found_and_shown_by_keys(
    application: QApplication, ten_years: Path
) -> None:
    async with open_program(application, ten_years, DEMO) as program:
        chart = await open_history(program)
        sensors = program.the(SensorList)
        before = len(page(chart).shown)
        page(chart).search("heat pump")
        sensors.setFocus()
        sensors.setCurrentIndex(sensors.model().index(1, 0))
        await program.press(Qt.Key.Key_Space, on=sensors)
        assert len(page(chart).shown) == before + 1
        await program.sees(lambda: len(page(chart).picture.series) == before + 1)
