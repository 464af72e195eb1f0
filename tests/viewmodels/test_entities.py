"""Choosing what is recorded."""

import asyncio
import gc
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt

from energy_desktop.model.energy_preferences import EnergyPreferences, Role
from energy_desktop.model.entities import DatedUnit, Entity
from energy_desktop.model.figures import PLAIN
from energy_desktop.model.home import ConnectionState
from energy_desktop.model.messages import Problem, ProblemCode
from energy_desktop.model.timestamps import Micros
from energy_desktop.ports.errors import HomeUnreachable
from energy_desktop.viewmodels.entities import EntitiesViewModel
from energy_desktop.viewmodels.entity_rows import Chip, EntityRow, Kind, kind_of, value_text
from energy_desktop.viewmodels.entity_table import Column
from energy_desktop.viewmodels.page_state import Emptiness, Phase
from tests.viewmodels.recorded_home import GRID, PUMP, SOLAR, RecordedHome, recorded_home
from tests.waiting import until

AWAY = {"host": "h", "port": 1, "seconds": 10}


@pytest.fixture
async def made(tmp_path: Path) -> AsyncIterator[RecordedHome]:
    async with recorded_home(tmp_path) as home:
        yield home


@pytest.fixture
async def page(made: RecordedHome) -> EntitiesViewModel:
    """The table after its first discovery; nothing is recorded yet."""
    await made.begin()
    await made.see_entities()
    return made.entities


def row(page: EntitiesViewModel, key: str) -> EntityRow:
    return next(row for row in page.table.rows if row.recording_id == key)


def without_sensors(made: RecordedHome) -> None:
    made.home.states_now.clear()
    made.home.preferences = EnergyPreferences()


async def test_a_home_that_named_no_sensor_can_be_asked_again(made: RecordedHome) -> None:
    without_sensors(made)
    await made.begin()
    made.entities.set_visible(True)
    state = made.entities.state
    assert (state.phase, state.emptiness) == (Phase.EMPTY, Emptiness.NOTHING_TRACKED)


async def test_without_a_home_the_one_thing_to_do_is_to_set_one_up(made: RecordedHome) -> None:
    await made.begin(is_set_up=False)
    await until(lambda: made.board.connection.problem is not None)
    made.entities.set_visible(True)
    state = made.entities.state
    assert (state.phase, state.emptiness) == (Phase.EMPTY, Emptiness.NOT_CONFIGURED)
    assert state.notices == ()


async def test_a_home_that_is_away_cannot_be_asked(made: RecordedHome) -> None:
    without_sensors(made)
    await made.begin()
    made.board.connection_is(ConnectionState.UNREACHABLE, Problem(ProblemCode.HOME_TIMED_OUT, AWAY))
    made.entities.set_visible(True)
    state = made.entities.state
    assert (state.phase, state.emptiness) == (Phase.FAILED, None)
    assert [notice.title for notice in state.notices] == ["Home Assistant is away"]


async def test_the_button_names_what_it_would_do(page: EntitiesViewModel) -> None:
    assert page.apply_text == "Track entities"
    page.tick_entity(GRID, True)
    assert page.apply_text.startswith("Track 1")
    page.apply()
    await until(lambda: not page.can_apply and not page.is_applying)
    page.tick_entity(GRID, False)
    assert page.apply_text == "Track nothing"


async def test_what_the_energy_preferences_name_comes_first(page: EntitiesViewModel) -> None:
    assert [r.recording_id for r in page.table.rows] == [GRID, SOLAR, PUMP]
    assert page.state.phase is Phase.FILLED


async def test_values_are_shown_of_what_is_not_recorded_too(page: EntitiesViewModel) -> None:
    await until(lambda: row(page, SOLAR).value == "2,100")
    assert row(page, GRID).value == "−710"
    assert row(page, GRID).unit == "W"


async def test_recorded_values_follow_the_home_each_second(
    made: RecordedHome, page: EntitiesViewModel
) -> None:
    page.tick_entity(GRID, True)
    page.apply()
    await made.records()
    made.home.change(GRID, "431")

    def shown() -> str:
        page.tick()
        return row(page, GRID).value

    await until(lambda: shown() == "431")


async def test_a_tick_changes_nothing_until_it_is_applied(
    made: RecordedHome, page: EntitiesViewModel
) -> None:
    page.tick_entity(GRID, True)
    assert row(page, GRID).is_ticked
    assert made.tracking.tracked() == []
    assert page.can_apply
    page.tick_entity(GRID, False)
    assert not page.can_apply


async def test_applied_it_is_recorded_at_once(made: RecordedHome, page: EntitiesViewModel) -> None:
    told: list[str] = []
    page.applied.connect(told.append)
    page.tick_entity(GRID, True)
    page.tick_entity(SOLAR, True)
    page.apply()
    await made.records()
    assert made.home.link.subscribed == [frozenset({GRID, SOLAR})]
    assert len(made.home.links) == 1
    await until(lambda: told)
    assert not page.can_apply


async def test_unticked_it_ends_and_keeps_its_history(
    made: RecordedHome, page: EntitiesViewModel
) -> None:
    for key in (GRID, SOLAR):
        page.tick_entity(key, True)
    page.apply()
    await made.records()
    await until(lambda: not page.is_applying)
    page.tick_entity(SOLAR, False)
    assert page.consequence == "“Sun” stops, and keeps its history."
    page.apply()
    await until(lambda: made.home.link.subscribed[-1] == frozenset({GRID}))
    assert SOLAR in {e.recording_id for e in made.tracking.known()}


async def test_all_that_is_shown_is_ticked_together(page: EntitiesViewModel) -> None:
    ticks = []
    page.search("pump")
    assert [r.recording_id for r in page.table.rows] == [PUMP]
    ticks.append(page.shown_ticks)
    page.tick_shown(True)
    ticks.append(page.shown_ticks)
    page.search("")
    ticks.append(page.shown_ticks)
    assert ticks == [False, True, None]
    assert page.ticked == frozenset({PUMP})


async def test_the_energy_preferences_are_ticked_for_a_first_start(
    made: RecordedHome,
) -> None:
    await made.begin()
    made.entities.start()
    made.entities.discover(tick_energy_preferences=True)
    await until(lambda: made.entities.ticked == frozenset({GRID, SOLAR}))


async def test_a_search_looks_at_name_id_and_unit(page: EntitiesViewModel) -> None:
    for text, found in (
        ("sun", [SOLAR]),
        ("GRID w", [GRID]),
        ("kWh", []),
        ("sensor.", [GRID, SOLAR, PUMP]),
    ):
        page.search(text)
        assert [r.recording_id for r in page.table.rows] == found
    page.search("nowhere")
    assert "nowhere" in page.nothing_found


async def test_chips_count_and_those_without_anything_are_left_out(
    page: EntitiesViewModel,
) -> None:
    page.tick_entity(GRID, True)
    page.apply()
    await until(lambda: not page.can_apply and row(page, GRID).is_tracked)
    texts = [chip.text for chip in page.chips]
    assert texts == ["All 3", "Tracked 1", "Power"]
    page.choose_chip(Chip.TRACKED)
    assert [r.recording_id for r in page.table.rows] == [GRID]


async def test_what_appears_after_the_first_choice_is_new_until_the_next(
    made: RecordedHome, page: EntitiesViewModel
) -> None:
    assert not any(r.is_new for r in page.table.rows)
    page.tick_entity(GRID, True)
    page.apply()
    await until(lambda: not page.is_applying)
    made.home.change("sensor.workbench", "3")
    page.discover()
    await until(lambda: len(page.table.rows) == 4)
    assert row(page, "sensor.workbench").is_new
    page.tick_entity("sensor.workbench", True)
    page.apply()
    await until(lambda: not row(page, "sensor.workbench").is_new)


async def test_what_home_assistant_no_longer_has_is_gone_and_last(
    made: RecordedHome, page: EntitiesViewModel
) -> None:
    del made.home.states_now[GRID]
    page.discover()
    await until(lambda: row(page, GRID).is_gone)
    assert page.table.rows[-1].recording_id == GRID
    assert "Gone 1" in [chip.text for chip in page.chips]


async def test_a_home_that_is_away_is_told_and_the_table_stays(
    made: RecordedHome, page: EntitiesViewModel
) -> None:
    gone = HomeUnreachable(ProblemCode.HOME_TIMED_OUT, host="h", port=1, seconds=10)
    made.home.refusals = [gone] * 9
    made.home.disconnect()
    await until(lambda: made.board.connection.problem is not None)
    page.tick()
    assert page.state.phase is Phase.FAILED
    assert page.state.has_content
    assert page.state.notices[0].title == "Home Assistant is away"
    page.discover()
    await until(lambda: not page.is_discovering)
    assert len(page.state.notices) == 1


async def test_the_tables_ticks_are_check_boxes_for_screen_readers(
    page: EntitiesViewModel,
) -> None:
    tick = page.table.index(0, Column.TICK)
    assert tick.data(Qt.ItemDataRole.AccessibleTextRole).startswith("Grid")
    page.table.setData(tick, Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert page.ticked == frozenset({GRID})


async def test_a_row_keeps_its_selection_when_others_come(
    made: RecordedHome, page: EntitiesViewModel
) -> None:
    chosen = QPersistentModelIndex(page.table.index(2, Column.NAME))
    made.home.change("sensor.a_first", "3")
    page.discover()
    await until(lambda: len(page.table.rows) == 4)
    assert chosen.data() == PUMP


@pytest.mark.parametrize(
    ("entity", "kind"),
    [
        (Entity("a", "a", device_class="power"), Kind.POWER),
        (Entity("a", "a", device_class="gas"), Kind.GAS_WATER),
        (Entity("a", "a", role=Role.BATTERY_POWER, device_class="power"), Kind.BATTERY),
        (Entity("a", "a", units=(DatedUnit("kWh", Micros(0)),)), Kind.ENERGY),
        (Entity("a", "a", units=(DatedUnit("°C", Micros(0)),)), Kind.OTHER),
        (Entity("a", "a"), Kind.OTHER),
    ],
)
def test_an_entity_is_of_a_kind(entity: Entity, kind: Kind) -> None:
    assert kind_of(entity) is kind


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "—"), (float("nan"), "—"), (-710.0, "−710"), (8214.34, "8,214.3"),
        (3.14159, "3.14"), (0.28741, "0.287"), (123456.7, "123,457"), (82.0, "82"),
    ],
)  # fmt: skip
def test_a_value_shows_no_more_digits_than_say_something(value: float | None, text: str) -> None:
    assert value_text(value, PLAIN) == text


async def test_what_is_ticked_while_a_choice_is_applied_is_not_forgotten(
    page: EntitiesViewModel,
) -> None:
    page.tick_entity(GRID, True)
    page.apply()
    page.tick_entity(SOLAR, True)
    await until(lambda: row(page, GRID).is_tracked and not page.is_applying)
    assert row(page, SOLAR).is_ticked
    assert page.can_apply or row(page, SOLAR).is_tracked


async def test_a_question_that_is_taken_back_at_once_leaves_nothing_behind(
    page: EntitiesViewModel,
) -> None:
    page.discover()
    page.stop()
    await asyncio.sleep(0)
    gc.collect()  # what was never awaited complains when it goes
