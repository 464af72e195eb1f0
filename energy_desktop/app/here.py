"""Commands performed in this process, when no other holds the stores."""

from collections.abc import Callable, Mapping
from contextlib import aclosing
from typing import Any

from energy_desktop.adapters.system import SystemClock
from energy_desktop.app.demo import DemoInside
from energy_desktop.app.migrating import offer_migration
from energy_desktop.app.start import Start
from energy_desktop.app.store_profiles import ProfileOpener
from energy_desktop.app.wiring import services_of
from energy_desktop.ports.recorder_control import Message, Result
from energy_desktop.services.live_feed import LiveFeed
from energy_desktop.services.status_board import StatusBoard
from energy_desktop.services.supervisor import Supervisor


async def perform_here(
    start: Start,
    command: str,
    arguments: Mapping[str, Any],
    on_message: Callable[[Message], None],
) -> Any:
    """Open the stores, perform one command, close them; the result's value.

    The lock of the data is held already.
    """
    supervisor = Supervisor()
    demo_inside = DemoInside(start.demo) if start.demo else None
    stores = await ProfileOpener(start).open(start.profile)
    value: Any = None
    try:
        home = await demo_inside.start(supervisor) if demo_inside else None
        board = StatusBoard(SystemClock())
        async with services_of(stores, start.vault(), board, LiveFeed(), home) as services:
            offer_migration(start, services, start.profile)
            async with aclosing(services.control.perform(command, arguments)) as messages:
                async for message in messages:
                    if isinstance(message, Result):
                        value = message.value
                    else:
                        on_message(message)
    finally:
        if demo_inside:
            await demo_inside.stop()
        await supervisor.close()
        await stores.close()
    return value
