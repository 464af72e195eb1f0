from datetime import datetime

import pytest

from energy_desktop.adapters.home_assistant import history
from energy_desktop.model.home import StateEvent
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.timestamps import (
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    Micros,
    from_datetime,
    from_epoch_seconds,
)
from energy_desktop.ports.home import HomeLink
from tests.adapters.home_assistant.scripted_home import Message, ScriptedHome, result

POWER = "sensor.power"
START = Micros(1795417200_000000)
WATT = {"unit_of_measurement": "W", "device_class": "power"}


class History:
    """A scripted home's rows of one entity, chosen as Home Assistant's recorder does."""

    def __init__(self, home: ScriptedHome, rows: list[Message]) -> None:
        self.home = home
        self.rows = rows
        home.replies["history/history_during_period"] = self._select

    def asked(self) -> list[tuple[int, int]]:
        """The stretches asked so far, in microseconds from START."""
        return [
            (moment(command["start_time"]) - START, moment(command["end_time"]) - START)
            for command in self.home.sent("history/history_during_period")
        ]

    def _select(self, command: Message) -> list[Message]:
        start, end = (moment(command[key]) / 1e6 for key in ("start_time", "end_time"))
        # Home Assistant leaves out a row exactly at the start.
        rows = [row for row in self.rows if start < row["lu"] < end]
        return [result(command, {POWER: rows} if rows else {})]


def moment(text: str) -> int:
    return from_datetime(datetime.fromisoformat(text))


def row(seconds: float, state: str | None, **more: object) -> Message:
    return {"s": state, "a": WATT, "lu": START / 1e6 + seconds, **more}


def day_from(start: int) -> TimeRange:
    return TimeRange(Micros(start), Micros(start + DAY))


async def test_every_row_in_the_span_comes_with_what_gives_it_its_meaning(
    link: HomeLink, home: ScriptedHome
) -> None:
    meter = {"unit_of_measurement": "kWh", "last_reset": "2026-11-01T00:00:00+00:00"}
    History(
        home,
        [
            row(0.25, "1"),
            row(1.5, "1", lc=START / 1e6 + 0.25),
            {"s": "500.5", "a": meter, "lu": START / 1e6 + 2},
            row(3, "unavailable", a={}),
            {"s": None, "a": {}, "lu": START / 1e6 + 4},
        ],
    )
    assert await link.history(POWER, day_from(START)) == [
        StateEvent(POWER, "1", Micros(START + 250_000), "W", None),
        StateEvent(POWER, "1", Micros(START + 1_500_000), "W", None),
        StateEvent(POWER, "500.5", Micros(START + 2 * SECOND), "kWh", "2026-11-01T00:00:00+00:00"),
        StateEvent(POWER, "unavailable", Micros(START + 3 * SECOND), None, None),
        StateEvent(POWER, "unavailable", Micros(START + 4 * SECOND), None, None),
    ]


async def test_all_rows_are_asked_with_their_attributes_and_none_is_made_up(
    link: HomeLink, home: ScriptedHome
) -> None:
    History(home, [])
    assert await link.history(POWER, TimeRange(START, Micros(START + MINUTE))) == []
    (asked,) = home.sent("history/history_during_period")
    assert asked["entity_ids"] == [POWER]
    assert asked["significant_changes_only"] is False
    assert asked["include_start_time_state"] is False
    assert asked["minimal_response"] is False
    assert asked["no_attributes"] is False


async def test_the_span_holds_its_start_and_not_its_end(link: HomeLink, home: ScriptedHome) -> None:
    fraction = 1795417200.5227427
    key = from_epoch_seconds(fraction)
    rows = [row(-0.0005, "before"), row(0, "start"), row(10, "end"), row(10.0005, "after")]
    History(home, [*rows, {"s": "fraction", "a": WATT, "lu": fraction}])
    span = TimeRange(START, Micros(START + 10 * SECOND))
    assert {each.state for each in await link.history(POWER, span)} == {"start", "fraction"}
    exact = TimeRange(key, Micros(key + 1))
    assert [each.state for each in await link.history(POWER, exact)] == ["fraction"]


async def test_pieces_join_without_loss_or_double(link: HomeLink, home: ScriptedHome) -> None:
    # A row at every full hour lies exactly between two pieces.
    kept = History(home, [row(hour * 3600, str(hour)) for hour in range(24 * 7)])
    span = TimeRange(START, Micros(START + 7 * DAY))
    events = await link.history(POWER, span)
    assert [each.state for each in events] == [str(hour) for hour in range(24 * 7)]
    asked = kept.asked()
    assert asked[0][1] <= HOUR
    assert max(end - start for start, end in asked) <= DAY + 10_000
    assert len(asked) < 12


async def test_large_answers_make_smaller_pieces(
    link: HomeLink, home: ScriptedHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "_LARGE_ANSWER", 20_000)
    busy = [row(second, str(second)) for second in range(0, 4 * 3600, 4)]
    kept = History(home, busy)
    events = await link.history(POWER, TimeRange(START, Micros(START + 4 * HOUR)))
    assert [each.state for each in events] == [each["s"] for each in busy]
    lengths = [end - start for start, end in kept.asked()]
    assert lengths[1] < lengths[0]
    assert min(lengths) < HOUR / 3


async def test_how_much_can_be_asked_of_an_entity_is_remembered(
    link: HomeLink, home: ScriptedHome
) -> None:
    kept = History(home, [row(hour * 3600, str(hour)) for hour in range(24 * 3)])
    await link.history(POWER, day_from(START))
    learning = len(kept.asked())
    assert learning > 2
    await link.history(POWER, TimeRange(Micros(START + DAY), Micros(START + 2 * DAY + SECOND)))
    assert len(kept.asked()) == learning + 1


async def test_short_questions_teach_nothing(link: HomeLink, home: ScriptedHome) -> None:
    kept = History(home, [])
    for _ in range(5):
        await link.history(POWER, TimeRange(START, Micros(START + SECOND)))
    await link.history(POWER, day_from(START))
    lengths = [end - start for start, end in kept.asked()]
    assert lengths[5] < HOUR


async def test_pages_hold_a_bounded_number_of_rows_and_are_the_same_rows(
    link: HomeLink, home: ScriptedHome
) -> None:
    History(home, [row(number / 10, str(number)) for number in range(1, 5_001)])
    pages = [page async for page in link.history_pages(POWER, day_from(START))]
    assert max(len(page) for page in pages) <= 2_000
    events = [each for page in pages for each in page]
    assert [each.state for each in events] == [str(number) for number in range(1, 5_001)]
