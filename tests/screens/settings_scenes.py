"""*Settings*, section by section, in each of its states."""

import asyncio

from energy_desktop.model.energy_preferences import EnergyPreferences
from energy_desktop.model.home import ConnectionState, EntityState
from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import EnergyDesktopError, HomeRefused, HomeUnreachable
from energy_desktop.views.pages.settings.entity_search import EntitySearch
from energy_desktop.views.pages.settings.page import Section
from tests.screens.stage import SETTINGS, Stage
from tests.waiting import until

ADDRESS = "http://homeassistant.local:8123"
_SENSORS = (
    ("grid_power", "Grid power", "-710", "W", "power", "measurement", "transmission-tower"),
    ("grid_import", "Grid import", "8214.3", "kWh", "energy", "total_increasing", "counter"),
    ("grid_export", "Grid export", "14907.1", "kWh", "energy", "total_increasing", "counter"),
    ("solar_power", "Solar power", "2100", "W", "power", "measurement", "solar-power"),
    ("solar_energy", "Solar produced", "41386.8", "kWh", "energy", "total_increasing", "counter"),
    ("battery_power", "Battery power", "-150", "W", "power", "measurement", "home-battery"),
    ("battery_level", "Battery charge", "82", "%", "battery", "measurement", "battery"),
    ("heat_pump_power", "Heat pump", "640", "W", "power", "measurement", "heat-pump"),
    ("wallbox_power", "EV charger", "0", "W", "power", "measurement", "ev-station"),
    ("dishwasher_power", "Dishwasher", "0", "W", "power", "measurement", "dishwasher"),
    ("fridge_power", "Fridge", "96", "W", "power", "measurement", "fridge"),
    ("gas_total", "Gas meter", "12480.2", "m³", "gas", "total_increasing", "meter-gas"),
    ("water_total", "Water meter", "803.55", "m³", "water", "total_increasing", "water"),
    ("desk_power", "Office desk with a long name", "114", "W", "power", "measurement", "desk"),
    ("workbench_power", "Workbench socket", "0", "W", "power", "measurement", "power-socket-de"),
    ("strange", "A sensor without a unit", "7", None, None, "measurement", "help-circle"),
)


async def home_live(stage: Stage) -> None:
    """Connected: nothing to do."""
    await begin(stage)
    stage.open_section(Section.HOME)


async def home_not_set_up(stage: Stage) -> None:
    """Nothing is configured, and nobody was asked."""
    await _begin_without_home(stage)
    stage.open_section(Section.HOME)


async def home_tested(stage: Stage) -> None:
    """A test that succeeded."""
    await _test(stage)


async def home_unknown_name(stage: Stage) -> None:
    """The name is wrong."""
    stage.recorded.probe.unknown_name = HomeUnreachable(
        ProblemCode.HOME_UNKNOWN_HOST, host="homeassistant.locl"
    )
    await _test(stage)


async def home_token_refused(stage: Stage) -> None:
    """The token is wrong."""
    await _test(stage, HomeRefused(ProblemCode.HOME_TOKEN_REFUSED))


async def home_away(stage: Stage) -> None:
    """It was there, and is not any more."""
    await begin(stage)
    error = HomeUnreachable(
        ProblemCode.HOME_TIMED_OUT, host="homeassistant.local", port=8123, seconds=10
    )
    stage.recorded.home.refusals = [error] * 50
    stage.recorded.home.disconnect()
    await until(lambda: stage.board.connection.problem == error.problem)
    stage.recorded.frame.tick()
    stage.open_section(Section.HOME)


async def entities(stage: Stage) -> None:
    """Some are recorded, two more are ticked, one is gone."""
    await begin(stage)
    await _discover(stage)
    page = stage.recorded.entities
    for row in page.table.rows[:13]:
        page.tick_entity(row.recording_id, True)
    page.apply()
    await until(lambda: not page.can_apply and not page.is_applying)
    await stage.recorded.records()
    del stage.recorded.home.states_now["sensor.water_total"]
    page.discover()
    await until(lambda: not page.is_discovering)
    page.tick_entity("sensor.desk_power", True)
    page.tick_entity("sensor.workbench_power", True)
    stage.recorded.frame.tick()


async def entities_not_found(stage: Stage) -> None:
    """A search that finds nothing."""
    await entities(stage)
    assert stage.window is not None
    stage.window.findChildren(EntitySearch)[0].field.setText("no such thing")


async def entities_empty(stage: Stage) -> None:
    """No home is configured that could be asked."""
    await _begin_without_home(stage)
    stage.open_section(Section.ENTITIES)


async def entities_undiscovered(stage: Stage) -> None:
    """A home is connected, and has nothing to record."""
    await _begin_without_sensors(stage)
    stage.open_section(Section.ENTITIES)


async def entities_never_seen(stage: Stage) -> None:
    """The home went away before it named any sensor."""
    await _begin_without_sensors(stage)
    stage.open_section(Section.ENTITIES)
    await home_away_now(stage)


async def entities_loading(stage: Stage) -> None:
    """Home Assistant is being asked."""
    stage.recorded.home.running = False
    await begin(stage, is_set_up=False)
    await stage.recorded.access.save(ADDRESS, "a token", keep=True)
    await until(lambda: stage.board.connection.state is ConnectionState.PREPARING)
    stage.open_section(Section.ENTITIES)

    async def never() -> None:
        await asyncio.sleep(3600)

    stage.recorded.choice.discover = never  # type: ignore[method-assign] # it takes its time
    stage.recorded.entities.discover()


async def entities_away(stage: Stage) -> None:
    """Home Assistant is away: what is known stays."""
    await entities(stage)
    await home_away_now(stage)


async def home_away_now(stage: Stage) -> None:
    """Lose the home whatever is open."""
    error = HomeUnreachable(
        ProblemCode.HOME_TIMED_OUT, host="homeassistant.local", port=8123, seconds=10
    )
    stage.recorded.home.refusals = [error] * 50
    stage.recorded.home.disconnect()
    await until(lambda: stage.board.connection.problem == error.problem)
    stage.recorded.entities.tick()
    stage.recorded.frame.tick()


async def application(stage: Stage) -> None:
    """Theme, language, tray."""
    await begin(stage)
    stage.open_section(Section.APPLICATION)


async def application_without_tray(stage: Stage) -> None:
    """A desktop that has no tray."""
    stage.application.has_tray = False
    await application(stage)


async def application_file_damaged(stage: Stage) -> None:
    """Somebody edited the file, and it cannot be understood."""
    (stage.folder / "settings.toml").write_text('theme = "blue"\n', encoding="utf-8")
    stage.read_settings()
    await application(stage)


async def begin(stage: Stage, *, is_set_up: bool = True) -> None:
    """*Settings* of a home that has sensors."""
    stage.page = SETTINGS
    furnish(stage)
    home = stage.recorded
    home.board.time_zone = "Europe/Berlin"
    stage.build()
    await home.begin(is_set_up=is_set_up)
    home.connection.start()
    home.entities.start()
    await home.settle()
    home.frame.tick()


async def _begin_without_sensors(stage: Stage) -> None:
    await begin(stage, is_set_up=False)
    home = stage.recorded.home
    home.states_now.clear()
    home.preferences = EnergyPreferences()
    await stage.recorded.access.save(ADDRESS, "a token", keep=True)
    await until(lambda: stage.board.connection.state is ConnectionState.LIVE)
    stage.recorded.entities.tick()
    stage.recorded.frame.tick()


async def _begin_without_home(stage: Stage) -> None:
    await begin(stage, is_set_up=False)
    await until(lambda: stage.board.connection.problem is not None)
    stage.recorded.frame.tick()


async def _test(stage: Stage, refusal: EnergyDesktopError | None = None) -> None:
    await begin(stage)
    stage.open_section(Section.HOME)
    connection = stage.recorded.connection
    await until(lambda: connection.configured.address)
    if refusal is not None:
        stage.recorded.home.refusals.append(refusal)
    connection.test(ADDRESS, "a token")
    await until(lambda: not connection.is_testing)


async def _discover(stage: Stage) -> None:
    stage.open_section(Section.ENTITIES)
    page = stage.recorded.entities
    page.set_visible(True)
    page.discover()
    await until(lambda: page.table.rows and not page.is_discovering)


def furnish(stage: Stage) -> None:
    """What the home has."""
    home = stage.recorded.home
    home.states_now.clear()
    home.rows.clear()
    for key, name, state, unit, device_class, state_class, icon in _SENSORS:
        entity_id = f"sensor.{key}"
        home.described[entity_id] = EntityState(
            entity_id, state, name, unit, device_class, state_class, f"mdi:{icon}"
        )
        home.change(entity_id, state, unit, after=0)
