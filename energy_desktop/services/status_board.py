"""What the program knows of itself at a moment, for screens, the tray and `status`."""

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from energy_desktop.model.home import Connection, ConnectionState
from energy_desktop.model.messages import Problem
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.recording import (
    Progress,
    ReconciliationState,
    RecorderState,
    StoreName,
    Tally,
    Vigil,
)
from energy_desktop.model.timestamps import (
    MINUTE,
    SECOND,
    Micros,
    from_datetime,
    to_datetime,
)
from energy_desktop.ports.clock import Clock


class StatusBoard:
    """Written by the recorder, read by everyone; `version` rises with each change."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._started = clock.monotonic()
        self._live_since: float | None = None
        self._live_seconds = 0.0
        self._recent: deque[tuple[Micros, int]] = deque()
        self._today = 0
        self._listeners: list[Callable[[], None]] = []
        self._heard: tuple[Micros, float] | None = None
        self.connection = Connection(since=clock.wall())
        self.recorder = RecorderState.STOPPED
        self.store_problem: Problem | None = None
        self.recorded_by: str | None = None
        """The other program that records into the same stores; None where this one may."""
        self.failing_store: StoreName | None = None
        """Which store has the problem; None where nobody knows."""
        self.tally = Tally()
        self.vigil = Vigil()
        self.last_event_at: Micros | None = None
        self.subscription_id: str | None = None
        self.time_zone = "UTC"
        self.waiting: Callable[[], int] = lambda: 0
        """Readings in memory that are not durable yet."""
        self.gaps_repaired = 0
        """Interruptions closed since the start."""
        self.repairs_ended = 0
        """Runs of gap repair that have come to an end, one for each subscription."""
        self.repairing: Progress | None = None
        """How far the present repair or import is; None while none is running."""
        self.reconciliation = ReconciliationState()
        self.version = 0
        self._day = self._today_is()

    def heard(self, moment: Micros) -> None:
        """Home Assistant's clock showed this moment just now."""
        self._heard = (moment, self._clock.monotonic())

    def home_time(self) -> Micros:
        """Home Assistant's time as far as it is known; this machine's before it was heard."""
        if self._heard is None:
            return self._clock.wall()
        moment, at = self._heard
        return Micros(moment + round((self._clock.monotonic() - at) * SECOND))

    def listen(self, listener: Callable[[], None]) -> None:
        """Be called after each change of state; not for each event."""
        self._listeners.append(listener)

    def changed(self) -> None:
        """Tell the listeners."""
        self.version += 1
        for listener in self._listeners:
            listener()

    def connection_is(self, state: ConnectionState, problem: Problem | None = None) -> None:
        """The connection has reached a state; a problem stays visible until it is live again."""
        if state is self.connection.state and problem == self.connection.problem:
            return
        self._measure_uptime(state)
        settled = state in (ConnectionState.LIVE, ConnectionState.IDLE)
        kept = problem if settled else problem or self.connection.problem
        self.connection = replace(
            self.connection, state=state, since=self._clock.wall(), problem=kept
        )
        self.changed()

    def repair_is(self, progress: Progress | None) -> None:
        """The repair has come this far; None when it has ended."""
        self.repairing = progress

    def reconciliation_is(self, state: ReconciliationState) -> None:
        """The reconciliation has come this far."""
        self.reconciliation = state

    def reconnected(self) -> None:
        """A connection was live before and is being made anew."""
        self.connection = replace(self.connection, reconnects=self.connection.reconnects + 1)

    def recorder_is(
        self,
        state: RecorderState,
        problem: Problem | None = None,
        failing: StoreName | None = None,
    ) -> None:
        """The recorder has reached a state; a problem is that of a store."""
        self.failing_store = failing
        if state is self.recorder and problem == self.store_problem:
            return
        self.recorder = state
        self.store_problem = problem
        self.changed()

    def stored(self, count: int) -> None:
        """Some readings became durable."""
        now, today = self._clock.wall(), self._today_is()
        if today != self._day:
            self._day, self._today = today, 0
        self._today += count
        self._recent.append((now, count))
        while self._recent and self._recent[0][0] < now - MINUTE:
            self._recent.popleft()

    @property
    def events_today(self) -> int:
        """Readings stored since midnight where the home is."""
        return self._today if self._today_is() == self._day else 0

    @property
    def today(self) -> TimeRange:
        """The home's present day, from midnight to midnight where it is."""
        zone = ZoneInfo(self.time_zone)
        date = to_datetime(self.home_time()).astimezone(zone).date()
        borders = (datetime.combine(d, time(), zone) for d in (date, date + timedelta(days=1)))
        return TimeRange(*(from_datetime(border) for border in borders))

    def count_of_today(self, readings: int) -> None:
        """So many readings of today were stored before the start."""
        self._day, self._today = self._today_is(), readings

    def _today_is(self) -> Micros:
        return self.today.start

    @property
    def events_per_minute(self) -> int:
        """Readings stored during the last minute."""
        since = self._clock.wall() - MINUTE
        return sum(count for at, count in self._recent if at >= since)

    @property
    def uptime(self) -> float:
        """Share of the time since the start that the connection was live, 0 to 1."""
        total = self._clock.monotonic() - self._started
        live = self._live_seconds
        if self._live_since is not None:
            live += self._clock.monotonic() - self._live_since
        return round(live / total, 4) if total > 0 else 0.0

    def _measure_uptime(self, state: ConnectionState) -> None:
        now = self._clock.monotonic()
        if state is ConnectionState.LIVE and self._live_since is None:
            self._live_since = now
        elif state is not ConnectionState.LIVE and self._live_since is not None:
            self._live_seconds += now - self._live_since
            self._live_since = None
