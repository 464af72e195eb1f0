"""Statements that wait: joined where they can be, and said by another run."""

from energy_desktop.model.coverage import EntitySet, Session
from energy_desktop.model.ledger_statements import (
    SessionAdvanced,
    SessionBegun,
    SessionsCut,
    StretchRecorded,
    joined,
    left_behind,
)
from energy_desktop.model.timestamps import Micros

MEMBERS = EntitySet.of(["sensor.a"])
NOBODY = EntitySet.of([])


def stretch(start: int, end: int, batch: int, session: str = "one") -> Session:
    return Session(session, MEMBERS.set_id, Micros(start), Micros(end), batch)


def advanced(start: int, end: int, batch: int, heard: int | None = None) -> SessionAdvanced:
    return SessionAdvanced(
        stretch(start, end, batch), MEMBERS, None if heard is None else Micros(heard)
    )


def test_two_steps_of_one_session_are_one() -> None:
    assert joined(advanced(0, 5, 1, 4), advanced(5, 9, 2)) == advanced(0, 9, 2, 4)
    assert joined(advanced(0, 5, 1), advanced(5, 9, 2)) == advanced(0, 9, 2)


def test_steps_of_two_sessions_stay_two() -> None:
    other = SessionAdvanced(stretch(5, 9, 2, "two"), MEMBERS, None)
    assert joined(advanced(0, 5, 1), other) is None


def test_nothing_else_is_joined() -> None:
    assert joined(SessionsCut(Micros(3)), advanced(0, 5, 1)) is None
    assert joined(advanced(0, 5, 1), SessionsCut(Micros(3))) is None


def test_a_session_that_advanced_is_said_by_another_run_as_stretches_of_their_own() -> None:
    begun = SessionBegun(stretch(0, 0, 0), MEMBERS)
    left = left_behind([begun, advanced(0, 5, 1, 4), SessionsCut(Micros(3)), advanced(5, 9, 2)])
    assert left == [
        StretchRecorded(stretch(0, 5, 1, "one-0"), MEMBERS, Micros(4)),
        SessionsCut(Micros(3)),
        StretchRecorded(stretch(5, 9, 2, "one-5"), MEMBERS, None),
    ]
    assert left_behind(left) == left


def test_a_session_that_only_began_stays_as_it_is() -> None:
    begun = SessionBegun(stretch(0, 0, 0), MEMBERS)
    assert left_behind([begun]) == [begun]


def test_a_stretch_of_nobody_knows_whom_claims_nothing() -> None:
    assert left_behind([SessionAdvanced(stretch(0, 5, 1), NOBODY, None)]) == []
