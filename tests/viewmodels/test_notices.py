"""What each trouble tells, and what it offers to do."""

import pytest

from energy_desktop.model.home import Connection, ConnectionState
from energy_desktop.model.messages import Problem, ProblemCode
from energy_desktop.model.timestamps import Micros
from energy_desktop.viewmodels.notices import (
    Action,
    Notice,
    Severity,
    connection_notice,
    notice_of,
    reading_notice,
    store_notice,
    translated,
)

TRY, HOME, STORAGE = Action.TRY_NOW, Action.OPEN_HOME, Action.OPEN_STORAGE
ADDRESS = {
    "host": "ha.local",
    "port": 8123,
    "seconds": 10,
    "reason": "test",
    "address": "ha",
    "limit": 64,
}
PLACE = {"path": "/data", "reason": "test", "holder": "Another program", "size": 1}


def away(code: ProblemCode, state: ConnectionState = ConnectionState.UNREACHABLE) -> Notice | None:
    return connection_notice(Connection(state, Micros(0), 0, Problem(code, ADDRESS)), "13:42")


def test_what_happened_and_what_to_do_are_told_apart() -> None:
    notice = away(ProblemCode.HOME_TIMED_OUT)
    assert notice == Notice(
        Severity.BAD,
        "Home Assistant is away",
        "ha.local:8123 did not answer within 10 seconds.",
        "Connecting anew, at least once a minute, until it succeeds.",
        "13:42",
        "Check that the machine is on and that no firewall stands between.",
        (TRY,),
    )


def test_where_nothing_helps_but_waiting_nothing_is_told_to_do() -> None:
    notice = away(ProblemCode.HOME_CONNECTION_LOST)
    assert notice is not None
    assert notice.what_to_do == ""
    assert notice.actions == (TRY,)


def test_one_text_holds_both() -> None:
    problem = Problem(ProblemCode.HOME_TOKEN_MISSING, ADDRESS)
    assert translated(problem) == (
        "No token is stored for ha. Paste one in Settings › Home Assistant."
    )


@pytest.mark.parametrize(
    ("code", "state", "actions"),
    [
        (ProblemCode.HOME_TIMED_OUT, ConnectionState.UNREACHABLE, (TRY,)),
        (ProblemCode.HOME_TIMED_OUT, ConnectionState.CONNECTING, (TRY,)),
        (ProblemCode.HOME_UNKNOWN_HOST, ConnectionState.UNREACHABLE, (TRY, HOME)),
        (ProblemCode.HOME_TLS_FAILED, ConnectionState.UNREACHABLE, (TRY, HOME)),
        (ProblemCode.HOME_NOT_HOME_ASSISTANT, ConnectionState.PROTOCOL, (TRY, HOME)),
        (ProblemCode.HOME_ADDRESS_BANNED, ConnectionState.REFUSED, (TRY, HOME)),
        (ProblemCode.VAULT_FAILED, ConnectionState.IDLE, (TRY, HOME)),
        (ProblemCode.VAULT_MISSING, ConnectionState.IDLE, (HOME,)),
        (ProblemCode.HOME_TOKEN_MISSING, ConnectionState.IDLE, (HOME,)),
        (ProblemCode.HOME_NOT_CONFIGURED, ConnectionState.IDLE, (HOME,)),
    ],
)
def test_each_trouble_with_home_assistant_offers_what_may_help(
    code: ProblemCode, state: ConnectionState, actions: tuple[Action, ...]
) -> None:
    notice = away(code, state)
    assert notice is not None
    assert notice.actions == actions


def test_a_refused_token_cannot_be_tried_again() -> None:
    notice = away(ProblemCode.HOME_TOKEN_REFUSED, ConnectionState.REFUSED)
    assert notice is not None
    assert notice.actions == (HOME,)
    assert "would make Home Assistant ban this computer" in notice.being_done


def test_a_notice_stays_the_same_while_it_is_tried_again() -> None:
    states = (ConnectionState.PROTOCOL, ConnectionState.CONNECTING, ConnectionState.AUTHENTICATING)
    told = {away(ProblemCode.HOME_FRAME_TOO_LARGE, state) for state in states}
    assert len(told) == 1


@pytest.mark.parametrize(
    ("code", "actions"),
    [
        (ProblemCode.STORE_FULL, (TRY,)),
        (ProblemCode.STORE_DAMAGED, (TRY,)),
        (ProblemCode.STORE_AWAY, (TRY, STORAGE)),
        (ProblemCode.JOURNAL_FULL, (TRY, STORAGE)),
        (ProblemCode.DATABASE_REFUSED, (TRY, STORAGE)),
        (ProblemCode.RECORDED_ELSEWHERE, (STORAGE,)),
    ],
)
def test_each_trouble_with_a_store_offers_what_may_help(
    code: ProblemCode, actions: tuple[Action, ...]
) -> None:
    assert store_notice(Problem(code, PLACE), "13:42").actions == actions


def test_nothing_waits_in_memory_while_another_program_records() -> None:
    notice = store_notice(Problem(ProblemCode.RECORDED_ELSEWHERE, PLACE), "13:42")
    assert notice.title == "Another program records"
    assert "memory" not in notice.being_done


def test_what_cannot_be_read_is_not_called_not_stored() -> None:
    notice = reading_notice(Problem(ProblemCode.STORE_AWAY, PLACE))
    assert notice.title == "Stored readings cannot be read"
    assert notice.what_happened == "The database at /data cannot be reached (test)."
    assert notice.what_to_do.startswith("Check that it runs")
    assert notice.actions == (TRY, STORAGE)


def test_any_other_trouble_has_a_title_and_offers_nothing_by_itself() -> None:
    problem = Problem(ProblemCode.SETTINGS_DAMAGED, PLACE)
    assert notice_of(problem, "Not kept", severity=Severity.WARNING) == Notice(
        Severity.WARNING,
        "Not kept",
        "The settings file /data cannot be understood (test).",
        "",
        "",
        "Correct or remove it.",
    )
