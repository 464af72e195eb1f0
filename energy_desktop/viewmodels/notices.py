"""What has gone wrong, in words: what happened, what is being done, since when."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from energy_desktop.model.home import Connection, ConnectionState
from energy_desktop.model.messages import IN_THE_WINDOW, SENTENCES, Problem, ProblemCode
from energy_desktop.model.phrases import PHRASES


class Severity(StrEnum):
    """How much it matters."""

    BAD = "bad"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Notice:
    """A trouble that the person should know of."""

    severity: Severity
    title: str
    what_happened: str
    being_done: str
    since: str


def translated(problem: Problem) -> str:
    """The sentence of a problem in the language of the window."""
    text = IN_THE_WINDOW.get(problem.code, SENTENCES[problem.code])
    parameters = {name: _spoken(value) for name, value in problem.parameters.items()}
    return QCoreApplication.translate("messages", text).format_map(parameters)


def _spoken(value: object) -> object:
    """A parameter in the language of the window, where it is one of the usual phrases."""
    if isinstance(value, str) and value in PHRASES:
        return QCoreApplication.translate("messages", value)
    return value


def connection_notice(connection: Connection, since: str) -> Notice | None:
    """Why Home Assistant is away; None while it is not, or is only being connected to."""
    problem = connection.problem
    if connection.state is ConnectionState.LIVE or problem is None:
        return None
    if problem.code is ProblemCode.HOME_NOT_CONFIGURED:
        if connection.state is not ConnectionState.IDLE:
            return None  # it is set up now, and being connected to for the first time
        title = QCoreApplication.translate("NowPage", "No Home Assistant yet")
        return Notice(Severity.WARNING, title, translated(problem), "", "")
    return Notice(
        Severity.BAD, _title(connection, problem), translated(problem), _doing(connection), since
    )


def store_notice(problem: Problem, since: str) -> Notice:
    """Why readings are not stored."""
    return Notice(
        Severity.BAD,
        QCoreApplication.translate("Notices", "Readings cannot be stored"),
        translated(problem),
        QCoreApplication.translate(
            "Notices", "New readings wait in memory and are stored as soon as that works again."
        ),
        since,
    )


def _title(connection: Connection, problem: Problem) -> str:
    match problem.code:
        case ProblemCode.HOME_TOKEN_REFUSED:
            return QCoreApplication.translate("Notices", "Home Assistant refuses the token")
        case ProblemCode.HOME_ADDRESS_BANNED:
            return QCoreApplication.translate("Notices", "Home Assistant bans this computer")
        case ProblemCode.HOME_TOKEN_MISSING | ProblemCode.VAULT_MISSING:
            return QCoreApplication.translate("Notices", "The token is missing")
        case ProblemCode.VAULT_FAILED:
            return QCoreApplication.translate("Notices", "The keyring did not give the token")
    if connection.state is ConnectionState.PROTOCOL:
        return QCoreApplication.translate("Notices", "Home Assistant cannot be understood")
    return QCoreApplication.translate("Notices", "Home Assistant is away")


def _doing(connection: Connection) -> str:
    if connection.state is ConnectionState.IDLE:
        return QCoreApplication.translate(
            "Notices", "Waiting for the token: give it in Settings › Home Assistant."
        )
    if connection.state is ConnectionState.REFUSED:
        return QCoreApplication.translate(
            "Notices",
            "Waiting for a new token: asking again with this one would make Home Assistant ban"
            " this computer.",
        )
    return QCoreApplication.translate(
        "Notices", "Connecting anew, at least once a minute, until it succeeds."
    )
