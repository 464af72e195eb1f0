from datetime import datetime

import pytest

from energy_desktop.model.home import StatisticsCompiled
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.statistics import Period, StatisticMetadata, StatisticRow
from energy_desktop.model.timestamps import DAY, HOUR, MINUTE, Micros, from_datetime
from energy_desktop.ports.errors import HomeProtocolError, HomeRequestFailed
from energy_desktop.ports.home import HomeLink
from tests.adapters.home_assistant.scripted_home import Message, ScriptedHome, event, result

START = Micros(1795417200_000000)
METER = "sensor.meter"
POWER = "sensor.power"


class Statistics:
    """What a scripted home keeps: hourly or 5-minute rows of meters whose sum grows by 1."""

    def __init__(self, home: ScriptedHome) -> None:
        self.home = home
        self.rows: dict[str, list[Message]] = {}
        self.metadata: dict[str, Message] = {}
        home.replies["recorder/get_statistics_metadata"] = self._describe
        home.replies["recorder/statistics_during_period"] = self._select

    def keep(
        self,
        statistic_id: str,
        first: int,
        number: int,
        length: int = HOUR,
        unit: str = "kWh",
        unit_class: str | None = "energy",
    ) -> None:
        """Keep rows from a moment on; the first change is taken against nothing."""
        self.metadata[statistic_id] = {
            "statistic_id": statistic_id,
            "statistics_unit_of_measurement": unit,
            "unit_class": unit_class,
            "has_sum": True,
            "has_mean": False,
            "name": None,
        }
        self.rows[statistic_id] = [
            {
                "start": (first + index * length) // 1000,
                "end": (first + (index + 1) * length) // 1000,
                "state": 1000.0 + index,
                "sum": 500.0 + index,
                "change": 1.0 if index else 500.0,
                "mean": None,
                "min": None,
                "max": None,
                "last_reset": None,
            }
            for index in range(number)
        ]

    def asked(self) -> list[Message]:
        """The questions for rows so far."""
        return self.home.sent("recorder/statistics_during_period")

    def _describe(self, command: Message) -> list[Message]:
        known = [self.metadata[i] for i in command["statistic_ids"] if i in self.metadata]
        return [result(command, known)]

    def _select(self, command: Message) -> list[Message]:
        start, end = (
            from_datetime(datetime.fromisoformat(command[key])) // 1000
            for key in ("start_time", "end_time")
        )
        chosen = {
            statistic_id: [row for row in self.rows[statistic_id] if start <= row["start"] < end]
            for statistic_id in command["statistic_ids"]
        }
        return [result(command, {i: rows for i, rows in chosen.items() if rows})]


@pytest.fixture
def kept(home: ScriptedHome) -> Statistics:
    return Statistics(home)


def hours(first: int, last: int) -> TimeRange:
    return TimeRange(Micros(START + first * HOUR), Micros(START + last * HOUR))


async def test_rows_come_by_id_and_time_with_all_their_figures(
    link: HomeLink, kept: Statistics
) -> None:
    kept.keep(METER, START, 5)
    kept.keep(POWER, START, 5)
    rows = await link.statistics([POWER, METER], Period.HOUR, hours(1, 3))
    assert [(row.statistic_id, (row.start - START) // HOUR) for row in rows] == [
        (POWER, 1),
        (POWER, 2),
        (METER, 1),
        (METER, 2),
    ]
    assert rows[0] == StatisticRow(
        POWER, Micros(START + HOUR), 1001.0, 501.0, 1.0, None, None, None
    )


async def test_values_are_asked_in_fixed_units_with_all_types(
    link: HomeLink, kept: Statistics
) -> None:
    kept.keep(METER, START, 1)
    await link.statistics([METER], Period.HOUR, hours(0, 1))
    (asked,) = kept.asked()
    assert asked["units"] == {"energy": "kWh", "power": "W", "volume": "m³"}
    assert asked["types"] == ["change", "max", "mean", "min", "state", "sum"]
    assert asked["period"] == "hour"


@pytest.mark.parametrize(
    ("unit", "unit_class", "expected"),
    [
        ("kWh", "energy", 1000.0),
        ("Wh", "energy", 1000.0),  # Home Assistant has converted it
        ("mW", None, 1.0),  # a version that does not know the unit has not
        ("EUR/MWh", None, 1.0),
        ("%", None, 1000.0),
        ("°C", "temperature", 1000.0),
    ],
)
async def test_what_home_assistant_does_not_convert_is_converted_here(
    link: HomeLink, kept: Statistics, unit: str, unit_class: str | None, expected: float
) -> None:
    kept.keep(METER, START, 1, unit=unit, unit_class=unit_class)
    (row,) = await link.statistics([METER], Period.HOUR, hours(0, 1))
    assert row.state == expected
    assert row.mean is None


async def test_the_row_in_front_is_asked_and_dropped(link: HomeLink, kept: Statistics) -> None:
    kept.keep(METER, START - HOUR, 3)
    rows = await link.statistics([METER], Period.HOUR, hours(0, 2))
    assert kept.asked()[0]["start_time"] < "2026-11-23T07:00:00Z"
    assert [row.change for row in rows] == [1.0, 1.0]


async def test_the_life_of_a_meter_is_no_change_of_the_oldest_five_minutes(
    link: HomeLink, kept: Statistics
) -> None:
    kept.keep(METER, START, 12, 5 * MINUTE)
    rows = await link.statistics([METER], Period.FIVE_MINUTES, hours(0, 1))
    assert [row.change for row in rows] == [None] + 11 * [1.0]
    assert rows[0].sum == 500.0
    later = await link.statistics(
        [METER], Period.FIVE_MINUTES, TimeRange(rows[1].start, rows[5].start)
    )
    assert [row.change for row in later] == 4 * [1.0]


async def test_a_first_hour_keeps_its_change(link: HomeLink, kept: Statistics) -> None:
    kept.keep(METER, START, 2)
    rows = await link.statistics([METER], Period.HOUR, hours(0, 2))
    assert [row.change for row in rows] == [500.0, 1.0]


async def test_long_stretches_are_asked_in_pieces_and_no_row_is_lost_or_doubled(
    link: HomeLink, kept: Statistics
) -> None:
    kept.keep(METER, START, 9_000)
    rows = await link.statistics([METER], Period.HOUR, hours(0, 9_000))
    assert [row.start for row in rows] == [START + index * HOUR for index in range(9_000)]
    assert len(kept.asked()) == 3


async def test_many_meters_are_asked_in_groups(link: HomeLink, kept: Statistics) -> None:
    ids = [f"sensor.meter_{number}" for number in range(30)]
    for each in ids:
        kept.keep(each, START, 2_000)
    rows = await link.statistics(ids, Period.HOUR, hours(0, 2_000))
    assert len(rows) == 60_000
    assert len(kept.asked()) > 1
    largest = max(len(asked["statistic_ids"]) for asked in kept.asked())
    assert largest * 2_000 <= 20_000


async def test_whole_days_are_chosen_by_their_start(link: HomeLink, kept: Statistics) -> None:
    kept.keep(METER, START - 2 * DAY, 5, DAY)
    span = TimeRange(Micros(START - HOUR), Micros(START + DAY + HOUR))
    rows = await link.statistics([METER], Period.DAY, span)
    assert [row.start for row in rows] == [START, START + DAY]


async def test_ids_without_statistics_are_not_asked(link: HomeLink, kept: Statistics) -> None:
    assert await link.statistics([METER], Period.HOUR, hours(0, 5)) == []
    assert await link.statistics([], Period.HOUR, hours(0, 5)) == []
    assert not kept.asked()
    kept.keep(METER, START, 5)
    assert await link.statistics([METER], Period.HOUR, hours(2, 2)) == []
    assert not kept.asked()


async def test_an_error_of_one_piece_is_the_error_of_the_question(
    link: HomeLink, home: ScriptedHome, kept: Statistics
) -> None:
    kept.keep(METER, START, 5)
    home.refuse("recorder/statistics_during_period", "invalid_start_time")
    with pytest.raises(HomeRequestFailed) as failed:
        await link.statistics([METER], Period.HOUR, hours(0, 5))
    assert failed.value.code == "invalid_start_time"
    home.answer("recorder/statistics_during_period", {METER: [{"no": "start"}]})
    with pytest.raises(HomeProtocolError):
        await link.statistics([METER], Period.HOUR, hours(0, 5))


async def test_metadata_are_read_in_old_and_new_forms(link: HomeLink, home: ScriptedHome) -> None:
    old = {
        "statistic_id": POWER,
        "statistics_unit_of_measurement": "W",
        "display_unit_of_measurement": "kW",
        "unit_class": "power",
        "has_sum": False,
        "has_mean": True,
        "name": None,
        "source": "recorder",
    }
    new = {
        "statistic_id": "peer:energy_5",
        "statistics_unit_of_measurement": None,
        "has_sum": True,
        "mean_type": 1,
        "name": "External",
    }
    home.answer("recorder/get_statistics_metadata", [old, new])
    assert await link.statistic_metadata([POWER, "peer:energy_5", "sensor.unknown"]) == [
        StatisticMetadata(POWER, "W", has_sum=False, has_mean=True, name=None),
        StatisticMetadata("peer:energy_5", None, has_sum=True, has_mean=True, name="External"),
    ]
    assert await link.statistic_metadata([]) == []
    assert len(home.sent("recorder/get_statistics_metadata")) == 1


async def test_the_end_of_an_hours_compilation_is_delivered(
    link: HomeLink, home: ScriptedHome
) -> None:
    await link.watch_statistics()
    (command,) = home.sent("subscribe_events")
    assert command["event_type"] == "recorder_hourly_statistics_generated"
    body = {"event_type": command["event_type"], "data": {}, "origin": "LOCAL"}
    await home.send(event(command["id"], body))
    async for batch in link.deliveries():
        assert batch == [StatisticsCompiled()]
        break
