"""Whether the connection lives: asked, never concluded from silence."""

import asyncio
import logging

from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.timestamps import SECOND
from energy_desktop.ports.clock import Clock
from energy_desktop.ports.errors import HomeRequestFailed, HomeUnreachable
from energy_desktop.ports.home import HomeLink
from energy_desktop.services.recorder.live import LiveRecording
from energy_desktop.services.status_board import StatusBoard

LOOK_EVERY = 2.0
ANSWER_WITHIN = 10.0
QUIET_FOR = 20.0
"""Seconds without any message, after which Home Assistant's clock is asked."""
WATCHDOG_EVERY = 300.0
UNCHANGED_FOR = 120.0
"""Seconds without a change, after which the watchdog compares what Home Assistant shows."""
DRIFT = 2.0
"""Seconds by which wall and monotonic clock part when this machine slept or its clock was set."""

_log = logging.getLogger(__name__)


class Heartbeat:
    """Watches one connection; `run` raises HomeUnreachable once it is dead.

    A quiet home answers, and stays connected for as long as it is quiet.
    """

    def __init__(
        self, link: HomeLink, live: LiveRecording, board: StatusBoard, clock: Clock
    ) -> None:
        self._link = link
        self._live = live
        self._board = board
        self._clock = clock
        self._checked = clock.monotonic()
        self._offset = self._wall_offset()

    async def run(self) -> None:
        """Look every few seconds until the connection is dead, or the caller ends it."""
        while True:
            await asyncio.sleep(LOOK_EVERY)
            now = self._clock.monotonic()
            if self._clocks_parted() or now - self._live.heard >= QUIET_FOR:
                await self._beat()
            if now - self._checked >= WATCHDOG_EVERY:
                self._checked = now
                if now - self._live.changed >= UNCHANGED_FOR:
                    await self._check()

    async def _beat(self) -> None:
        """Ask Home Assistant's clock: the answer proves all that was delivered before it."""
        self._board.vigil.heartbeats += 1
        try:
            await self._link.ask_clock(ANSWER_WITHIN)
        except HomeRequestFailed as error:
            self._board.vigil.unanswered += 1
            raise _silent("clock") from error

    async def _check(self) -> None:
        """Compare what Home Assistant shows with what it told us; a difference ends the link."""
        self._board.vigil.checks += 1
        try:
            missed = await self._live.missed()
        except (HomeRequestFailed, HomeUnreachable):
            self._board.vigil.forced += 1
            raise
        if missed:
            self._board.vigil.forced += 1
            raise HomeUnreachable(
                ProblemCode.HOME_TELLS_NO_CHANGES, entities=", ".join(sorted(missed))
            )

    def _clocks_parted(self) -> bool:
        offset = self._wall_offset()
        jump, self._offset = offset - self._offset, offset
        if abs(jump) < DRIFT:
            return False
        _log.info("this machine slept, or its clock was set: %.1f s", jump)
        self._board.vigil.clock_jumps += 1
        return True

    def _wall_offset(self) -> float:
        return self._clock.wall() / SECOND - self._clock.monotonic()


def _silent(request: str) -> HomeUnreachable:
    return HomeUnreachable(
        ProblemCode.HOME_REQUEST_TIMED_OUT, request=request, seconds=ANSWER_WITHIN
    )
