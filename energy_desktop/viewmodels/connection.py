"""Address and token of Home Assistant: tested step by step, saved when the test succeeds."""

from PySide6.QtCore import QCoreApplication, QObject, Signal

from energy_desktop.model.addresses import completed
from energy_desktop.model.connection_test import STEPS, Step, TestProgress
from energy_desktop.model.messages import Problem, ProblemCode
from energy_desktop.ports.errors import EnergyDesktopError, VaultUnusable
from energy_desktop.services.connection_test import ConnectionTest
from energy_desktop.services.home_access import Configured, HomeAccess
from energy_desktop.services.status_board import StatusBoard
from energy_desktop.services.supervisor import Supervisor
from energy_desktop.viewmodels.frame import FootRow, Shape
from energy_desktop.viewmodels.home_heading import home_heading
from energy_desktop.viewmodels.notices import Notice, Severity, notice_of, translated
from energy_desktop.viewmodels.step_rows import StepRow

_JOB = "connection: test"
_NO_TOKEN = frozenset(
    {ProblemCode.HOME_TOKEN_MISSING, ProblemCode.VAULT_MISSING, ProblemCode.VAULT_FAILED}
)


class ConnectionViewModel(QObject):
    """The form of an address and a token, wherever it stands."""

    configured_changed = Signal()
    """`configured` is another."""
    test_changed = Signal()
    """`steps`, `is_testing` or `notice` are others."""
    saved = Signal()
    """Address and token were tested and are in use."""

    def __init__(
        self,
        supervisor: Supervisor,
        access: HomeAccess,
        test: ConnectionTest,
        board: StatusBoard,
        *,
        keeps_token: bool = True,
        parent: QObject | None = None,
    ) -> None:
        """`keeps_token` is False where the token comes from the environment, and stays there."""
        super().__init__(parent)
        self._supervisor = supervisor
        self._access = access
        self._test = test
        self._board = board
        self.keeps_token = keeps_token
        self.configured = Configured("")
        self.progress: TestProgress | None = None
        """Of the last test; None before the first one."""
        self.is_testing = False
        self.notice: Notice | None = None

    def start(self) -> None:
        """Look what is configured; needs a running loop."""
        self._supervisor.spawn("connection: configured", self._load(), owner=self)

    def stop(self) -> None:
        """End everything that was started for this form."""
        self._supervisor.cancel_owner(self)

    # What the person does.

    def test(self, address: str, token: str) -> None:
        """Test what stands in the form; nothing is saved."""
        self._begin(address, token, save=False)

    def connect_to(self, address: str, token: str) -> None:
        """Test what stands in the form, and use it when the test succeeds."""
        self._begin(address, token, save=True)

    def cancel(self) -> None:
        """Stop testing."""
        if not self.is_testing:
            return
        self._supervisor.cancel_owner(self)
        self.is_testing, self.progress = False, None
        self.test_changed.emit()

    def forget_test(self) -> None:
        """The form was changed: what was found no longer says anything about it."""
        if self.is_testing:
            self.cancel()
        elif self.progress is not None or self.notice is not None:
            self.progress = self.notice = None
            self.test_changed.emit()

    # What the section shows.

    def state(self, row: FootRow) -> StepRow:
        """How the connection stands, where `row` is the line of the state foot about it."""
        return home_heading(self._board.connection, row)

    @property
    def token_remark(self) -> str:
        """Stands in the token's field while it is empty: where the token in use comes from."""
        if not self.keeps_token:
            return self.tr("Taken from ENERGY_DESKTOP_HA_TOKEN")
        problem = self._board.connection.problem
        if not self.configured.address or (problem is not None and problem.code in _NO_TOKEN):
            return ""
        if self.notice is not None:
            return self.tr("In use until this program ends")
        return self.tr("Kept; type to replace it")

    @property
    def steps(self) -> tuple[StepRow, ...]:
        """The five steps of the test."""
        return tuple(self._row(step) for step in STEPS)

    @property
    def failed_step(self) -> Step | None:
        """Where the last test ended; None while it goes on or when it succeeded."""
        if self.progress is None or self.progress.problem is None:
            return None
        return self.progress.step

    @property
    def problem_text(self) -> str:
        """Why the last test failed, and what to do."""
        if self.progress is None or self.progress.problem is None:
            return ""
        return translated(self.progress.problem)

    def _begin(self, address: str, token: str, *, save: bool) -> None:
        self.notice = None
        self.is_testing = True
        self.progress = TestProgress()
        self.test_changed.emit()
        self._supervisor.spawn(_JOB, self._run(completed(address), token.strip(), save), owner=self)

    async def _run(self, address: str, token: str, save: bool) -> None:
        progress = await self._test.run(address, token, self._tell)
        if save and progress.finding is not None:
            await self._keep(address, token)
        else:
            self._ended()

    def _tell(self, progress: TestProgress) -> None:
        self.progress = progress
        self.test_changed.emit()

    async def _keep(self, address: str, token: str) -> None:
        try:
            await self._access.save(address, token, self.keeps_token)
        except VaultUnusable as error:
            self.notice = self._token_not_kept(error.problem)
        except EnergyDesktopError as error:
            title = QCoreApplication.translate("Notices", "The address could not be saved")
            self.notice = notice_of(error.problem, title)
            self._ended()
            return
        self.configured = Configured(address)
        self.configured_changed.emit()
        self._ended()
        self.saved.emit()

    def _ended(self) -> None:
        self.is_testing = False
        self.test_changed.emit()

    async def _load(self) -> None:
        try:
            self.configured = await self._access.configured()
        except EnergyDesktopError:
            return  # the store's trouble is told by the recorder
        self.configured_changed.emit()

    def _token_not_kept(self, problem: Problem) -> Notice:
        return notice_of(
            problem,
            QCoreApplication.translate("Notices", "The token could not be kept"),
            severity=Severity.WARNING,
            being_done=self.tr(
                "It is used until this program ends, and has to be given again then."
            ),
        )

    def _row(self, step: Step) -> StepRow:
        name = {
            Step.NAME: self.tr("Name"),
            Step.PORT: self.tr("Port"),
            Step.ENCRYPTION: self.tr("Encryption"),
            Step.SIGN_IN: self.tr("Sign-in"),
            Step.FOUND: self.tr("Home"),
        }[step]
        progress = self.progress
        if progress is None:
            return StepRow(name, Shape.PAUSED, "")
        place, reached = STEPS.index(step), STEPS.index(progress.step)
        if place > reached:
            text = self.tr("waiting") if progress.problem is None else self.tr("not reached")
            return StepRow(name, Shape.PAUSED, text)
        if place == reached and progress.problem is not None:
            return StepRow(name, Shape.BAD, self._failure(step))
        if place == reached and progress.finding is None:
            return StepRow(name, Shape.BUSY, self._doing(step, progress))
        return StepRow(name, self._shape(step, progress), self._success(step, progress))

    def _shape(self, step: Step, progress: TestProgress) -> Shape:
        is_open = progress.place is not None and not progress.place.is_secure
        return Shape.WARNING if step is Step.ENCRYPTION and is_open else Shape.GOOD

    def _doing(self, step: Step, progress: TestProgress) -> str:
        port = progress.place.port if progress.place is not None else ""
        return {
            Step.NAME: self.tr("looking it up …"),
            Step.PORT: self.tr("{port}, waiting for an answer …").format(port=port),
            Step.ENCRYPTION: self.tr("connecting …"),
            Step.SIGN_IN: self.tr("showing the token …"),
            Step.FOUND: self.tr("asking what there is …"),
        }[step]

    def _failure(self, step: Step) -> str:
        return {
            Step.NAME: self.tr("not found"),
            Step.PORT: self.tr("no Home Assistant answers"),
            Step.ENCRYPTION: self.tr("does not fit"),
            Step.SIGN_IN: self.tr("refused"),
            Step.FOUND: self.tr("no answer"),
        }[step]

    def _success(self, step: Step, progress: TestProgress) -> str:
        place, finding = progress.place, progress.finding
        if step is Step.NAME and place is not None:
            if place.host == place.number:
                return self.tr("{number}, a number of its own").format(number=place.number)
            return self.tr("{name} is {number}").format(name=place.host, number=place.number)
        if step is Step.PORT and place is not None:
            milliseconds = max(1, round(1000 * (progress.answered_in or 0)))
            return self.tr("{port} answers in {time} ms").format(port=place.port, time=milliseconds)
        if step is Step.ENCRYPTION and place is not None:
            if place.is_secure:
                return self.tr("TLS, with a certificate this computer trusts")
            return self.tr("none; fine at home, not over the internet")
        if step is Step.FOUND and finding is not None:
            found = self.tr("{name}, Home Assistant {version}").format(
                name=finding.configuration.location_name or self.tr("a home without a name"),
                version=finding.version,
            )
            sensors = self.tr("%n energy sensor(s)", "", finding.energy_sensors)
            return f"{found}, {sensors}" if finding.energy_sensors else found
        return self.tr("the token is accepted")
