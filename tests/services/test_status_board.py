from energy_desktop.model.home import ConnectionState
from energy_desktop.model.messages import Problem, ProblemCode
from energy_desktop.model.recording import RecorderState
from energy_desktop.services.status_board import StatusBoard
from tests.fakes.clock import NOON, ManualClock

PROBLEM = Problem(ProblemCode.HOME_TOKEN_REFUSED)


def test_a_problem_stays_visible_until_the_connection_is_live() -> None:
    board = StatusBoard(ManualClock())
    board.connection_is(ConnectionState.UNREACHABLE, PROBLEM)
    board.connection_is(ConnectionState.CONNECTING)
    assert board.connection.problem == PROBLEM
    board.connection_is(ConnectionState.LIVE)
    assert board.connection.problem is None


def test_a_state_carries_the_moment_since_when_it_holds() -> None:
    clock = ManualClock()
    board = StatusBoard(clock)
    clock.advance(5)
    board.connection_is(ConnectionState.LIVE)
    clock.advance(5)
    board.connection_is(ConnectionState.LIVE)
    assert board.connection.since == NOON + 5_000_000


def test_listeners_hear_of_changes_only() -> None:
    board, heard = StatusBoard(ManualClock()), []
    board.listen(lambda: heard.append(board.version))
    board.recorder_is(RecorderState.RECORDING)
    board.recorder_is(RecorderState.RECORDING)
    board.stored(5)
    assert heard == [1]


def test_events_are_counted_by_minute_and_by_day() -> None:
    clock = ManualClock()
    board = StatusBoard(clock)
    board.stored(10)
    clock.advance(50)
    board.stored(5)
    assert (board.events_per_minute, board.events_today) == (15, 15)
    clock.advance(50)
    assert (board.events_per_minute, board.events_today) == (5, 15)
    clock.advance(13 * 3600)
    assert (board.events_per_minute, board.events_today) == (0, 0)


def test_uptime_is_the_share_of_time_the_connection_was_live() -> None:
    clock = ManualClock()
    board = StatusBoard(clock)
    clock.advance(10)
    board.connection_is(ConnectionState.LIVE)
    clock.advance(20)
    board.connection_is(ConnectionState.UNREACHABLE, PROBLEM)
    clock.advance(10)
    assert board.uptime == 0.5
