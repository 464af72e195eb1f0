"""What has gone wrong, in words: what happened, what is being done, what the person can do."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from energy_desktop.model.home import Connection, ConnectionState
from energy_desktop.model.messages import Problem, ProblemCode
from energy_desktop.model.phrases import PHRASES
from energy_desktop.model.sentences import IN_THE_WINDOW, SENTENCES, Message
from energy_desktop.viewmodels.parameters import in_words
from energy_desktop.viewmodels.wording import Wording


class Severity(StrEnum):
    """How much it matters."""

    BAD = "bad"
    WARNING = "warning"


class Action(StrEnum):
    """What a notice offers to do about it."""

    TRY_NOW = "try_now"
    """What is tried again anyway, at once."""
    OPEN_HOME = "open_home"
    """Settings › Home Assistant."""
    OPEN_STORAGE = "open_storage"
    """Settings › Storage."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A trouble that the person should know of."""

    severity: Severity
    title: str
    what_happened: str
    being_done: str
    since: str
    what_to_do: str = ""
    actions: tuple[Action, ...] = ()
    """What is offered, the likeliest help first."""


_SET_UP_THERE = frozenset(
    {
        ProblemCode.HOME_UNKNOWN_HOST,
        ProblemCode.HOME_CONNECTION_REFUSED,
        ProblemCode.HOME_TLS_UNTRUSTED,
        ProblemCode.HOME_TLS_FAILED,
        ProblemCode.HOME_TLS_EXPECTED,
        ProblemCode.HOME_NOT_HOME_ASSISTANT,
    }
)
"""Where the address may be wrong, which is set in Settings › Home Assistant."""

_OF_SERVERS = frozenset(
    {ProblemCode.STORE_AWAY, ProblemCode.STATE_NEVER_READ, ProblemCode.JOURNAL_FULL}
    | {code for code in ProblemCode if code.startswith("database_")}
)
"""Of databases whose addresses are set in Settings › Storage."""


def message_of(problem: Problem) -> Message:
    """What is wrong and what to do, in the language of the window."""
    message = IN_THE_WINDOW.get(problem.code, SENTENCES[problem.code])
    parameters = {
        name: _spoken(value) for name, value in in_words(problem, Wording()).parameters.items()
    }
    return Message(_filled(message.what, parameters), _filled(message.remedy, parameters))


def translated(problem: Problem) -> str:
    """The same as one text."""
    return str(message_of(problem))


def _filled(text: str, parameters: dict[str, object]) -> str:
    return QCoreApplication.translate("messages", text).format_map(parameters) if text else ""


def _spoken(value: object) -> object:
    """A parameter in the language of the window, where it is one of the usual phrases."""
    if isinstance(value, str) and value in PHRASES:
        return QCoreApplication.translate("messages", value)
    return value


def notice_of(
    problem: Problem,
    title: str,
    *,
    severity: Severity = Severity.BAD,
    being_done: str = "",
    since: str = "",
    actions: tuple[Action, ...] = (),
) -> Notice:
    """A problem under a title."""
    message = message_of(problem)
    return Notice(severity, title, message.what, being_done, since, message.remedy, actions)


def connection_notice(connection: Connection, since: str) -> Notice | None:
    """Why Home Assistant is away; None while it is not, or is only being connected to."""
    problem = connection.problem
    if connection.state is ConnectionState.LIVE or problem is None:
        return None
    title, actions = _title(problem.code), _ways_to_connect(problem.code)
    if problem.code is ProblemCode.HOME_NOT_CONFIGURED:
        if connection.state is not ConnectionState.IDLE:
            return None  # it is set up now, and being connected to for the first time
        return notice_of(problem, title, severity=Severity.WARNING, actions=actions)
    doing = _doing(connection, problem)
    return notice_of(problem, title, being_done=doing, since=since, actions=actions)


def store_notice(problem: Problem, since: str) -> Notice:
    """Why readings are not stored."""
    title = QCoreApplication.translate("Notices", "Readings cannot be stored")
    doing = QCoreApplication.translate(
        "Notices", "New readings wait in memory and are stored as soon as that works again."
    )
    actions = _ways_to_store(problem.code)
    if problem.code is ProblemCode.RECORDED_ELSEWHERE:
        title = QCoreApplication.translate("Notices", "Another program records")
        doing = QCoreApplication.translate(
            "Notices", "Looking every second whether this program may record."
        )
        actions = (Action.OPEN_STORAGE,)
    return notice_of(problem, title, being_done=doing, since=since, actions=actions)


def reading_notice(problem: Problem) -> Notice:
    """Why what is stored cannot be shown."""
    return notice_of(
        problem,
        QCoreApplication.translate("Notices", "Stored readings cannot be read"),
        being_done=QCoreApplication.translate(
            "Notices", "The store is asked again, at least once a minute, until it answers."
        ),
        actions=_ways_to_store(problem.code),
    )


def _ways_to_connect(code: ProblemCode) -> tuple[Action, ...]:
    """A refused token is never tried again: Home Assistant bans who repeats."""
    match code:
        case (
            ProblemCode.HOME_NOT_CONFIGURED
            | ProblemCode.HOME_TOKEN_MISSING
            | ProblemCode.HOME_TOKEN_REFUSED
            | ProblemCode.VAULT_MISSING
        ):
            return (Action.OPEN_HOME,)
        case ProblemCode.HOME_ADDRESS_BANNED | ProblemCode.VAULT_FAILED:
            return (Action.TRY_NOW, Action.OPEN_HOME)
    return (Action.TRY_NOW, Action.OPEN_HOME) if code in _SET_UP_THERE else (Action.TRY_NOW,)


def _ways_to_store(code: ProblemCode) -> tuple[Action, ...]:
    return (Action.TRY_NOW, Action.OPEN_STORAGE) if code in _OF_SERVERS else (Action.TRY_NOW,)


def _title(code: ProblemCode) -> str:
    match code:
        case ProblemCode.HOME_NOT_CONFIGURED:
            return QCoreApplication.translate("NowPage", "No Home Assistant yet")
        case ProblemCode.HOME_TOKEN_REFUSED:
            return QCoreApplication.translate("Notices", "Home Assistant refuses the token")
        case ProblemCode.HOME_ADDRESS_BANNED:
            return QCoreApplication.translate("Notices", "Home Assistant bans this computer")
        case ProblemCode.HOME_TOKEN_MISSING | ProblemCode.VAULT_MISSING:
            return QCoreApplication.translate("Notices", "The token is missing")
        case ProblemCode.VAULT_FAILED:
            return QCoreApplication.translate("Notices", "The keyring did not give the token")
        case (
            ProblemCode.HOME_NOT_HOME_ASSISTANT
            | ProblemCode.HOME_MALFORMED_MESSAGE
            | ProblemCode.HOME_FRAME_TOO_LARGE
            | ProblemCode.HOME_TLS_EXPECTED
        ):
            return QCoreApplication.translate("Notices", "Home Assistant cannot be understood")
    return QCoreApplication.translate("Notices", "Home Assistant is away")


def _doing(connection: Connection, problem: Problem) -> str:
    match problem.code:
        case ProblemCode.VAULT_FAILED:
            return QCoreApplication.translate("Notices", "Waiting until you try again.")
        case ProblemCode.HOME_ADDRESS_BANNED:
            return QCoreApplication.translate("Notices", "Waiting until you have lifted the ban.")
        case ProblemCode.HOME_TOKEN_REFUSED:
            return QCoreApplication.translate(
                "Notices",
                "Waiting for a new token: asking again with this one would make Home Assistant"
                " ban this computer.",
            )
    if connection.state is ConnectionState.IDLE:
        return QCoreApplication.translate("Notices", "Waiting for the token.")
    return QCoreApplication.translate(
        "Notices", "Connecting anew, at least once a minute, until it succeeds."
    )
