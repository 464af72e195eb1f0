"""Settings › Entities: what is recorded, and what could be."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, Signal

from energy_desktop.model.home import ConnectionState
from energy_desktop.model.messages import Problem
from energy_desktop.model.timestamps import Micros
from energy_desktop.ports.errors import EnergyDesktopError
from energy_desktop.services.entity_choice import EntityChoice
from energy_desktop.services.live_feed import LiveFeed
from energy_desktop.services.status_board import StatusBoard
from energy_desktop.services.supervisor import Supervisor
from energy_desktop.viewmodels.entity_rows import Chip, EntityRow, rows_of
from energy_desktop.viewmodels.entity_table import EntityTableModel
from energy_desktop.viewmodels.notices import Notice, connection_notice, notice_of
from energy_desktop.viewmodels.page_state import Emptiness, PageState, Phase, emptiness_of
from energy_desktop.viewmodels.ticker import every_second
from energy_desktop.viewmodels.wording import Wording, zone_named

_Work = Callable[[], Awaitable[None]]
_LOOK_EVERY = 10
"""Seconds between two looks at what is not recorded; recorded values come by themselves."""


@dataclass(frozen=True, slots=True)
class ChipText:
    """A filter and what stands on it."""

    chip: Chip
    text: str


class EntitiesViewModel(QObject):
    """Ticks are kept here until they are applied; values follow the home while it is seen."""

    state_changed = Signal()
    """`state` is another."""
    summary_changed = Signal()
    """Ticks, counts or the chips' texts are others."""
    applied = Signal(str)
    """What was ticked is tracked now; what that means, in a sentence."""

    def __init__(
        self,
        supervisor: Supervisor,
        choice: EntityChoice,
        feed: LiveFeed,
        board: StatusBoard,
        home_time: Callable[[], Micros],
        wording: Wording | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._supervisor = supervisor
        self._choice = choice
        self._feed = feed
        self._board = board
        self._home_time = home_time
        self.wording = wording or Wording()
        self._is_visible = False
        self._offered: frozenset[str] | None = None
        self._values: Mapping[str, float] = {}
        self._changes: dict[str, bool] = {}
        """Ticks that differ from what is tracked."""
        self._seen = (-1, -1)
        self._looked = 0
        self._words: tuple[str, ...] = ()
        self._busy: set[str] = set()
        self._problem: Problem | None = None
        self._failed_at: Micros | None = None
        self._rows: list[EntityRow] = []
        self._told: object = None
        self.chip = Chip.ALL
        self.state = PageState()
        self.table = EntityTableModel(self.tick_entity, self)

    def start(self) -> None:
        """Begin to tick; needs a running loop."""
        self._supervisor.keep("entities: seconds", self._seconds, owner=self)
        self._spawn("offered", self._load_offered)

    def stop(self) -> None:
        """End everything that was started for this page."""
        self._supervisor.cancel_owner(self)

    def set_visible(self, is_visible: bool) -> None:
        """A table that nobody sees does no work."""
        self._is_visible = is_visible
        if is_visible:
            self._looked = 0
            self._seen = (-1, -1)
            self.tick()

    # What the person does.

    def search(self, text: str) -> None:
        """Show what has all of these words in name, entity id or unit."""
        self._words = tuple(text.casefold().split())
        self._show()
        self.summary_changed.emit()

    def choose_chip(self, chip: Chip) -> None:
        """Show what a filter lets through."""
        self.chip = chip
        self._show()
        self.summary_changed.emit()

    def tick_entity(self, recording_id: str, is_ticked: bool) -> None:
        """Tick or untick one."""
        self._set_ticks({recording_id: is_ticked})

    def tick_shown(self, is_ticked: bool) -> None:
        """Tick or untick everything that is shown."""
        self._set_ticks({row.recording_id: is_ticked for row in self.table.rows})

    def tick_energy_preferences(self) -> None:
        """Tick exactly what Home Assistant's energy preferences name, and what is tracked."""
        self._set_ticks({r.recording_id: True for r in self._rows if r.of_energy_prefs})

    def discover(self, *, tick_energy_preferences: bool = False) -> None:
        """Ask Home Assistant what there is."""
        self._spawn("discovery", lambda: self._discover(tick_energy_preferences))

    def apply(self) -> None:
        """Track exactly what is ticked, at once."""
        self._spawn("tracking", self._apply)

    # What the page shows.

    @property
    def ticked(self) -> frozenset[str]:
        """Recording ids of what is ticked."""
        return frozenset(row.recording_id for row in self._rows if row.is_ticked)

    @property
    def can_apply(self) -> bool:
        """Whether pressing the button changes anything."""
        return bool(self._changes) and not self.is_applying

    @property
    def is_applying(self) -> bool:
        """Whether what was ticked is being stored."""
        return "tracking" in self._busy

    @property
    def is_discovering(self) -> bool:
        """Whether Home Assistant is being asked."""
        return "discovery" in self._busy

    @property
    def shown_ticks(self) -> bool | None:
        """Whether all that is shown is ticked; None for some."""
        ticks = {row.is_ticked for row in self.table.rows}
        return ticks.pop() if len(ticks) == 1 else None if ticks else False

    @property
    def apply_text(self) -> str:
        """What stands on the button."""
        if self.ticked:
            return self.tr("Track %n entities", "", len(self.ticked))
        return self.tr("Track nothing") if self._changes else self.tr("Track entities")

    @property
    def chips(self) -> tuple[ChipText, ...]:
        """The filters with what they would show; those that would show nothing are left out."""
        counts = {chip: sum(row.is_in(chip) for row in self._rows) for chip in Chip}
        names = {
            Chip.ALL: self.tr("All {count}"),
            Chip.TRACKED: self.tr("Tracked {count}"),
            Chip.POWER: self.tr("Power"),
            Chip.ENERGY: self.tr("Energy"),
            Chip.GAS_WATER: self.tr("Gas & water"),
            Chip.BATTERY: self.tr("Battery"),
            Chip.NEW: self.tr("New {count}"),
            Chip.GONE: self.tr("Gone {count}"),
        }
        always = (Chip.ALL, Chip.TRACKED)
        return tuple(
            ChipText(chip, text.format(count=counts[chip]))
            for chip, text in names.items()
            if counts[chip] or chip in always or chip is self.chip
        )

    @property
    def summary(self) -> str:
        """How many are ticked and recorded."""
        ticked = self.tr("%n ticked", "", len(self.ticked))
        recorded = self.tr("%n recorded", "", sum(row.is_tracked for row in self._rows))
        return f"{ticked}, {recorded}."

    @property
    def consequence(self) -> str:
        """What pressing the button does."""
        begin = [r for r in self._rows if self._changes.get(r.recording_id) is True]
        end = [r for r in self._rows if self._changes.get(r.recording_id) is False]
        parts: list[str] = []
        if begin:
            parts.append(
                self.tr("%n start(s) recording when you press “{button}”.", "", len(begin)).format(
                    button=self.apply_text
                )
            )
        if len(end) == 1:
            parts.append(self.tr("“{name}” stops, and keeps its history.").format(name=end[0].name))
        elif end:
            parts.append(self.tr("%n stop, and keep their history.", "", len(end)))
        return " ".join(parts)

    @property
    def nothing_found(self) -> str:
        """Why the table is empty though there are entities."""
        if self.table.rows or not self._rows:
            return ""
        if self._words:
            return self.tr("No entity matches “{text}”.").format(text=" ".join(self._words))
        return self.tr("No entity here.")

    # What happens by itself.

    async def _seconds(self) -> None:
        await every_second(self._home_time, self.tick)

    def tick(self) -> None:
        """Take in what has happened since the last tick."""
        if not self._is_visible:
            return
        if self._board.connection.state is ConnectionState.LIVE:
            if self._looked == 0:
                self._spawn("values", self._look)
            self._looked = (self._looked + 1) % _LOOK_EVERY
        seen = (self._choice.version, self._feed.version)
        if seen != self._seen:
            self._seen = seen
            self._compute()
        self._settle_state()

    async def _load_offered(self) -> None:
        self._offered = await self._choice.offered()
        self._compute()

    async def _look(self) -> None:
        self._values = await self._choice.values()
        self._compute()

    async def _discover(self, tick_energy_preferences: bool) -> None:
        await self._choice.discover()
        self._compute()
        if tick_energy_preferences:
            self.tick_energy_preferences()
        self._values = await self._choice.values()
        self._compute()

    async def _apply(self) -> None:
        shown = [row.recording_id for row in self._rows]
        begun, ended = await self._choice.apply(self.ticked, shown)
        self._offered = (self._offered or frozenset()) | frozenset(shown)
        # What was ticked meanwhile stays ticked: only what is tracked now is no change any more.
        self._compute()
        sentences: list[str] = []
        if begun:
            sentences.append(self.tr("%n now recording.", "", len(begun)))
        if ended:
            sentences.append(self.tr("%n no longer recorded.", "", len(ended)))
        self.applied.emit(" ".join(sentences))

    def _spawn(self, name: str, work: _Work) -> None:
        self._busy.add(name)
        self._supervisor.spawn(f"entities: {name}", self._watched(name, work), owner=self)
        self._settle_state()
        self.summary_changed.emit()

    async def _watched(self, name: str, work: _Work) -> None:
        try:
            await work()
            if name != "values":
                self._problem = self._failed_at = None
        except EnergyDesktopError as error:
            # Values that cannot be asked for are told by the connection's own notice.
            if name != "values":
                self._problem, self._failed_at = error.problem, self._home_time()
        finally:
            self._busy.discard(name)
            self._settle_state()
            self.summary_changed.emit()

    def _set_ticks(self, ticks: Mapping[str, bool]) -> None:
        tracked = {row.recording_id: row.is_tracked for row in self._rows}
        for recording_id, is_ticked in ticks.items():
            if tracked.get(recording_id) == is_ticked:
                self._changes.pop(recording_id, None)
            else:
                self._changes[recording_id] = is_ticked
        self._compute()

    def _compute(self) -> None:
        entities = self._choice.known()
        tracked = {e.recording_id for e in entities if e.is_tracked}
        self._changes = {k: t for k, t in self._changes.items() if (k in tracked) != t}
        ticked = {k for k in tracked if self._changes.get(k, True)}
        ticked |= {k for k, is_ticked in self._changes.items() if is_ticked}
        offered = self._offered
        new = {
            e.recording_id
            for e in entities
            if offered and e.recording_id not in offered and e.is_active and not e.is_tracked
        }
        self._rows = rows_of(entities, ticked, new, self._value, self.wording.notation)
        self._show()
        self._settle_state()
        self._tell_summary()

    def _tell_summary(self) -> None:
        told = (self.chips, self.summary, self.consequence, self.can_apply, self.shown_ticks)
        if told != self._told:
            self._told = told
            self.summary_changed.emit()

    def _value(self, recording_id: str) -> float | None:
        reading = self._feed.latest(recording_id)
        return reading.state if reading is not None else self._values.get(recording_id)

    def _show(self) -> None:
        self.table.show([r for r in self._rows if r.is_in(self.chip) and r.has(self._words)])

    def _settle_state(self) -> None:
        state = self._state()
        if state != self.state:
            self.state = state
            self.state_changed.emit()

    def _state(self) -> PageState:
        emptiness = self._emptiness()
        notices = self._notices(emptiness)
        if not self._rows and self.is_discovering:
            waiting_for = self.tr("Home Assistant is being asked what it has …")
            return PageState(Phase.LOADING, is_busy=True, waiting_for=waiting_for)
        if not self._rows:
            phase = Phase.FAILED if notices else Phase.EMPTY
            return PageState(phase, emptiness, notices)
        phase = Phase.FAILED if notices else Phase.FILLED
        return PageState(
            phase,
            notices=notices,
            has_content=bool(self._rows),
            is_busy=bool(self._busy - {"values"}),
        )

    def _emptiness(self) -> Emptiness | None:
        """Why nothing is known, where something can be done about it."""
        if self._rows:
            return None
        connection = self._board.connection
        emptiness = emptiness_of(connection, tracks_something=False)
        is_set_up_now = connection.state is not ConnectionState.IDLE
        return None if emptiness is Emptiness.NOT_CONFIGURED and is_set_up_now else emptiness

    def _notices(self, emptiness: Emptiness | None) -> tuple[Notice, ...]:
        notices: list[Notice] = []
        away = connection_notice(self._board.connection, self._time(self._board.connection.since))
        if away is not None and emptiness is not Emptiness.NOT_CONFIGURED:
            notices.append(away)
        is_told = away is not None and self._problem is not None and _is_of_home(self._problem)
        if self._problem is not None and not is_told:
            notices.append(
                notice_of(
                    self._problem,
                    QCoreApplication.translate("Notices", "That did not work"),
                    being_done=self.tr(
                        "Nothing was changed. Try it again when the reason is gone."
                    ),
                    since=self._time(self._failed_at),
                )
            )
        return tuple(notices)

    def _time(self, moment: Micros | None) -> str:
        if moment is None:
            return ""
        zone = zone_named(self._board.time_zone)
        return self.wording.time_or_day(moment, self._home_time(), zone)


def _is_of_home(problem: Problem) -> bool:
    """Whether it says why Home Assistant does not answer, which the first notice says already."""
    return problem.code.startswith(("home_", "vault_"))
