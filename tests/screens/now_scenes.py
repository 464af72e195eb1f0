"""*Now* in each of its states."""

from energy_desktop.model.energy_preferences import Role
from energy_desktop.model.home import ConnectionState
from energy_desktop.model.messages import Problem, ProblemCode
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.recording import RecorderState
from energy_desktop.model.timestamps import MINUTE, SECOND, Micros
from energy_desktop.viewmodels.live_line import Span
from tests.viewmodels.shown_home import (
    BATTERY,
    CHARGE,
    GRID,
    SOLAR,
    ShownHome,
    power_entity,
)


async def filled(home: ShownHome) -> None:
    """The afternoon of the mock-up."""
    await home.fill()


async def last_hour(home: ShownHome) -> None:
    """A gap twenty minutes ago."""
    now = home.clock.wall()
    await home.fill(TimeRange(Micros(now - 24 * MINUTE), Micros(now - 17 * MINUTE)))
    home.page.choose_span(Span.HOUR)
    await home.settle()


async def last_day(home: ShownHome) -> None:
    """Repaired in the morning."""
    await home.fill()
    home.page.choose_span(Span.DAY)
    await home.settle()


async def home_away(home: ShownHome) -> None:
    """Home Assistant has not answered for half a minute."""
    await home.fill()
    home.pass_time(1)
    home.away()
    home.pass_time(32)
    await home.settle()


async def token_refused(home: ShownHome) -> None:
    """The token was taken away."""
    await home.fill()
    home.away(ProblemCode.HOME_TOKEN_REFUSED)
    await home.settle()


async def store_full(home: ShownHome) -> None:
    """Values are live, but not stored."""
    await home.fill()
    home.board.recorder_is(
        RecorderState.STORE_FAILING,
        Problem(ProblemCode.STORE_FULL, {"path": "~/.local/share/energy-desktop"}),
    )
    await home.settle()


async def not_configured(home: ShownHome) -> None:
    """The very first start."""
    home.idle(ProblemCode.HOME_NOT_CONFIGURED)
    await home.settle()


async def nothing_tracked(home: ShownHome) -> None:
    """Connected, but nothing was chosen."""
    home.live()
    await home.settle()


async def loading(home: ShownHome) -> None:
    """Connecting; the values are of the last time."""
    await home.remember()
    home.board.recorder_is(RecorderState.WAITING)
    home.board.last_event_at = Micros(home.clock.wall() - SECOND)
    home.frame.tick()


async def first_connection(home: ShownHome) -> None:
    """Connecting for the first time: there is nothing to show yet."""
    home.board.connection_is(ConnectionState.AUTHENTICATING)
    home.board.recorder_is(RecorderState.WAITING)
    await home.settle()


async def night(home: ShownHome) -> None:
    """The battery gives, the grid the rest, and a car charges."""
    await home.fill()
    for key, watts in ((SOLAR, 0), (GRID, 6480), (BATTERY, 2400), (CHARGE, 41)):
        home.arrive(key, watts, ago=-1)
    home.arrive("sensor.ev_power", 7360, ago=-1)
    home.pass_time(1)


async def battery_from_grid(home: ShownHome) -> None:
    """A cheap hour: everything comes from the grid, into the battery too; solar is silent."""
    await home.fill()
    for key, watts in ((SOLAR, None), (GRID, 4310), (BATTERY, -3000), (CHARGE, 12)):
        home.arrive(key, watts, ago=-1)
    home.pass_time(1)


async def without_sun(home: ShownHome) -> None:
    """A home with a grid meter and two devices, one of them a part of the other."""
    await home.track(
        [
            power_entity(GRID, "Grid power", Role.GRID_POWER),
            power_entity("sensor.kitchen_power", "Kitchen power", Role.DEVICE_POWER),
            power_entity(
                "sensor.oven_power", "Oven power", Role.DEVICE_POWER,
                parent="sensor.kitchen_energy",
            ),
        ]
    )  # fmt: skip
    home.live()
    for key, watts in ((GRID, 2980), ("sensor.kitchen_power", 2410), ("sensor.oven_power", 2300)):
        home.arrive(key, watts)
    await home.settle()


async def without_preferences(home: ShownHome) -> None:
    """Home Assistant's energy settings are empty: only a list of sensors is true."""
    names = ("Boiler", "Fridge", "Living room TV", "Phase A", "Solar inverter")
    sensors = [f"sensor.{name.lower().replace(' ', '_')}_power" for name in names]
    await home.track(
        [power_entity(key, f"{name} power", None) for key, name in zip(sensors, names, strict=True)]
    )
    home.live()
    for key, watts in zip(sensors, (1998, 87, 112, 2410, -730), strict=True):
        home.arrive(key, watts)
    await home.settle()


async def many_devices(home: ShownHome) -> None:
    """Twenty devices with parts, and one that is silent."""
    await home.fill()
    more = [
        power_entity(f"sensor.more_{i}_power", f"Socket {i} behind the sofa", Role.DEVICE_POWER,
                     parent="sensor.heat_pump_energy" if i < 3 else None)
        for i in range(1, 11)
    ]  # fmt: skip
    await home.track([*home.tracking.tracked(), *more])
    for i in range(1, 10):
        home.arrive(f"sensor.more_{i}_power", 25.0 * i)
    home.arrive(GRID, 900, ago=-1)
    home.pass_time(1)
    await home.settle()
