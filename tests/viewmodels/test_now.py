"""The *Now* page's viewmodel, on a plain loop."""

from collections.abc import AsyncIterator

import pytest

from energy_desktop.model.coverage_levels import Coverage
from energy_desktop.model.home import ConnectionState
from energy_desktop.model.messages import Problem, ProblemCode
from energy_desktop.model.recording import RecorderState
from energy_desktop.viewmodels.live_line import Span
from energy_desktop.viewmodels.page_state import Emptiness, Phase
from tests.viewmodels.shown_home import GRID, SOLAR, ShownHome, entities_of_the_home, power_entity
from tests.waiting import until


@pytest.fixture
async def home() -> AsyncIterator[ShownHome]:
    """A home that nothing was done with yet."""
    made = ShownHome()
    yield made
    await made.supervisor.close()


async def test_a_live_home_is_shown(home: ShownHome) -> None:
    await home.fill()
    page = home.page
    assert page.state.phase is Phase.FILLED
    assert str(page.headline.figure) == "1.24 kW"
    assert page.headline.sentence == "All of it from solar; 710\u00a0W is left to sell."
    assert [row.name for row in page.devices.rows][:2] == ["Heat pump", "Office desk"]
    assert len(page.flow.ribbons) == 4
    assert (page.home_label, page.solar_label) == ("Home 1.24 kW", "Solar 2.10 kW")


async def test_the_line_is_filled_from_the_store_at_once(home: ShownHome) -> None:
    await home.fill()
    lines = home.page.lines
    assert (lines.coverage == Coverage.LIVE).all()
    assert lines.home.max() > 3000
    assert home.page.coverage_words == "all live"
    assert home.page.line_remark == "kW, second by second"


async def test_a_new_reading_is_shown_with_the_next_tick(home: ShownHome) -> None:
    await home.fill()
    heard: list[str] = []
    home.page.headline_changed.connect(lambda: heard.append("headline"))
    home.page.flow_changed.connect(lambda: heard.append("flow"))
    home.arrive(GRID, -310, ago=-1)
    home.pass_time(1)
    assert str(home.page.headline.figure) == "1.64 kW"
    assert heard == ["headline", "flow"]


async def test_where_nothing_changed_nothing_is_announced_but_the_line_moves(
    home: ShownHome,
) -> None:
    await home.fill()
    heard: list[str] = []
    for name in ("headline", "flow", "state", "line"):
        signal = getattr(home.page, f"{name}_changed")
        signal.connect(lambda name=name: heard.append(name))
    home.pass_time(1)
    assert heard == ["line"]


async def test_a_hidden_page_does_nothing_and_is_right_when_seen(home: ShownHome) -> None:
    await home.fill()
    home.page.set_visible(False)
    home.arrive(GRID, -310, ago=-1)
    home.pass_time(1)
    assert str(home.page.headline.figure) == "1.24 kW"
    home.page.set_visible(True)
    assert str(home.page.headline.figure) == "1.64 kW"


async def test_another_span_is_fetched_in_the_background(home: ShownHome) -> None:
    await home.fill()
    home.page.choose_span(Span.DAY)
    before = home.page.state
    assert home.page.line_title == "Last 24 hours"
    await home.settle()
    assert (before.is_busy, home.page.state.is_busy) == (True, False)
    assert Coverage.REPAIRED in home.page.lines.coverage
    assert home.page.coverage_words == "all covered"


async def test_what_an_import_adds_shows_soon(home: ShownHome) -> None:
    await home.track(entities_of_the_home())
    home.live()
    home.arrive(GRID, 500)
    home.page.tick()
    await home.settle()
    assert home.page.lines.coverage[0] == Coverage.MISSING
    await home.remember()
    home.live()
    home.pass_time(2)
    await home.settle()
    assert home.page.lines.coverage[0] == Coverage.LIVE


async def test_the_store_is_asked_ever_less_often(home: ShownHome) -> None:
    await home.fill()
    asked = home.metrics.asked
    for _ in range(180):
        home.pass_time(1)
        await home.settle()
    assert 5 <= home.metrics.asked - asked <= 8


async def test_the_line_of_a_long_span_moves_with_its_steps(home: ShownHome) -> None:
    await home.fill()
    home.page.choose_span(Span.HOUR)
    await home.settle()
    moved: list[None] = []
    home.page.line_changed.connect(lambda: moved.append(None))
    for _ in range(6):
        home.pass_time(1)
    assert len(moved) == 2


async def test_before_home_assistant_answers_the_last_values_are_shown_as_of_their_time(
    home: ShownHome,
) -> None:
    await home.remember()
    state = home.page.state
    assert (state.phase, state.has_content, state.as_of) == (Phase.LOADING, True, "13:42:06")
    assert home.page.headline.figure.unit == "kW"
    assert state.is_busy


async def test_connecting_for_the_first_time_says_what_is_waited_for(home: ShownHome) -> None:
    home.board.connection_is(ConnectionState.CONNECTING)
    home.page.tick()
    assert home.page.state.waiting_for == "Connecting to Home Assistant …"
    home.board.connection_is(ConnectionState.PREPARING)
    home.page.tick()
    assert home.page.state.waiting_for == "Home Assistant is being asked what it has …"


async def test_home_assistant_away_keeps_the_values_and_says_since_when(home: ShownHome) -> None:
    await home.fill()
    home.pass_time(1)
    home.away()
    home.pass_time(30)
    state = home.page.state
    assert (state.phase, state.as_of) == (Phase.FAILED, "13:42:08")
    assert str(home.page.headline.figure) == "1.24 kW"
    notice = state.notices[0]
    assert (notice.title, notice.since) == ("Home Assistant is away", "13:42:08")
    assert notice.what_happened.startswith("homeassistant.local:8123 did not answer")
    assert home.page.lines.coverage[-5] == Coverage.MISSING


async def test_each_new_attempt_keeps_the_moment_it_began(home: ShownHome) -> None:
    await home.fill()
    home.away()
    home.pass_time(5)
    home.board.connection_is(ConnectionState.CONNECTING)
    home.pass_time(5)
    home.away()
    home.pass_time(5)
    assert home.page.state.notices[0].since == "13:42:07"
    assert home.page.state.phase is Phase.FAILED


async def test_coming_back_clears_the_trouble(home: ShownHome) -> None:
    await home.fill()
    home.away()
    home.pass_time(30)
    home.live()
    home.pass_time(1)
    await home.settle()
    assert home.page.state.phase is Phase.FILLED
    assert home.page.state.as_of == ""


@pytest.mark.parametrize(
    ("code", "title"),
    [
        (ProblemCode.HOME_TOKEN_REFUSED, "Home Assistant refuses the token"),
        (ProblemCode.HOME_ADDRESS_BANNED, "Home Assistant bans this computer"),
        (ProblemCode.HOME_CONNECTION_LOST, "Home Assistant is away"),
    ],
)
async def test_each_trouble_has_its_title(home: ShownHome, code: ProblemCode, title: str) -> None:
    home.away(code)
    home.page.tick()
    assert home.page.state.notices[0].title == title


async def test_a_refused_token_is_not_tried_again_and_says_so(home: ShownHome) -> None:
    home.away(ProblemCode.HOME_TOKEN_REFUSED)
    home.page.tick()
    assert home.page.state.notices[0].being_done.startswith("Waiting for a new token")


async def test_a_full_disk_is_told_while_values_stay_live(home: ShownHome) -> None:
    await home.fill()
    problem = Problem(ProblemCode.STORE_FULL, {"path": "/data"})
    home.board.recorder_is(RecorderState.STORE_FAILING, problem)
    home.pass_time(1)
    state = home.page.state
    assert (state.phase, state.as_of) == (Phase.FAILED, "")
    assert state.notices[0].title == "Readings cannot be stored"
    assert "disk that holds /data is full" in state.notices[0].what_happened


async def test_a_store_that_does_not_answer_is_told(home: ShownHome) -> None:
    home.metrics.problem = ProblemCode.STORE_NOT_WRITABLE
    await home.track(entities_of_the_home())
    home.live()
    home.arrive(GRID, 500)
    home.page.tick()
    await home.settle()
    assert home.page.state.phase is Phase.FAILED
    assert home.page.state.notices[0].title == "Stored readings cannot be read"
    assert str(home.page.headline.figure) == "500 W"


async def test_trying_now_asks_the_recorder_and_reads_again(home: ShownHome) -> None:
    await home.fill()
    home.metrics.problem = ProblemCode.STORE_NOT_WRITABLE
    home.pass_time(120)
    await home.settle()
    assert home.page.state.notices
    home.metrics.problem = None
    home.page.try_now()
    await home.settle()
    assert not home.page.state.notices
    assert len(home.tries) == 1


async def test_trying_now_leaves_alone_what_could_be_read(home: ShownHome) -> None:
    await home.fill()
    home.away()
    home.pass_time(1)
    asked = home.metrics.asked
    home.page.try_now()
    await home.settle()
    assert home.metrics.asked == asked
    assert len(home.tries) == 1


async def test_nothing_set_up_is_empty(home: ShownHome) -> None:
    home.idle(ProblemCode.HOME_NOT_CONFIGURED)
    home.page.tick()
    assert home.page.state.phase is Phase.EMPTY
    assert home.page.state.emptiness is Emptiness.NOT_CONFIGURED


async def test_nothing_tracked_is_empty_once_home_assistant_answers(home: ShownHome) -> None:
    home.page.tick()
    assert home.page.state.phase is Phase.LOADING
    home.live()
    home.page.tick()
    assert home.page.state.emptiness is Emptiness.NOTHING_TRACKED


async def test_tracking_something_fills_the_page(home: ShownHome) -> None:
    home.live()
    home.page.tick()
    await home.track(entities_of_the_home())
    home.arrive(GRID, 800)
    home.page.tick()
    assert home.page.state.phase is Phase.FILLED
    assert str(home.page.headline.figure) == "800 W"


async def test_untracking_everything_empties_the_page(home: ShownHome) -> None:
    await home.fill()
    await home.tracking.untrack([e.entity_id for e in home.tracking.tracked()])
    home.page.tick()
    assert home.page.state.emptiness is Emptiness.NOTHING_TRACKED


async def test_without_preferences_the_largest_sensor_is_drawn(home: ShownHome) -> None:
    await home.track([power_entity("sensor.tv_power", "TV power", None)])
    home.live()
    home.arrive("sensor.tv_power", 120)
    home.page.tick()
    home.pass_time(2)
    assert home.page.home_label == "TV 120 W"
    assert home.page.lines.home[-1] == 120
    assert home.page.lines.solar is None


async def test_a_reading_later_than_our_clock_proves_it_to_be_later(home: ShownHome) -> None:
    await home.fill()
    home.arrive(SOLAR, 2100, ago=-3_600_000_000)
    home.page.tick()
    assert home.page.lines.end > home.clock.wall() + 3_599_000_000


async def test_it_ticks_by_itself_until_it_is_stopped(home: ShownHome) -> None:
    await home.fill()
    home.page.start()
    home.arrive(GRID, -310, ago=-1)
    await until(lambda: str(home.page.headline.figure) == "1.64 kW")
    home.page.stop()
