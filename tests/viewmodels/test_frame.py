"""What surrounds every page."""

from collections.abc import AsyncIterator

import pytest

from energy_desktop.model.home import ConnectionState
from energy_desktop.model.journal_state import JournalState
from energy_desktop.model.messages import Problem, ProblemCode
from energy_desktop.model.recording import RecorderState
from energy_desktop.ports.store_opener import StoresHealth
from energy_desktop.viewmodels.frame import FootRow, Shape
from tests.viewmodels.shown_home import ShownHome
from tests.waiting import until

AWAY = Problem(ProblemCode.STORE_AWAY, {"path": "db", "reason": "test"})


@pytest.fixture
async def home() -> AsyncIterator[ShownHome]:
    """A home that nothing was done with yet."""
    made = ShownHome()
    yield made
    await made.supervisor.close()


def row(home: ShownHome, key: str) -> FootRow:
    home.frame.tick()
    return next(row for row in home.frame.foot if row.key == key)


async def test_the_clock_is_the_homes(home: ShownHome) -> None:
    assert (home.frame.day, home.frame.time) == ("Monday 23 November", "13:42:07")


async def test_the_clock_is_announced_once_a_second_and_the_foot_when_it_changes(
    home: ShownHome,
) -> None:
    heard: list[str] = []
    home.frame.clock_changed.connect(lambda: heard.append("clock"))
    home.frame.foot_changed.connect(lambda: heard.append("foot"))
    home.pass_time(0.2)
    home.pass_time(1)
    assert heard == ["clock"]
    home.live()
    home.frame.tick()
    assert heard == ["clock", "foot"]


@pytest.mark.parametrize("state", list(ConnectionState))
async def test_each_connection_state_has_a_word_and_a_shape(
    home: ShownHome, state: ConnectionState
) -> None:
    home.board.connection_is(state)
    shown = row(home, "home_assistant")
    assert shown.word
    assert shown.explanation
    assert (shown.shape is Shape.GOOD) == (state is ConnectionState.LIVE)


@pytest.mark.parametrize("state", list(RecorderState))
async def test_each_recorder_state_has_a_word_and_a_shape(
    home: ShownHome, state: RecorderState
) -> None:
    home.board.recorder_is(state)
    shown = row(home, "recorder")
    assert shown.word
    assert (shown.shape is Shape.GOOD) == (state is RecorderState.RECORDING)


async def test_the_reason_is_what_a_click_explains(home: ShownHome) -> None:
    home.away(ProblemCode.HOME_TOKEN_REFUSED)
    shown = row(home, "home_assistant")
    assert (shown.word, shown.shape) == ("refused", Shape.BAD)
    assert "refused the token" in shown.explanation


async def test_not_set_up_is_no_fault(home: ShownHome) -> None:
    home.idle(ProblemCode.HOME_NOT_CONFIGURED)
    shown = row(home, "home_assistant")
    assert (shown.word, shown.shape) == ("not set up", Shape.PAUSED)


async def test_a_failing_store_is_told(home: ShownHome) -> None:
    problem = Problem(ProblemCode.STORE_FULL, {"path": "/data"})
    home.board.recorder_is(RecorderState.STORE_FAILING, problem)
    assert (row(home, "databases").word, row(home, "databases").shape) == ("failing", Shape.BAD)
    assert row(home, "recorder").shape is Shape.WARNING


async def test_the_last_reading_has_its_time(home: ShownHome) -> None:
    assert row(home, "last_reading").word == "none yet"
    home.live()
    assert row(home, "last_reading").word == "13:42:07"


async def test_a_hidden_window_does_nothing(home: ShownHome) -> None:
    home.frame.set_visible(False)
    home.pass_time(60)
    assert home.frame.time == "13:42:07"
    home.frame.set_visible(True)
    assert home.frame.time == "13:43:07"


async def test_it_ticks_by_itself_until_it_is_stopped(home: ShownHome) -> None:
    home.frame.start()
    home.clock.advance(1)
    await until(lambda: home.frame.time == "13:42:08")
    home.frame.stop()


@pytest.mark.parametrize(
    "health",
    [
        StoresHealth(AWAY, 12),
        StoresHealth(journal=JournalState(1, 50, 3_000, 1_000_000, AWAY, 0, 0)),
    ],
)
async def test_a_database_that_recording_does_not_wait_for_is_told_when_it_is_away(
    home: ShownHome, health: StoresHealth
) -> None:
    home.live()
    assert row(home, "databases").word == "fine"
    home.stores.health = lambda: health
    shown = row(home, "databases")
    assert (shown.word, shown.shape) == ("away", Shape.WARNING)
    assert shown.explanation.startswith("The database at db cannot be reached (test).")
    assert row(home, "recorder").word == "recording"


async def test_what_cannot_be_read_is_told_while_recording_goes_on(home: ShownHome) -> None:
    home.live()
    home.queries.problem = Problem(ProblemCode.STORE_DAMAGED, {"path": "/data", "reason": "test"})
    shown = row(home, "databases")
    assert (shown.word, shown.shape) == ("failing", Shape.BAD)
    assert shown.explanation.endswith("New readings are still stored.")
    assert row(home, "recorder").word == "recording"
