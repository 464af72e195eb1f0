"""The *History* page: which sensors are shown, and the chart's picture of them."""

from collections.abc import Callable, Iterable
from datetime import tzinfo
from math import floor
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QObject, Signal

from energy_desktop.model.energy_preferences import Role
from energy_desktop.model.entities import Entity
from energy_desktop.model.figures import Figure
from energy_desktop.model.line_tile import LineTile, width_for
from energy_desktop.model.time_axis import local_date
from energy_desktop.model.timestamps import Micros
from energy_desktop.model.units import Quantity
from energy_desktop.ports.errors import EnergyDesktopError
from energy_desktop.services.export import ReadingsExport
from energy_desktop.services.history_lines import HistoryLines
from energy_desktop.services.history_queries import HistoryQueries
from energy_desktop.services.live_feed import LiveFeed
from energy_desktop.services.status_board import StatusBoard
from energy_desktop.services.stretch_questions import StretchQuestions
from energy_desktop.services.supervisor import Supervisor
from energy_desktop.services.tracking import Tracking
from energy_desktop.viewmodels.history.exporting import HistoryExport
from energy_desktop.viewmodels.history.fetching import LineFetcher
from energy_desktop.viewmodels.history.looks import Looks
from energy_desktop.viewmodels.history.navigation import Navigation
from energy_desktop.viewmodels.history.picture import (
    MOST_UNITS,
    ChartPicture,
    Shown,
    picture_of,
    units_of,
)
from energy_desktop.viewmodels.history.pointer import PointedMoment, pointed_at
from energy_desktop.viewmodels.history.raw_readings import RawReadings
from energy_desktop.viewmodels.history.selecting import Selecting
from energy_desktop.viewmodels.history.sensor_list import SensorListModel, sensor_rows
from energy_desktop.viewmodels.history.value_axis import figure_of
from energy_desktop.viewmodels.history.words import HistoryWords, title_of
from energy_desktop.viewmodels.latest_values import LatestValues
from energy_desktop.viewmodels.notices import Notice, reading_notice
from energy_desktop.viewmodels.page_state import PageState, Phase, emptiness_of
from energy_desktop.viewmodels.ticker import every_second
from energy_desktop.viewmodels.wording import Wording, zone_named

MOST_SHOWN = 20
_PIXELS_PER_STEP = 2
"""A point of a line stands for about so many pixels."""
_FIRST_ROLES = (Role.GRID_POWER, Role.SOLAR_POWER)


class HistoryViewModel(QObject):
    """State and text of the page; asks the store only for what is not in memory."""

    state_changed = Signal()
    """`state` is another."""
    sensors_changed = Signal()
    """Other sensors are shown, or can be."""
    picture_changed = Signal()
    """`picture` is another: the chart draws anew."""
    told = Signal(str)
    """Something to tell the person in a sentence, for a few seconds."""

    def __init__(
        self,
        supervisor: Supervisor,
        feed: LiveFeed,
        queries: HistoryQueries,
        export: ReadingsExport,
        tracking: Tracking,
        board: StatusBoard,
        home_time: Callable[[], Micros],
        locale: QLocale | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`home_time` is Home Assistant's time as far as it is known."""
        super().__init__(parent)
        self._supervisor = supervisor
        self._feed = feed
        self._queries = queries
        self._tracking = tracking
        self._board = board
        self._home_time = home_time
        self._latest = LatestValues(feed)
        self._looks = Looks()
        self._seen = (-1, -1)
        self._is_visible = False
        self._is_started = False
        self._was_chosen = False
        self._width = 800
        self._search = ""
        self._entities: dict[str, Entity] = {}
        self.words = HistoryWords(Wording(locale))
        self.shown: tuple[Shown, ...] = ()
        self.sensors = SensorListModel(self._figure, self)
        self.navigation = Navigation(home_time, lambda: self.zone, self.words, self)
        self.fetcher = LineFetcher(supervisor, HistoryLines(queries), home_time, self)
        questions = StretchQuestions(queries)
        self.selecting = Selecting(supervisor, questions, self.words, home_time, self)
        self.readings = RawReadings(supervisor, queries, self.words, self)
        self.export = HistoryExport(supervisor, export, self.words.wording, self)
        self.picture = ChartPicture(self.navigation.view)
        self.state = PageState()
        self.navigation.changed.connect(self._draw)
        self.fetcher.arrived.connect(self._arrived)
        self.export.told.connect(self.told)

    def start(self) -> None:
        """Begin to tick; needs a running loop."""
        self._is_started = True
        self._supervisor.keep("history: seconds", self._ticks, owner=self)

    def stop(self) -> None:
        """End everything that was started for this page."""
        self._is_started = False
        for owner in (self, self.export, self.selecting):
            self._supervisor.cancel_owner(owner)
        self.fetcher.stop()
        self.readings.stop()

    def set_visible(self, is_visible: bool) -> None:
        """A page that nobody sees does no work; it is up to date the moment it is seen."""
        was_visible, self._is_visible = self._is_visible, is_visible
        if is_visible and not was_visible and self._is_started:
            self.tick()

    @property
    def zone(self) -> tzinfo:
        """The home's time zone."""
        return zone_named(self._board.time_zone)

    @property
    def now(self) -> Micros:
        """Home Assistant's time."""
        return self._home_time()

    @property
    def step(self) -> int:
        """Microseconds that a point of a line should stand for."""
        return width_for(self.navigation.view.duration, self._width // _PIXELS_PER_STEP)

    @property
    def tracked(self) -> int:
        """How many sensors there are, whatever the search shows."""
        return len(self._entities)

    @property
    def chart_title(self) -> str:
        """What is drawn: the quantity, where all lines have the same; else the sensors' number."""
        quantities = {each.entity.conversion.quantity for each in self.shown}
        if len(quantities) == 1:
            return title_of(quantities.pop())
        return self.tr("%n sensors", None, len(self.shown)) if self.shown else self.tr("Chart")

    @property
    def chart_units(self) -> str:
        """The units that the scales are written in."""
        return ", ".join(axis.unit for axis in self.picture.axes if axis.unit)

    @property
    def chart_remark(self) -> str:
        """The units, and what a point stands for."""
        step, units = self.picture.step, self.chart_units
        return ", ".join(filter(None, (units, "" if step is None else self.words.point(step))))

    @property
    def coverage_words(self) -> str:
        """How much of the view is covered."""
        share = self.picture.covered_share
        if share is None:
            return ""
        # Rounded down: a stretch with a gap is never "100 %".
        percent = self.words.wording.notation.decimal(floor(1000 * share) / 10, 1)
        if share == 1.0:
            percent = self.words.wording.notation.decimal(100, 0)
        return self.tr("{percent} % covered").format(percent=percent)

    @property
    def overview_title(self) -> str:
        """How long everything is, once that is known."""
        if self.fetcher.everything is None:
            return self.tr("Everything")
        return self.words.roughly(self.navigation.bounds.duration)

    @property
    def overview_remark(self) -> str:
        """What a point of the overview stands for."""
        widths = {tile.width for _, tile in self.overviews()}
        return self.words.mean_of(max(widths)) if widths else ""

    @property
    def file_name(self) -> str:
        """What an export may be called, without its ending."""
        view, zone = self.navigation.view, self.zone
        first, last = local_date(view.start, zone), local_date(Micros(view.end - 1), zone)
        if first == last:
            return self.tr("energy {day}").format(day=first)
        return self.tr("energy {first} to {last}").format(first=first, last=last)

    def overviews(self) -> list[tuple[Shown, LineTile]]:
        """The lines of everything there is, as far as they came."""
        found = ((each, self.fetcher.book.overview(each.key)) for each in self.shown)
        return [(each, tile) for each, tile in found if tile is not None]

    def be_wide(self, pixels: int) -> None:
        """The chart is so many logical pixels wide: how fine the lines are depends on it."""
        if pixels > 0 and pixels != self._width:
            self._width = pixels
            self._draw()

    def search(self, text: str) -> None:
        """List what a search finds alone."""
        if text != self._search:
            self._search = text
            self._list()

    def show_sensor(self, key: str, is_shown: bool) -> None:
        """Draw a sensor's line, or no more; a third unit or too many are refused, and told."""
        self._was_chosen = True
        keys = [each.key for each in self.shown]
        if is_shown == (key in keys) or key not in self._entities:
            return
        wanted = [*keys, key] if is_shown else [each for each in keys if each != key]
        refusal = self._refusal(wanted) if is_shown else ""
        if refusal:
            self.told.emit(refusal)
            self.sensors.values_changed()
            return
        self._choose(wanted)

    def point_at(self, moment: Micros) -> PointedMoment:
        """What the chart says of a moment."""
        return pointed_at(self.picture, moment, self.words, self.zone)

    def select(self, one_end: Micros, other_end: Micros, is_done: bool = True) -> None:
        """Select a stretch; `is_done` once the gesture has ended."""
        self.selecting.select(one_end, other_end, self.zone)
        if is_done:
            self.selecting.sum_up(self.shown, self.zone)

    def escape(self) -> None:
        """Out of the selection, else back to the view before."""
        if self.selecting.selection is not None:
            self.selecting.clear()
        else:
            self.navigation.back()

    def open_readings(self, is_open: bool) -> None:
        """Show or hide the raw readings."""
        self.readings.open(is_open)
        self._ask()

    def save_readings(self, path: Path, form: str) -> None:
        """Write the raw readings in view."""
        self.export.save_readings(path, form, self.shown, self.navigation.view)

    def save_points(self, path: Path) -> None:
        """Write the points that the chart draws."""
        self.export.save_lines(path, self.picture)

    def tell(self, text: str) -> None:
        """Tell the person something."""
        self.told.emit(text)

    def refresh(self) -> None:
        """Ask the store for everything anew."""
        self.fetcher.show([each.key for each in self.shown])
        self._draw()

    async def _ticks(self) -> None:
        await every_second(self._home_time, self.tick)

    def tick(self) -> None:
        """Take in what has happened since the last tick."""
        if not self._is_visible:
            return
        self._watch_tracking()
        if self._feed.version != self._seen[0]:
            self._seen = (self._feed.version, self._seen[1])
            self.sensors.values_changed()
        before = self.navigation.view
        self.navigation.follow()
        if self.navigation.view == before:
            self._ask()
        self._settle_state()

    def _watch_tracking(self) -> None:
        if self._tracking.version == self._seen[1]:
            return
        self._seen = (self._seen[0], self._tracking.version)
        entities = {entity.recording_id: entity for entity in self._tracking.tracked()}
        if entities == self._entities:
            return
        self._entities = entities
        self._supervisor.spawn("history: last values", self._load_last_values(), owner=self)
        keys = [each.key for each in self.shown if each.key in entities]
        self._choose(keys if self._was_chosen else _first_choice(entities.values()))

    async def _load_last_values(self) -> None:
        try:
            self._latest.replace_stored(await self._queries.latest(list(self._entities)))
        except EnergyDesktopError:
            return  # the chart asks the same store, and tells
        self.sensors.values_changed()

    def _choose(self, keys: Iterable[str]) -> None:
        entities = [self._entities[key] for key in keys]
        looks = self._looks.give(entities)
        self.shown = tuple(Shown(entity, looks[entity.recording_id]) for entity in entities)
        self.fetcher.show([each.key for each in self.shown])
        self.selecting.sum_up(self.shown, self.zone)
        self._list()
        self._draw()
        self.sensors_changed.emit()

    def _list(self) -> None:
        looks = {each.key: each.look for each in self.shown}
        self.sensors.show(sensor_rows(self._entities.values(), looks, list(looks), self._search))

    def _refusal(self, keys: list[str]) -> str:
        if len(keys) > MOST_SHOWN:
            return self.tr("At most %n sensors at once: hide one first.", None, MOST_SHOWN)
        looks = self._looks.give([self._entities[key] for key in keys])
        wanted = [Shown(self._entities[key], looks[key]) for key in keys]
        units = units_of(wanted)
        if len(units) <= MOST_UNITS:
            return ""
        return self.tr(
            "A third unit ({unit}) does not fit: hide {first} or {second} first."
        ).format(unit=_unit(units[2]), first=_unit(units[0]), second=_unit(units[1]))

    def _figure(self, key: str) -> Figure:
        entity = self._entities[key]
        value = self._latest.value(key)
        return figure_of(entity.stored_unit, value, self.words.wording.notation)

    def _arrived(self) -> None:
        if self.fetcher.everything is not None:
            self.navigation.bound(self.fetcher.everything)
        self._draw()
        self._settle_state()

    def _draw(self) -> None:
        """The picture of the view out of memory; what it lacks is asked for."""
        view, step = self.navigation.view, self.step
        coverage = self.fetcher.coverage(view)
        self.picture = picture_of(self.shown, view, step, self.fetcher.book, coverage)
        self.picture_changed.emit()
        self._ask()

    def _ask(self) -> None:
        if not self._is_visible or not self._is_started:
            return
        view = self.navigation.view
        self.fetcher.look_at(view, self.step)
        self.readings.look_at(self.shown, view, self.fetcher.coverage(view), self.zone)

    def _settle_state(self) -> None:
        state = self._state()
        if state != self.state:
            self.state = state
            self.state_changed.emit()

    def _state(self) -> PageState:
        emptiness = emptiness_of(self._board.connection, bool(self._entities))
        if emptiness is not None and not self._entities:
            return PageState(Phase.EMPTY, emptiness)
        notices = self._notices()
        has_content = not self.shown or any(self.fetcher.book.has(e.key) for e in self.shown)
        phase = Phase.FAILED if notices else Phase.FILLED if has_content else Phase.LOADING
        return PageState(
            phase,
            notices=notices,
            has_content=has_content,
            is_busy=self.fetcher.is_busy,
            waiting_for=self.tr("Reading the history …") if phase is Phase.LOADING else "",
        )

    def _notices(self) -> tuple[Notice, ...]:
        problem = self.fetcher.problem
        return () if problem is None else (reading_notice(problem),)


def _first_choice(entities: Iterable[Entity]) -> list[str]:
    """What is shown before anything was chosen: the grid and the sun, else any power."""
    known = list(entities)
    found = [e.recording_id for role in _FIRST_ROLES for e in known if e.role == role][:3]
    if found:
        return found
    power = [e.recording_id for e in known if e.conversion.quantity is Quantity.POWER]
    return (power or [e.recording_id for e in known])[:1]


def _unit(unit: str | None) -> str:
    return unit or QCoreApplication.translate("History", "none")
