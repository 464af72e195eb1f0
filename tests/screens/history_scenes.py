"""*History* in each of its states."""

import asyncio

import numpy as np
from PySide6.QtWidgets import QMenu

from energy_desktop.model.coverage import Ledger
from energy_desktop.model.energy_preferences import Role
from energy_desktop.model.entities import DatedUnit, Entity
from energy_desktop.model.home import ConnectionState
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.recording import RecorderState
from energy_desktop.model.timestamps import HOUR, MINUTE, SECOND, Micros
from energy_desktop.ports.errors import StoreUnusable
from energy_desktop.viewmodels.history.spans import SpanChoice
from energy_desktop.views.charts.history_chart import HistoryChart
from energy_desktop.views.pages.history.sensor_card import SensorCard
from tests.screens.recorded_past import (
    DAY_SHOWN,
    GAP,
    GRID,
    LEVEL,
    PUMP,
    SENSORS,
    SOLAR,
    record_the_past,
    value_of,
)
from tests.screens.stage import Stage
from tests.viewmodels.shown_home import AFTERNOON, DEVICES, power_entity

_METERS = (
    ("grid_import", "Grid import", "energy", "kWh", "mdi:counter", 8214.3),
    ("grid_export", "Grid export", "energy", "kWh", "mdi:counter", 14907.1),
    ("gas_meter", "Gas meter", "gas", "m³", "mdi:meter-gas", 12480.2),
    ("outdoor", "Outdoor", "temperature", "°C", "mdi:thermometer", 3.1),
    ("hot_water", "Hot water", "temperature", "°C", "mdi:thermometer", 48.6),
)


async def begin(stage: Stage) -> None:
    """Ten years are stored, the home is live, the page is open."""
    home = stage.recorded
    await home.stores.state.save_entities(entities_of_the_past())
    await record_the_past(home.stores, AFTERNOON)
    await home.tracking.load()
    _live(stage)
    stage.build()
    stage.history.start()


async def day(stage: Stage) -> None:
    """A day with a gap and a repair, a selection and the crosshair."""
    await begin(stage)
    await _show(stage, DAY_SHOWN)
    start = DAY_SHOWN.start
    stage.history.select(
        Micros(start + 3 * HOUR + 10 * MINUTE), Micros(start + 6 * HOUR + 40 * MINUTE)
    )
    await stage.see(lambda: (s := stage.history.selecting.selection) is not None and s.is_known)
    assert stage.window is not None
    for chart in stage.window.findChildren(HistoryChart):
        chart.point_at(Micros(start + 14 * HOUR + 2 * MINUTE))


async def today(stage: Stage) -> None:
    """What the page opens with."""
    await begin(stage)
    await _settled(stage)


async def ten_years(stage: Stage) -> None:
    """Everything there is."""
    await begin(stage)
    await _settled(stage)
    stage.history.navigation.choose(SpanChoice.ALL)
    await _settled(stage)


async def one_minute(stage: Stage) -> None:
    """Readings one by one."""
    await begin(stage)
    noon = DAY_SHOWN.start + 11 * HOUR
    await _show(stage, TimeRange(Micros(noon), Micros(noon + 5 * MINUTE + 7 * SECOND)))


async def two_units(stage: Stage) -> None:
    """Watts at the left, percent at the right."""
    await begin(stage)
    await _settled(stage)
    stage.history.show_sensor(LEVEL, True)
    await _settled(stage)


async def readings(stage: Stage) -> None:
    """Every row of the hour as a table."""
    await begin(stage)
    start = DAY_SHOWN.start + 8 * HOUR
    await _show(stage, TimeRange(Micros(start), Micros(start + HOUR)))
    stage.history.open_readings(True)
    await stage.see(lambda: stage.history.readings.model.rowCount())


async def export_menu(stage: Stage) -> None:
    """What *Export* offers."""
    await day(stage)
    assert stage.window is not None
    stage.dialog = next(menu for menu in stage.window.findChildren(QMenu) if menu.accessibleName())


async def without_data(stage: Stage) -> None:
    """A stretch in which nobody recorded, and a search that finds nothing."""
    await begin(stage)
    await _settled(stage)
    assert stage.window is not None
    stage.window.findChildren(SensorCard)[0].search.setText("nothing like it")
    inside = Micros(GAP.start + 10 * MINUTE)
    stage.history.navigation.show(TimeRange(inside, Micros(inside + 20 * MINUTE)))
    await _settled(stage)


async def nothing_tracked(stage: Stage) -> None:
    """Connected, but nothing was chosen."""
    _live(stage)
    stage.build()
    stage.history.start()


async def loading(stage: Stage) -> None:
    """The first answer of the store is under way."""
    home = stage.recorded
    await home.stores.state.save_entities(entities_of_the_past())
    await home.tracking.load()
    _live(stage)
    stage.build()

    async def never(*_: object) -> Ledger:
        await asyncio.sleep(3600)
        raise AssertionError

    stage.queries.coverage = never  # type: ignore[method-assign,assignment] # a store that takes its time
    stage.history.start()


async def store_failing(stage: Stage) -> None:
    """The store cannot be read: what was there stays, dimmed."""
    await begin(stage)
    await _show(stage, DAY_SHOWN)

    async def fails(*_: object) -> None:
        raise StoreUnusable(
            ProblemCode.STORE_DAMAGED,
            path="~/.local/share/energy-desktop/metrics.duckdb",
            reason="file is not a database",
        )

    for question in ("buckets", "readings", "statistics"):
        setattr(stage.recorded.stores.metrics, question, fails)
    stage.history.refresh()
    await stage.see(lambda: stage.history.fetcher.problem is not None)
    stage.recorded.frame.tick()


def entities_of_the_past() -> list[Entity]:
    """Grid, solar, battery, devices, meters."""
    mains = [
        power_entity(GRID, "Grid power", Role.GRID_POWER, "mdi:transmission-tower"),
        power_entity(SOLAR, "Solar power", Role.SOLAR_POWER, "mdi:solar-panel"),
        power_entity("sensor.battery_power", "Battery power", Role.BATTERY_POWER),
    ]
    level = Entity(
        LEVEL, LEVEL, name="Battery level",
        device_class="battery", is_tracked=True, role=Role.BATTERY_CHARGE,
        units=(DatedUnit("%", Micros(0)),),
    )  # fmt: skip
    devices = [
        power_entity(f"sensor.{key}_power", name, Role.DEVICE_POWER, icon)
        for key, name, icon, _ in DEVICES
    ]
    meters = [
        Entity(
            f"sensor.{key}", f"sensor.{key}", name=name, device_class=kind, icon=icon,
            is_tracked=True, units=(DatedUnit(unit, Micros(0)),),
        )
        for key, name, kind, unit, icon, _ in _METERS
    ]  # fmt: skip
    return [*mains, level, *devices, *meters]


def _live(stage: Stage) -> None:
    board, feed = stage.board, stage.recorded.feed
    board.time_zone = "Europe/Berlin"
    board.connection_is(ConnectionState.LIVE)
    board.recorder_is(RecorderState.RECORDING)
    board.tally.last_reading = AFTERNOON
    values = {f"sensor.{key}_power": watts for key, _, _, watts in DEVICES}
    values |= {"sensor.battery_power": -150.0}
    moment = np.array([AFTERNOON], dtype=np.int64)
    values |= {sensor: float(np.round(value_of(sensor, moment)[0])) for sensor in SENSORS}
    values |= {f"sensor.{key}": value for key, _, _, _, _, value in _METERS}
    for key, value in values.items():
        feed.append(key, AFTERNOON, value)
    stage.recorded.frame.tick()


async def _show(stage: Stage, span: TimeRange) -> None:
    await _settled(stage)
    for key in (GRID, SOLAR, PUMP):
        stage.history.show_sensor(key, True)
    stage.history.navigation.show(span)
    await _settled(stage)


async def _settled(stage: Stage) -> None:
    """Shown, and everything that was asked for has come."""
    window, history = stage.window, stage.history
    assert window is not None
    window.show()
    await stage.paint()
    await stage.see(lambda: history.fetcher.everything is not None and not history.fetcher.is_busy)
    await stage.paint()
    await stage.see(lambda: not history.fetcher.is_busy)
