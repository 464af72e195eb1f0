"""The steps in which the databases are tested, and what each one found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from energy_desktop.model.connection_test import Step
from energy_desktop.model.messages import Problem, ProblemCode
from energy_desktop.model.server_addresses import SERVERS, Server

_FAILS_AT: Mapping[ProblemCode, Step] = MappingProxyType(
    {
        ProblemCode.DATABASE_ADDRESS_INVALID: Step.NAME,
        ProblemCode.SERVERS_NOT_CONFIGURED: Step.NAME,
        ProblemCode.DATABASE_UNKNOWN_HOST: Step.NAME,
        ProblemCode.DATABASE_PORT_CLOSED: Step.PORT,
        ProblemCode.DATABASE_NO_ANSWER: Step.PORT,
        ProblemCode.DATABASE_ANOTHER: Step.PORT,
        ProblemCode.DATABASE_NOT_UNDERSTOOD: Step.PORT,
        ProblemCode.DATABASE_TLS_FAILED: Step.ENCRYPTION,
        ProblemCode.DATABASE_PASSWORD_MISSING: Step.SIGN_IN,
        ProblemCode.DATABASE_REFUSED: Step.SIGN_IN,
        ProblemCode.DATABASE_READ_ONLY: Step.SIGN_IN,
        ProblemCode.DATABASE_TOO_OLD: Step.FOUND,
        ProblemCode.DATABASE_ALTERED: Step.FOUND,
        ProblemCode.DATABASE_DISK: Step.FOUND,
        ProblemCode.STORE_NEWER: Step.FOUND,
    }
)


def server_step_of(problem: Problem, reached: Step) -> Step:
    """The step that a problem belongs to; `reached` where it may come at any time."""
    return _FAILS_AT.get(problem.code, reached)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A port of a server that a connection string names."""

    host: str
    port: int
    is_secure: bool = False
    usual_port: int = 0
    """Where this server listens unless somebody changed it."""


@dataclass(frozen=True, slots=True)
class ServerProgress:
    """How far the test of one server has come; what is not known yet is empty or None."""

    step: Step = Step.NAME
    """What is being done, or has failed."""
    endpoints: tuple[Endpoint, ...] = ()
    """Empty as well where the driver finds the machines itself."""
    number: str = ""
    """The IP address of the first of them."""
    answered_in: tuple[float, ...] = ()
    """Seconds until each port took the connection."""
    version: str = ""
    """Name and version of the server; not empty when the test has succeeded."""
    problem: Problem | None = None
    culprit: Endpoint | None = None
    """The port that did not answer, where it was one."""

    @property
    def is_over(self) -> bool:
        """Whether it succeeded or failed."""
        return bool(self.version) or self.problem is not None


@dataclass(frozen=True, slots=True)
class ServersTest:
    """How far the tests of both have come."""

    progress: Mapping[Server, ServerProgress] = field(
        default_factory=lambda: dict.fromkeys(SERVERS, ServerProgress())
    )

    def with_progress(self, server: Server, progress: ServerProgress) -> "ServersTest":
        """The same, with one server further on."""
        return ServersTest({**self.progress, server: progress})

    @property
    def has_succeeded(self) -> bool:
        """Whether both can be used."""
        return all(each.version for each in self.progress.values())

    @property
    def is_over(self) -> bool:
        """Whether nothing more comes."""
        return all(each.is_over for each in self.progress.values())
