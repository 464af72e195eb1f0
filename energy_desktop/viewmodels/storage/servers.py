"""Addresses and passwords of both databases: tested step by step, saved when that succeeds."""

from PySide6.QtCore import QCoreApplication, QObject, Signal

from energy_desktop.model.connection_test import Step
from energy_desktop.model.messages import Problem, ProblemCode
from energy_desktop.model.server_addresses import KnownServers, Server, ServerEntries
from energy_desktop.model.server_test import ServerProgress, ServersTest
from energy_desktop.ports.errors import EnergyDesktopError
from energy_desktop.services.server_setup import ServerSetup
from energy_desktop.services.supervisor import Supervisor
from energy_desktop.viewmodels.notices import Notice, notice_of, translated
from energy_desktop.viewmodels.step_rows import StepRow
from energy_desktop.viewmodels.storage.server_steps import step_rows

_JOB = "servers: test"
_QUESTDB = frozenset({"questdb_ilp", "questdb_pg"})
_GIVEN_BY = {
    "questdb_http": frozenset({"questdb_ilp"}),
    "questdb_pg": frozenset({"questdb_pg"}),
    "questdb_user": _QUESTDB,
    "questdb_password": _QUESTDB,
    "mongodb": frozenset({"mongodb_uri"}),
    "mongodb_user": frozenset({"mongodb_uri"}),
    "mongodb_password": frozenset({"mongodb_uri"}),
}
"""By field of the form: the fields of `ServerAddresses` that make it idle."""
_OF_THE_KEYRING = (ProblemCode.PASSWORD_NOT_KEPT, ProblemCode.PASSWORD_WITHOUT_KEYRING)
_ADDRESS_STEPS = (Step.NAME, Step.PORT, Step.ENCRYPTION)


class ServersViewModel(QObject):
    """A test says something about what was tested: a changed form forgets it."""

    known_changed = Signal()
    """`known` is another."""
    test_changed = Signal()
    """The test, `is_busy`, `is_saved` or `notice` are others."""
    saved = Signal()
    """Addresses and passwords were tested and are kept."""

    def __init__(
        self, supervisor: Supervisor, setup: ServerSetup, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._supervisor = supervisor
        self._setup = setup
        self._tested: ServerEntries | None = None
        self.known: KnownServers | None = None
        """None until the keyring has answered."""
        self.result: ServersTest | None = None
        """Of the last test; None before the first one."""
        self.is_testing = False
        self.is_saving = False
        self.is_saved = False
        """Whether what was tested is kept now."""
        self.notice: Notice | None = None
        self._are_in_use = False

    def start(self) -> None:
        """Look what is known; needs a running loop."""
        self._supervisor.spawn("servers: known", self._load(), owner=self)

    def stop(self) -> None:
        """End everything that was started for this form."""
        self._supervisor.cancel_owner(self)

    # What the person does.

    def test(self, entries: ServerEntries) -> None:
        """Test what stands in the form; nothing is saved."""
        self._tested = entries
        self.result, self.notice = ServersTest(), None
        self.is_testing, self.is_saved = True, False
        self.test_changed.emit()
        self._supervisor.spawn(_JOB, self._test(entries), owner=self)

    def save(self) -> None:
        """Keep what was tested well."""
        if self._tested is not None and self.can_save:
            self.is_saving, self.notice = True, None
            self.test_changed.emit()
            self._supervisor.spawn(_JOB, self._save(self._tested), owner=self)

    def cancel(self) -> None:
        """Stop testing."""
        if self.is_testing:
            self._supervisor.cancel_owner(self)
            self._forget()

    def forget_test(self) -> None:
        """The form was changed: what was found no longer says anything about it."""
        if self.is_testing:
            self.cancel()
        elif self.result is not None or self.notice is not None:
            self._forget()

    def servers_are_in_use(self, are_in_use: bool) -> None:
        """Whether the data are on them now."""
        self._are_in_use = are_in_use
        self.test_changed.emit()

    # What the form shows.

    @property
    def is_busy(self) -> bool:
        """Whether something is being tested or saved."""
        return self.is_testing or self.is_saving

    @property
    def can_save(self) -> bool:
        """Whether a test has succeeded, of something that is not kept yet."""
        is_tested = self.result is not None and self.result.has_succeeded
        return is_tested and not self.is_busy and not self.is_saved and not self.is_all_given

    @property
    def is_all_given(self) -> bool:
        """Whether the environment gives every address: there is nothing to save."""
        return self.known is not None and len(self.known.fixed) == 3

    @property
    def given_remark(self) -> str:
        """What the environment gives; empty where it gives nothing."""
        if self.known is None or not self.known.fixed:
            return ""
        if self.is_all_given:
            return self.tr(
                "These addresses come from the environment variables of this start, which win"
                " over what is saved. They are used, and never stored: there is nothing to save"
                " here."
            )
        return self.tr(
            "What is greyed comes from the environment variables of this start, which win over"
            " what is saved. It is used, and never stored."
        )

    @property
    def saving_remark(self) -> str:
        """Stands beside the buttons."""
        if self.is_busy or self.is_all_given:
            return ""
        if not self.is_saved:
            return "" if self.can_save else self.tr("Saved only after a test has succeeded.")
        if self._are_in_use:
            return self.tr("Tested and kept. They are used from the next start on.")
        return self.tr("Tested and kept. Nothing has moved yet: that is the next step.")

    def is_given(self, name: str) -> bool:
        """Whether the environment gives what a field of `ServerEntries` would say."""
        fixed = self.known.fixed if self.known is not None else frozenset()
        return _GIVEN_BY[name] <= fixed

    def password_remark(self, server: Server) -> str:
        """Stands in the field of the password while it is empty."""
        if self.known is None or server not in self.known.kept:
            return ""
        name = "mongodb_uri" if server is Server.MONGODB else "questdb_pg"
        if name in self.known.fixed:
            return self.tr("Taken from the environment")
        return self.tr("Kept; type to replace it")

    def steps(self, server: Server) -> tuple[StepRow, ...]:
        """The five steps of one server's test."""
        return step_rows(self._progress(server))

    def problem_text(self, server: Server) -> str:
        """Why the last test of it failed, and what to do; empty while it did not."""
        problem = self._progress(server).problem
        return translated(problem) if problem is not None else ""

    def wrong_fields(self) -> dict[str, str]:
        """Names of fields of `ServerEntries` that are the trouble, and why."""
        wrong: dict[str, str] = {}
        for server in Server:
            progress, why = self._progress(server), self.problem_text(server)
            if why and progress.step is Step.SIGN_IN:
                wrong |= {f"{server}_user": why, f"{server}_password": why}
            elif why and progress.step in _ADDRESS_STEPS:
                wrong |= dict.fromkeys(_address_fields(server, progress), why)
        return wrong

    def _progress(self, server: Server) -> ServerProgress:
        return (self.result or ServersTest()).progress[server]

    async def _test(self, entries: ServerEntries) -> None:
        try:
            self.result = await self._setup.test(entries, self._tell)
        except EnergyDesktopError as error:
            self._fail(error.problem)
        self.is_testing = False
        self.test_changed.emit()

    def _tell(self, result: ServersTest) -> None:
        self.result = result
        self.test_changed.emit()

    async def _save(self, entries: ServerEntries) -> None:
        try:
            await self._setup.save(entries)
        except EnergyDesktopError as error:
            self._fail(error.problem)
        else:
            self.is_saved, self._tested = True, None
            self.known = await self._setup.known()
            self.known_changed.emit()
        self.is_saving = False
        self.test_changed.emit()
        if self.is_saved:
            self.saved.emit()

    async def _load(self) -> None:
        self.known = await self._setup.known()
        self.known_changed.emit()

    def _forget(self) -> None:
        self.is_testing = self.is_saved = False
        self.result = self.notice = self._tested = None
        self.test_changed.emit()

    def _fail(self, problem: Problem) -> None:
        is_of_keyring = problem.code in _OF_THE_KEYRING
        title = (
            QCoreApplication.translate("Notices", "The passwords could not be kept")
            if is_of_keyring
            else QCoreApplication.translate("Notices", "The addresses could not be saved")
        )
        self.notice = notice_of(problem, title)


def _address_fields(server: Server, progress: ServerProgress) -> tuple[str, ...]:
    if server is Server.MONGODB:
        return ("mongodb",)
    if progress.culprit is not None and progress.endpoints:
        is_first = progress.culprit is progress.endpoints[0]
        return ("questdb_http",) if is_first else ("questdb_pg",)
    return ("questdb_http", "questdb_pg")
