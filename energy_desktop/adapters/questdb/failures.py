"""What the errors of QuestDB's two wires mean, judged by their texts: it has hardly any codes."""

import psycopg
from questdb import QuestDBError, QuestDBErrorCode

from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import StoreUnusable

# The first text that occurs decides.
_MEANINGS: tuple[tuple[ProblemCode, tuple[str, ...]], ...] = (
    (
        ProblemCode.DATABASE_REFUSED,
        ("invalid username/password", "authentication error", "[code: 401]", "[code: 403]"),
    ),
    (ProblemCode.DATABASE_READ_ONLY, ("permission denied [", "write permission denied")),
    (
        ProblemCode.DATABASE_DISK,
        ("no space left", "errno=28", "disk full", "errno=30", "errno=13", "read-only file"),
    ),
    (
        ProblemCode.DATABASE_ALTERED,
        (
            "does not exist",
            "invalid column",
            "cast error",
            "new columns not allowed",
            "new tables not allowed",
            "inconvertible",
            "table is dropped",
        ),
    ),
    (
        ProblemCode.STORE_AWAY,
        (
            "connection refused",
            "connection failed",
            "connection reset",
            "closed the connection",
            "connection is lost",
            "connection timeout",
            "could not detect server",
            "could not flush buffer: io",
            "timed out",
            "timeout",
            "not connected",
            "ssl",
            "eof",
        ),
    ),
)


def of_reading(error: psycopg.Error, shown: str) -> StoreUnusable:
    """What went wrong on the PostgreSQL wire."""
    code = _meaning(str(error))
    if code is None:
        lost = isinstance(error, psycopg.OperationalError)
        code = ProblemCode.STORE_AWAY if lost else ProblemCode.DATABASE_FAILED
    return StoreUnusable(code, path=shown, reason=_reason(error))


def of_writing(error: QuestDBError, shown: str) -> StoreUnusable:
    """What went wrong while a batch was sent."""
    code = _meaning(str(error))
    if error.code is QuestDBErrorCode.AuthError:
        code = ProblemCode.DATABASE_REFUSED
    elif code is None and error.code in _TRANSPORT:
        code = ProblemCode.STORE_AWAY
    return StoreUnusable(code or ProblemCode.DATABASE_FAILED, path=shown, reason=_reason(error))


_BAD_LINES = "errors encountered on line(s):"

_TRANSPORT = (
    QuestDBErrorCode.SocketError,
    QuestDBErrorCode.CouldNotResolveAddr,
    QuestDBErrorCode.TlsError,
    QuestDBErrorCode.ProtocolVersionError,
)


def _meaning(text: str) -> ProblemCode | None:
    lowered = text.lower()
    for code, signs in _MEANINGS:
        if any(sign in lowered for sign in signs):
            return code
    return None


def _reason(error: Exception) -> str:
    """What the server or the system said, without what libpq and the client put around it."""
    said = str(error).replace("\\n", "\n")
    if _BAD_LINES in said:
        return said.partition(_BAD_LINES)[2].partition('","line"')[0].strip()
    first = said.partition("\n")[0]
    for sign in (" failed: ", " err: ", "flush buffer: "):
        first = first.rpartition(sign)[2]
    return first.strip()
