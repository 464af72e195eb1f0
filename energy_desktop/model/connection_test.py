"""The steps in which a connection to Home Assistant is tested, and what each one found."""

from dataclasses import dataclass
from enum import StrEnum

from energy_desktop.model.home import HomeConfiguration
from energy_desktop.model.messages import Problem, ProblemCode


class Step(StrEnum):
    """In the order in which they are taken; each needs the one before."""

    NAME = "name"
    PORT = "port"
    ENCRYPTION = "encryption"
    SIGN_IN = "sign_in"
    FOUND = "found"


STEPS = tuple(Step)

_FAILS_AT: dict[ProblemCode, Step] = {
    ProblemCode.HOME_ADDRESS_INVALID: Step.NAME,
    ProblemCode.HOME_UNKNOWN_HOST: Step.NAME,
    ProblemCode.HOME_CONNECTION_REFUSED: Step.PORT,
    ProblemCode.HOME_NO_ROUTE: Step.PORT,
    ProblemCode.HOME_TIMED_OUT: Step.PORT,
    ProblemCode.HOME_NOT_READY: Step.PORT,
    ProblemCode.HOME_NOT_HOME_ASSISTANT: Step.PORT,
    ProblemCode.HOME_TLS_UNTRUSTED: Step.ENCRYPTION,
    ProblemCode.HOME_TLS_FAILED: Step.ENCRYPTION,
    ProblemCode.HOME_TLS_EXPECTED: Step.ENCRYPTION,
    ProblemCode.TOKEN_EMPTY: Step.SIGN_IN,
    ProblemCode.HOME_TOKEN_MISSING: Step.SIGN_IN,
    ProblemCode.HOME_TOKEN_REFUSED: Step.SIGN_IN,
    ProblemCode.HOME_ADDRESS_BANNED: Step.SIGN_IN,
    ProblemCode.VAULT_MISSING: Step.SIGN_IN,
    ProblemCode.VAULT_FAILED: Step.SIGN_IN,
}


def step_of(problem: Problem, reached: Step) -> Step:
    """The step that a problem belongs to; `reached` where it may come at any time."""
    return _FAILS_AT.get(problem.code, reached)


@dataclass(frozen=True, slots=True)
class Place:
    """An address taken apart, with what its name resolves to."""

    host: str
    port: int
    is_secure: bool
    number: str
    """The IP address; equal to the host where that is one already."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a successful test found."""

    version: str
    configuration: HomeConfiguration
    energy_sensors: int
    """How many entities Home Assistant's energy preferences name."""


@dataclass(frozen=True, slots=True)
class TestProgress:
    """How far a test has come; what is not known yet is None."""

    __test__ = False  # not a test, whatever its name begins with

    step: Step = Step.NAME
    """What is being done, or has failed."""
    place: Place | None = None
    answered_in: float | None = None
    """Seconds until the port took the connection."""
    finding: Finding | None = None
    problem: Problem | None = None

    @property
    def is_over(self) -> bool:
        """Whether it succeeded or failed."""
        return self.finding is not None or self.problem is not None
