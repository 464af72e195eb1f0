"""`record`: the recorder without a window."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from energy_desktop.adapters.local_channel.data_lock import DataLock
from energy_desktop.adapters.local_channel.server import ChannelServer
from energy_desktop.adapters.system import SystemClock
from energy_desktop.app.demo import DemoInside
from energy_desktop.app.leaving import Leaving
from energy_desktop.app.running import RunningHome
from energy_desktop.app.start import Start
from energy_desktop.commands.program import Recorded
from energy_desktop.model.home import ConnectionState
from energy_desktop.model.messages import Problem, ProblemCode
from energy_desktop.model.timestamps import Micros, format_utc
from energy_desktop.ports.errors import (
    EnergyDesktopError,
    HomeRefused,
    HomeUnreachable,
    VaultUnusable,
    WrongUsage,
)
from energy_desktop.services.status_board import StatusBoard
from energy_desktop.services.supervisor import Supervisor

_PROGRESS_EVERY = 1.0

_ENDS_AT_ONCE: dict[ProblemCode, type[EnergyDesktopError]] = {
    ProblemCode.HOME_TOKEN_REFUSED: HomeRefused,
    ProblemCode.HOME_ADDRESS_BANNED: HomeRefused,
    ProblemCode.HOME_NOT_CONFIGURED: WrongUsage,
    ProblemCode.HOME_TOKEN_MISSING: WrongUsage,
    ProblemCode.HOME_ADDRESS_INVALID: WrongUsage,
    ProblemCode.VAULT_MISSING: VaultUnusable,
    ProblemCode.VAULT_FAILED: VaultUnusable,
}
"""What waiting does not heal: a recording for a while ends with it."""


async def record(
    start: Start,
    lock: DataLock,
    seconds: float | None,
    on_progress: Callable[[str], None],
) -> Recorded:
    """Record until a signal, or for so many seconds; the lock of the data is held already."""
    clock = SystemClock()
    began = clock.monotonic()
    supervisor = Supervisor()
    demo_inside = DemoInside(start.demo) if start.demo else None
    home = RunningHome(start, await demo_inside.start(supervisor) if demo_inside else None)
    leaving = Leaving()
    watch = _Watch(home.board, leaving, for_a_while=seconds is not None)
    server = ChannelServer(
        start.paths.data, home, lock=lock, on_hand_over=home.close, on_give_back=home.open
    )
    home.offer("raise", _no_window)
    try:
        await home.open()
        with leaving.on_signals():
            supervisor.spawn("progress", _tell(home.board, on_progress))
            supervisor.keep("local channel", server.run)
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await leaving.asked()
            await home.close()
    finally:
        await home.close()
        report = _report(home, clock.monotonic() - began)
        if demo_inside:
            report["demo"] = demo_inside.report()
            await demo_inside.stop()
        await supervisor.close()
    return Recorded(report, leaving.interrupted, watch.problem())


async def _no_window(_arguments: object) -> dict[str, bool]:
    return {"raised": False}


class _Watch:
    """Remembers whether the home was ever live, and ends a hopeless recording for a while."""

    def __init__(self, board: StatusBoard, leaving: Leaving, *, for_a_while: bool) -> None:
        self._board = board
        self._leaving = leaving
        self._for_a_while = for_a_while
        self._was_live = False
        self._last: Problem | None = None
        board.listen(self._look)

    def problem(self) -> EnergyDesktopError | None:
        """What a recording for a while ended with, if it recorded nothing."""
        if self._was_live or not self._for_a_while or self._leaving.interrupted:
            return None
        if self._last is None:
            return None
        kind = _ENDS_AT_ONCE.get(self._last.code, HomeUnreachable)
        return kind(self._last.code, **self._last.parameters)

    def _look(self) -> None:
        connection = self._board.connection
        self._was_live |= connection.state is ConnectionState.LIVE
        self._last = connection.problem or self._last
        if connection.problem is None or not self._for_a_while:
            return
        if connection.problem.code in _ENDS_AT_ONCE:
            self._was_live = False
            self._leaving.ask()


async def _tell(board: StatusBoard, on_progress: Callable[[str], None]) -> None:
    while True:
        await asyncio.sleep(_PROGRESS_EVERY)
        on_progress(
            f"{board.connection.state.value}: {board.tally.readings_stored:,} readings stored,"
            f" {board.events_per_minute:,} a minute"
        )


def _report(home: RunningHome, duration: float) -> dict[str, Any]:
    """The keys of command-line.md."""
    connection, tally = home.connection, home.board.tally
    repaired = home.board.gaps_repaired
    return {
        "entities": home.entities_tracked,
        "events_received": tally.events_received,
        "readings_stored": tally.readings_stored,
        "duplicates": tally.duplicates,
        "rejected": {reason.value: count for reason, count in tally.rejected.items()},
        "first_reading": _moment(tally.first_reading),
        "last_reading": _moment(tally.last_reading),
        "connection": {
            "state": connection.state.value,
            "since": format_utc(connection.since),
            "reconnects": connection.reconnects,
        },
        "gaps": {"found": repaired + home.gaps_open, "repaired": repaired, "open": home.gaps_open},
        "duration_s": round(duration, 3),
    }


def _moment(moment: Micros | None) -> str | None:
    return None if moment is None else format_utc(moment)
