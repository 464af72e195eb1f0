"""Waiting readings to the store, and what they prove to the ledger: always in this order."""

import asyncio
import logging
from contextlib import suppress

from energy_desktop.model.columns import ReadingColumns
from energy_desktop.model.recording import RecorderState, Rejection, StoreName, Tally
from energy_desktop.model.timestamps import Micros
from energy_desktop.ports.clock import Clock
from energy_desktop.ports.errors import StoreUnusable
from energy_desktop.services.recorder.intake import Intake
from energy_desktop.services.recorder.session import LiveSession
from energy_desktop.services.recorder.writer import BatchWriter
from energy_desktop.services.status_board import StatusBoard

FLUSH_AFTER_SECONDS = 1.0
FLUSH_AFTER_READINGS = 1_000

_FIRST_RETRY_AFTER = 1.0
_LONGEST_RETRY_DELAY = 30.0

_log = logging.getLogger(__name__)


class Flushing:
    """One flush at a time; a batch the store refuses is kept and tried again."""

    def __init__(
        self,
        intake: Intake,
        session: LiveSession,
        writer: BatchWriter,
        board: StatusBoard,
        clock: Clock,
    ) -> None:
        self._intake = intake
        self._session = session
        self._writer = writer
        self._board = board
        self._clock = clock
        self._turn = asyncio.Lock()
        self._wanted = asyncio.Event()
        self._taken = asyncio.Event()
        """The store has taken what was offered last."""
        self._kept: tuple[ReadingColumns, str, Micros] | None = None
        self._asked = StoreName.METRICS
        self._is_dropping = False
        self._retry_at = 0.0
        self._retry_delay = _FIRST_RETRY_AFTER

    @property
    def waiting(self) -> int:
        """Readings in memory that are not durable yet."""
        return len(self._intake) + self._intake.kept_elsewhere

    def want(self) -> None:
        """Flush soon if enough waits."""
        if len(self._intake) >= FLUSH_AFTER_READINGS:
            self._wanted.set()

    def drops(self) -> None:
        """Memory is full and readings are dropped; said once until the store takes readings."""
        if not self._is_dropping:
            _log.error("readings are dropped: memory is full while the store is away")
        self._is_dropping = True

    async def run(self) -> None:
        """Flush every second, or as soon as enough waits."""
        while True:
            await _at_most(FLUSH_AFTER_SECONDS, self._wanted)
            self._wanted.clear()
            if self._clock.monotonic() < self._retry_at:
                await _at_most(self._retry_at - self._clock.monotonic(), self._taken)
            await self.flush()

    async def flush(self) -> bool:
        """Make everything that waits durable and move the ledger after it.

        False when the store refused: nothing is lost then, and the next flush tries again.
        """
        async with self._turn:
            try:
                while self._kept is not None or len(self._intake):
                    await self._write_one()
                await self._advance(self._session.proven_to, self._writer.number)
            except StoreUnusable as error:
                self._failed(error)
                return False
            self._recovered()
            return True

    def give_up(self) -> None:
        """Drop what waits: another program records now, and repairs what lies between."""
        count = len(self._intake.take_out()) + self._intake.kept_elsewhere
        self._kept = None
        self._intake.kept_elsewhere = 0
        if count:
            self._board.tally.reject(Rejection.DROPPED, count)

    async def _write_one(self) -> None:
        """Write what was kept before anything newer, so that batches stay in order."""
        if self._kept is None:
            session_id, proven_to = self._session.session_id, self._session.proven_to
            self._kept = (self._intake.take_out(), session_id, proven_to)
            self._intake.kept_elsewhere = len(self._kept[0])
        readings, session_id, proven_to = self._kept
        self._asked = StoreName.METRICS
        number = await self._writer.write(readings, session_id, proven_to)
        self._kept = None
        self._intake.kept_elsewhere = 0
        self._count(readings)
        if session_id and session_id == self._session.session_id:
            await self._advance(proven_to, number)

    async def _advance(self, proven_to: Micros, number: int) -> None:
        self._asked = StoreName.STATE
        await self._session.durable(proven_to, number, self._board.last_event_at)

    def _count(self, readings: ReadingColumns) -> None:
        tally: Tally = self._board.tally
        tally.readings_stored += len(readings)
        first, last = Micros(int(readings.timestamp.min())), Micros(int(readings.timestamp.max()))
        tally.first_reading = first if tally.first_reading is None else tally.first_reading
        tally.last_reading = max(last, tally.last_reading or last)
        self._board.last_event_at = max(last, self._board.last_event_at or last)
        self._board.stored(len(readings))

    def _failed(self, error: StoreUnusable) -> None:
        if self._board.recorder is not RecorderState.STORE_FAILING:
            _log.error("readings wait in memory: %s", error)
        self._board.recorder_is(RecorderState.STORE_FAILING, error.problem, self._asked)
        self._taken.clear()
        self._retry_at = self._clock.monotonic() + self._retry_delay
        self._retry_delay = min(2 * self._retry_delay, _LONGEST_RETRY_DELAY)

    def _recovered(self) -> None:
        self._is_dropping = False
        self._taken.set()
        self._retry_at, self._retry_delay = 0.0, _FIRST_RETRY_AFTER
        if self._board.recorder is RecorderState.STORE_FAILING:
            _log.warning("the store takes readings again")
            recording = RecorderState.RECORDING if self._session.is_open else RecorderState.WAITING
            self._board.recorder_is(recording)


async def _at_most(seconds: float, event: asyncio.Event) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()
