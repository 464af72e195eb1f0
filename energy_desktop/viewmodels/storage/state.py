"""Where the data are and how the stores are doing, in words."""

from PySide6.QtCore import QObject, Signal

from energy_desktop.model.figures import data_size
from energy_desktop.model.machine_settings import ProfileName
from energy_desktop.model.server_addresses import SERVER_NAMES, Server
from energy_desktop.model.storage import StorageState, StoreState
from energy_desktop.services.storage_report import StorageReport
from energy_desktop.services.supervisor import Supervisor
from energy_desktop.viewmodels.frame import FrameViewModel, Shape
from energy_desktop.viewmodels.notices import translated
from energy_desktop.viewmodels.parameters import program_in_words
from energy_desktop.viewmodels.step_rows import StepRow
from energy_desktop.viewmodels.ticker import every_second
from energy_desktop.viewmodels.wording import Wording


class StorageStateViewModel(QObject):
    """Looks once a second while somebody can see it."""

    changed = Signal()
    """`title`, `text` or `rows` are others."""

    def __init__(
        self,
        supervisor: Supervisor,
        report: StorageReport,
        frame: FrameViewModel,
        wording: Wording | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._supervisor = supervisor
        self._report = report
        self._frame = frame
        self._notation = (wording or Wording()).notation
        self._is_visible = False
        self.state: StorageState | None = None
        """None until it was looked for the first time."""
        self.title = StepRow(self.tr("Looking …"), Shape.BUSY, "")
        """The profile in use; its text says what that means."""
        self.rows: tuple[StepRow, ...] = ()
        """The stores, what waits for them, who records."""

    def start(self) -> None:
        """Begin to tick; needs a running loop."""
        self._supervisor.keep("storage: seconds", self._ticks, owner=self)

    def set_visible(self, is_visible: bool) -> None:
        """What nobody sees does no work."""
        self._is_visible = is_visible
        if is_visible:
            self.look()

    def stop(self) -> None:
        """End the ticking."""
        self._supervisor.cancel_owner(self)

    def look(self) -> None:
        """See how it is now."""
        if not self._supervisor.is_running("storage: look"):
            self._supervisor.spawn("storage: look", self._look(), owner=self)

    def tick(self) -> None:
        """A second has passed."""
        if self._is_visible:
            self.look()

    async def _ticks(self) -> None:
        await every_second(self._frame.home_time, self.tick)

    async def _look(self) -> None:
        state = await self._report.look()
        title, rows = self._title_of(state), self._rows_of(state)
        if state.is_given:
            given = self.tr("given for this start by --profile or ENERGY_DESKTOP_PROFILE")
            rows = (*rows, StepRow(self.tr("Profile"), Shape.PAUSED, given))
        if (state, title, rows) != (self.state, self.title, self.rows):
            self.state, self.title, self.rows = state, title, rows
            self.changed.emit()

    def _title_of(self, state: StorageState) -> StepRow:
        problems = (state.metrics.problem, state.state.problem)
        shape = Shape.BAD if any(problems) else Shape.GOOD
        if state.profile is ProfileName.EMBEDDED:
            text = self.tr("Two files in the data folder. Nothing else has to run.")
            return StepRow(self.tr("Files on this computer"), shape, text)
        if shape is Shape.BAD:
            shape = Shape.WARNING  # recording goes on beside it
            text = self.tr(
                "Recording goes on: what the servers do not take waits on this computer, and is"
                " handed on when they are back."
            )
        else:
            text = self.tr("Many programs may read them; one records.")
        return StepRow(self.tr("Database servers"), shape, text)

    def _rows_of(self, state: StorageState) -> tuple[StepRow, ...]:
        if state.profile is ProfileName.EMBEDDED:
            stores = (
                self._file(self.tr("Readings"), state.metrics),
                self._file(self.tr("Settings"), state.state),
            )
            return (*stores, self._recorder(state))
        servers = (
            self._server(Server.QUESTDB, state.metrics, self.tr("readings and statistics")),
            self._server(Server.MONGODB, state.state, self.tr("settings, entities, coverage")),
        )
        kept = (self._kept(state.kept),) if state.kept else ()
        return (*servers, self._journal(state), self._recorder(state), *kept)

    def _file(self, name: str, store: StoreState) -> StepRow:
        if store.problem is not None:
            return StepRow(name, Shape.BAD, translated(store.problem))
        return StepRow(name, Shape.GOOD, self._sized(store))

    def _server(self, server: Server, store: StoreState, what: str) -> StepRow:
        name = SERVER_NAMES[server]
        if store.problem is not None:
            return StepRow(name, Shape.BAD, translated(store.problem))
        text = self.tr("answers: {what}, at {address}").format(what=what, address=store.at)
        return StepRow(name, Shape.GOOD, text)

    def _kept(self, stores: tuple[StoreState, ...]) -> StepRow:
        files = ", ".join(self._sized(store) for store in stores)
        text = self.tr("{files}. Nothing uses it; delete it when you no longer want it.")
        return StepRow(self.tr("Older copy"), Shape.PAUSED, text.format(files=files))

    def _sized(self, store: StoreState) -> str:
        if store.bytes is None:
            return store.at
        return f"{store.at}, {data_size(store.bytes, self._notation)}"

    def _journal(self, state: StorageState) -> StepRow:
        name, journal = self.tr("Waiting"), state.journal
        told: list[str] = []
        if journal is not None and journal.waiting_rows:
            told.append(
                self.tr(
                    "readings in the journal on this disk: {count} ({bytes} of {limit})"
                ).format(
                    count=self._notation.decimal(journal.waiting_rows, 0),
                    bytes=data_size(journal.bytes, self._notation),
                    limit=data_size(journal.limit, self._notation),
                )
            )
        if state.statements:
            told.append(
                self.tr("changes for MongoDB on this disk: {count}").format(
                    count=self._notation.decimal(state.statements, 0)
                )
            )
        if not told:
            return StepRow(name, Shape.GOOD, self.tr("nothing: the servers have everything"))
        is_away = state.metrics.problem is not None or state.state.problem is not None
        return StepRow(name, Shape.WARNING if is_away else Shape.BUSY, "; ".join(told))

    def _recorder(self, state: StorageState) -> StepRow:
        name = self.tr("Recorder")
        if state.recorded_by is not None:
            text = self.tr(
                "{program} records. This program reads, and takes over within a minute of its end."
            ).format(program=program_in_words(state.recorded_by))
            return StepRow(name, Shape.PAUSED, text)
        row = self._frame.recorder_row()
        return StepRow(name, row.shape, row.explanation)
