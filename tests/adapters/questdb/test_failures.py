"""What the words of the server and of its drivers mean to a person."""

from collections.abc import Sequence
from typing import Any, cast

import psycopg
import pytest
from questdb import QuestDBError, QuestDBErrorCode

from energy_desktop.adapters.questdb import failures
from energy_desktop.adapters.questdb.tables import Cursor, check_server
from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import StoreUnusable


@pytest.mark.parametrize(
    ("said", "code", "reason"),
    [
        (
            'connection failed: connection to server at "127.0.0.1", port 8812 failed:'
            " Connection refused\n\tIs the server running?",
            ProblemCode.STORE_AWAY,
            "Connection refused",
        ),
        (
            'connection failed: connection to server at "::1", port 8812 failed:'
            " ERROR:  invalid username/password",
            ProblemCode.DATABASE_REFUSED,
            "ERROR:  invalid username/password",
        ),
        ("the connection is lost", ProblemCode.STORE_AWAY, "the connection is lost"),
        ("something new", ProblemCode.STORE_AWAY, "something new"),
    ],
)
def test_a_lost_or_refused_connection_is_told(said: str, code: ProblemCode, reason: str) -> None:
    problem = failures.of_reading(psycopg.OperationalError(said), "there").problem
    assert (problem.code, problem.parameters["reason"]) == (code, reason)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("table does not exist [table=energy_readings]\nLINE 1", ProblemCode.DATABASE_ALTERED),
        ("Invalid column: state", ProblemCode.DATABASE_ALTERED),
        ("Could not create table, Write permission denied", ProblemCode.DATABASE_READ_ONLY),
        ("could not open read-write [errno=28]", ProblemCode.DATABASE_DISK),
        ("could not create file [errno=30]", ProblemCode.DATABASE_DISK),
        ("query aborted, timeout", ProblemCode.STORE_AWAY),
        ("a word nobody knows", ProblemCode.DATABASE_FAILED),
    ],
)
def test_an_answer_that_is_an_error_is_told(said: str, code: ProblemCode) -> None:
    assert failures.of_reading(psycopg.DatabaseError(said), "there").problem.code is code


@pytest.mark.parametrize(
    ("kind", "said", "code", "reason"),
    [
        (
            QuestDBErrorCode.AuthError,
            "Could not flush buffer: HTTP endpoint authentication error: Unauthorized\r\n"
            " [code: 401]",
            ProblemCode.DATABASE_REFUSED,
            "HTTP endpoint authentication error: Unauthorized",
        ),
        (
            QuestDBErrorCode.ProtocolVersionError,
            "Could not detect server's line protocol version, settings url:"
            " http://there/settings, err: io: Connection refused.",
            ProblemCode.STORE_AWAY,
            "io: Connection refused.",
        ),
        (
            QuestDBErrorCode.ServerFlushError,
            'Could not flush buffer: {"code":"invalid","message":"failed to parse line protocol:'
            "errors encountered on line(s):\\nerror in line 1: table: energy_readings, column:"
            ' state; cast error from protocol type: STRING","line":1,"errorId":"1"}',
            ProblemCode.DATABASE_ALTERED,
            "error in line 1: table: energy_readings, column: state; cast error from protocol"
            " type: STRING",
        ),
        (
            QuestDBErrorCode.ServerFlushError,
            'Could not flush buffer: {"code":"internal error","message":"failed to parse line'
            " protocol:errors encountered on line(s):write error: energy_readings, errno: -1,"
            ' error: odd","line":1,"errorId":"1"}',
            ProblemCode.DATABASE_FAILED,
            "write error: energy_readings, errno: -1, error: odd",
        ),
        (
            QuestDBErrorCode.ServerFlushError,
            "Could not flush buffer: commit error: could not allocate [errno=28]",
            ProblemCode.DATABASE_DISK,
            "commit error: could not allocate [errno=28]",
        ),
        (QuestDBErrorCode.SocketError, "gone", ProblemCode.STORE_AWAY, "gone"),
        (QuestDBErrorCode.BadDataFrame, "odd", ProblemCode.DATABASE_FAILED, "odd"),
    ],
)
def test_a_batch_that_was_refused_is_told(
    kind: QuestDBErrorCode, said: str, code: ProblemCode, reason: str
) -> None:
    problem = failures.of_writing(QuestDBError(kind, said), "there").problem
    assert (problem.code, problem.parameters["reason"]) == (code, reason)


class _Server:
    """A cursor to a server that says one thing about itself."""

    def __init__(self, build: str | psycopg.Error) -> None:
        self._build = build

    def execute(self, question: bytes) -> "_Server":
        if isinstance(self._build, psycopg.Error):
            raise self._build
        return self

    def fetchone(self) -> Sequence[Any]:
        return (self._build,)


def _problem(build: str | psycopg.Error) -> ProblemCode:
    with pytest.raises(StoreUnusable) as refused:
        check_server(cast("Cursor", _Server(build)), "there")
    return refused.value.problem.code


@pytest.mark.parametrize("version", ["9.0.0", "9.3.2", "10.0.1"])
def test_a_server_that_is_new_enough_is_taken(version: str) -> None:
    build = f"Build Information: QuestDB {version}, JDK 17.0.9, Commit Hash a62e"
    check_server(cast("Cursor", _Server(build)), "there")


@pytest.mark.parametrize("version", ["6.7", "8.3.3"])
def test_a_server_that_is_too_old_is_told(version: str) -> None:
    assert _problem(f"Build Information: QuestDB {version}") is ProblemCode.DATABASE_TOO_OLD


def test_another_kind_of_server_is_told() -> None:
    assert _problem("PostgreSQL 16.2") is ProblemCode.DATABASE_ANOTHER
    unknown = psycopg.errors.UndefinedColumn('column "build" does not exist')
    assert _problem(unknown) is ProblemCode.DATABASE_ANOTHER
