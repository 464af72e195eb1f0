"""The *Now* page: what the home uses this second, and what causes it."""

from collections.abc import Callable
from datetime import tzinfo

from PySide6.QtCore import QObject, Signal

from energy_desktop.model.figures import power
from energy_desktop.model.home import ConnectionState
from energy_desktop.model.power_balance import Balance, Basis, PowerReadings, balance
from energy_desktop.model.recording import RecorderState
from energy_desktop.model.timestamps import Micros
from energy_desktop.ports.errors import EnergyDesktopError
from energy_desktop.services.history_queries import HistoryQueries
from energy_desktop.services.live_feed import LiveFeed
from energy_desktop.services.status_board import StatusBoard
from energy_desktop.services.supervisor import Supervisor
from energy_desktop.services.tracking import Tracking
from energy_desktop.viewmodels.device_rows import Ranking, RowKind, device_rows
from energy_desktop.viewmodels.devices import DevicesModel
from energy_desktop.viewmodels.flow import FlowPicture, flow_picture
from energy_desktop.viewmodels.headline import Headline, headline
from energy_desktop.viewmodels.home_parts import HomeParts, parts_of
from energy_desktop.viewmodels.latest_values import LatestValues
from energy_desktop.viewmodels.line_source import LineSource
from energy_desktop.viewmodels.line_words import (
    PointInWords,
    coverage_in_words,
    point_in_words,
    remark_of,
    title_of,
)
from energy_desktop.viewmodels.live_line import HomeSum, LiveLines, Span
from energy_desktop.viewmodels.notices import (
    Notice,
    connection_notice,
    reading_notice,
    store_notice,
)
from energy_desktop.viewmodels.page_state import PageState, Phase, emptiness_of
from energy_desktop.viewmodels.ticker import every_second
from energy_desktop.viewmodels.value_scale import ValueScale, scale_for
from energy_desktop.viewmodels.wording import Wording, zone_named

_EMPTY_BALANCE = balance(PowerReadings())


class NowViewModel(QObject):
    """State and text of the page; computes once a second, and only what may have changed."""

    state_changed = Signal()
    """`state` is another."""
    headline_changed = Signal()
    """`headline` is another."""
    flow_changed = Signal()
    """`flow` is another."""
    span_changed = Signal()
    """`span` is another."""
    line_changed = Signal()
    """`lines`, or the figures beside them, are others: about once a second."""

    def __init__(
        self,
        supervisor: Supervisor,
        feed: LiveFeed,
        queries: HistoryQueries,
        tracking: Tracking,
        board: StatusBoard,
        home_time: Callable[[], Micros],
        try_now: Callable[[], None],
        wording: Wording | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`home_time` is Home Assistant's time as far as it is known.

        `try_now` lets the recorder connect and store without waiting for its next try.
        """
        super().__init__(parent)
        self._supervisor = supervisor
        self._feed = feed
        self._queries = queries
        self._tracking = tracking
        self._board = board
        self._home_time = home_time
        self._try_now = try_now
        self.wording = wording or Wording()
        self._latest = LatestValues(feed)
        self._source = LineSource(supervisor, queries, feed, home_time, self)
        self._source.filled.connect(self._line_filled)
        self._ranking = Ranking()
        self._parts = HomeParts()
        self._balance: Balance = _EMPTY_BALANCE
        self._seen = (-1, -1)
        self._is_visible = True
        self._live_at: Micros | None = None
        self._away_since: Micros | None = None
        self._store_failing_since: Micros | None = None
        self.state = PageState()
        self.headline: Headline = headline(
            self._parts, self._balance, self._latest.value, self.wording.notation
        )
        self.flow = FlowPicture()
        self.devices = DevicesModel(self)
        self.lines: LiveLines = self._source.lines(home_time())
        self.scale: ValueScale = scale_for(*self.lines.extremes())

    def start(self) -> None:
        """Begin to tick; needs a running loop."""
        self._supervisor.keep("now: seconds", self._ticks, owner=self)

    def stop(self) -> None:
        """End everything that was started for this page."""
        self._supervisor.cancel_owner(self)
        self._supervisor.cancel_owner(self._source)

    def set_visible(self, is_visible: bool) -> None:
        """A page that nobody sees does no work; it is up to date the moment it is seen."""
        was_visible, self._is_visible = self._is_visible, is_visible
        if is_visible and not was_visible:
            self.tick()

    def choose_span(self, span: Span) -> None:
        """Let the lines reach back so far."""
        if span is self.span:
            return
        self._source.show(span, self._home_sum(), self._parts.solar)
        self.span_changed.emit()
        self._draw_lines()
        self._settle_state()

    def try_now(self) -> None:
        """Connect, store and read at once what did not work: the person does not want to wait."""
        self._try_now()
        if self._source.problem is not None:
            self._source.refresh()

    @property
    def span(self) -> Span:
        """How far the lines reach back."""
        return self._source.span

    @property
    def zone(self) -> tzinfo:
        """The home's time zone."""
        return zone_named(self._board.time_zone)

    @property
    def line_title(self) -> str:
        """How far the lines reach back, in words."""
        return title_of(self.span)

    @property
    def line_remark(self) -> str:
        """Unit, and what a point of the lines stands for."""
        return remark_of(self.span, self.scale.unit)

    @property
    def coverage_words(self) -> str:
        """How much of the lines' stretch is covered."""
        return coverage_in_words(self.lines, self.wording)

    @property
    def home_label(self) -> str:
        """At the end of the main line: what the headline says, in short."""
        if self._balance.basis is Basis.NOTHING:
            rows = self.devices.rows
            return f"{rows[0].name} {rows[0].figure}" if rows else ""
        return self.tr("Home {power}").format(power=self._power(self._balance.used))

    @property
    def solar_label(self) -> str:
        """At the end of the sun's line: its power at this moment."""
        return self.tr("Solar {power}").format(power=self._power(self._balance.solar))

    @property
    def line_description(self) -> str:
        """The chart in a sentence, for those who do not see it."""
        parts = [self.home_label, self.coverage_words]
        if self.lines.solar is not None:
            parts.insert(1, self.solar_label)
        return ", ".join(parts)

    def point(self, index: int) -> PointInWords:
        """What is known of a step of the lines."""
        return point_in_words(self.lines, index, self.wording, self.zone)

    async def _ticks(self) -> None:
        await every_second(self._home_time, self.tick)

    def tick(self) -> None:
        """Take in what has happened since the last tick."""
        if not self._is_visible:
            return
        now = self._now()
        self._watch_connection(now)
        self._watch_tracking()
        seen = (self._feed.version, self._tracking.version)
        if seen != self._seen:
            self._seen = seen
            self._compute()
        if self._source.is_due(now):
            self._draw_lines()
        self._settle_state()

    def _now(self) -> Micros:
        """Home Assistant's time; a reading from later than that proves it to be later."""
        newest = self._latest.newest(self._parts.mains) or Micros(0)
        return max(self._home_time(), newest)

    def _watch_connection(self, now: Micros) -> None:
        if self._board.connection.state is ConnectionState.LIVE:
            if self._away_since is not None:
                self._source.refresh()
            self._live_at, self._away_since = now, None
            if self._board.recorder is RecorderState.RECORDING:
                self._source.is_live(now)
        elif self._away_since is None:
            self._away_since = self._live_at or now
        if self._board.store_problem is None:
            self._store_failing_since = None
        elif self._store_failing_since is None:
            self._store_failing_since = now

    def _watch_tracking(self) -> None:
        if self._tracking.version == self._seen[1]:
            return
        parts = parts_of(self._tracking.tracked())
        if parts == self._parts:
            return
        self._parts = parts
        self._supervisor.spawn("now: last values", self._load_last_values(), owner=self)

    async def _load_last_values(self) -> None:
        try:
            stored = await self._queries.latest(self._parts.all_ids)
        except EnergyDesktopError:
            return  # the line asks the same store, and tells
        self._latest.replace_stored(stored)
        self._compute()
        self._settle_state()

    def _compute(self) -> None:
        notation = self.wording.notation
        self._balance = balance(self._parts.readings(self._latest.value))
        self._show_headline(headline(self._parts, self._balance, self._latest.value, notation))
        self._show_flow(flow_picture(self._parts, self._balance, self._latest.value, notation))
        self.devices.show(
            device_rows(self._parts, self._balance, self._latest.value, self._ranking, notation)
        )
        self._source.show(self._source.span, self._home_sum(), self._parts.solar)

    def _home_sum(self) -> HomeSum:
        """Whose lines add up to the home's, by the same rule as the figure."""
        if self._balance.basis is Basis.BALANCE:
            return HomeSum(self._parts.grid, (*self._parts.solar, *self._parts.battery))
        if self._balance.basis is Basis.NOTHING:
            return HomeSum(self._largest_sensor())
        return HomeSum((), tuple(d.recording_id for d in self._parts.devices if d.parent is None))

    def _largest_sensor(self) -> tuple[str, ...]:
        """The sensor the headline tells of, where nothing is known of the home as a whole."""
        return tuple(row.key for row in self.devices.rows[:1] if row.kind is RowKind.DEVICE)

    def _show_headline(self, shown: Headline) -> None:
        if shown != self.headline:
            self.headline = shown
            self.headline_changed.emit()

    def _show_flow(self, shown: FlowPicture) -> None:
        if shown != self.flow:
            self.flow = shown
            self.flow_changed.emit()

    def _draw_lines(self) -> None:
        self.lines = self._source.lines(self._now())
        self.scale = scale_for(*self.lines.extremes())
        self.line_changed.emit()

    def _line_filled(self) -> None:
        self._draw_lines()
        self._settle_state()

    def _settle_state(self) -> None:
        state = self._state()
        if state != self.state:
            self.state = state
            self.state_changed.emit()

    def _state(self) -> PageState:
        connection = self._board.connection
        emptiness = emptiness_of(connection, bool(self._parts.all_ids))
        if emptiness is not None:
            return PageState(Phase.EMPTY, emptiness)
        newest = self._latest.newest(self._parts.all_ids)
        is_live = connection.state is ConnectionState.LIVE
        notices = self._notices()
        phase = Phase.FAILED if notices else Phase.FILLED
        if not notices and (newest is None or not is_live):
            phase = Phase.LOADING
        return PageState(
            phase,
            notices=notices,
            has_content=newest is not None,
            as_of="" if is_live or newest is None else self._time(self._live_at or newest),
            is_busy=self._source.is_loading or phase is Phase.LOADING,
            waiting_for=self._waiting_for() if phase is Phase.LOADING else "",
        )

    def _notices(self) -> tuple[Notice, ...]:
        notices: list[Notice] = []
        away = connection_notice(self._board.connection, self._time(self._away_since))
        if away is not None:
            notices.append(away)
        failing, unread = self._board.store_problem, self._source.problem
        if failing is not None:
            notices.append(store_notice(failing, self._time(self._store_failing_since)))
        elif unread is not None:
            notices.append(reading_notice(unread))
        return tuple(notices)

    def _waiting_for(self) -> str:
        match self._board.connection.state:
            case ConnectionState.LIVE:
                return self.tr("Waiting for the first reading …")
            case ConnectionState.PREPARING:
                return self.tr("Home Assistant is being asked what it has …")
            case _:
                return self.tr("Connecting to Home Assistant …")

    def _time(self, moment: Micros | None) -> str:
        if moment is None:
            return ""
        return self.wording.time_or_day(moment, self._home_time(), self.zone)

    def _power(self, watts: float | None) -> str:
        return str(power(watts, self.wording.notation))
