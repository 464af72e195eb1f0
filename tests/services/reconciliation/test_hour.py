"""Each difference between an hour and the record has one explanation."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from energy_desktop.model.coverage import Interval, Source
from energy_desktop.model.entities import Entity
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.reconciliation import Explanation
from energy_desktop.model.recording import RecorderState
from energy_desktop.model.repair_plan import DOWN
from energy_desktop.model.statistics import Period, StatisticRow
from energy_desktop.model.timestamps import HOUR, MINUTE, Micros
from energy_desktop.services.reconciliation.findings import Finding, Reconciled
from energy_desktop.services.reconciliation.hour import HourReconciliation
from tests.fakes.clock import NOON
from tests.fakes.home import FakeHome
from tests.services.reconciliation.compiled import compile_hour
from tests.services.recorder.bench import RecorderBench, recording
from tests.waiting import until

POWER, METER = "sensor.power", "sensor.meter"
TRACKED = [
    Entity(POWER, POWER, state_class="measurement", is_tracked=True),
    Entity(METER, METER, state_class="total_increasing", is_tracked=True),
]


class Hour:
    """An hour that was recorded live from its first to its last second."""

    def __init__(self, bench: RecorderBench, home: FakeHome) -> None:
        self.bench = bench
        self.home = home
        self.span = TimeRange(NOON, Micros(NOON + HOUR))

    async def pass_it(self, *power: str) -> None:
        """Power changes each two minutes, the meter counts, and the hour ends."""
        for number in range(20):
            self.home.change(POWER, str(100 + 7 * number % 53), after=60)
            self.home.change(METER, f"{5 + number / 10:.1f}", "kWh", after=60)
        for state in power:
            self.home.change(POWER, state, after=60)
        self.home.now = Micros(self.span.end + MINUTE)
        await self.home.link.ask_clock(1.0)
        sent = sum(len(rows) for rows in self.home.rows.values())
        await until(lambda: self.bench.board.tally.events_received == sent)
        await until(lambda: self.bench.board.home_time() >= self.span.end)
        await self.bench.recorder.flush()

    def compile(self) -> None:
        compile_hour(self.home, POWER, self.span.start)
        compile_hour(self.home, METER, self.span.start, is_meter=True)

    def row_is(self, entity_id: str, period: Period, **figures: Any) -> None:
        """Home Assistant has other figures, in all its rows of a period."""
        self.home.statistic_rows[period] = [
            replace(r, **figures) if r.statistic_id == entity_id else r
            for r in self.home.statistic_rows[period]
        ]

    async def reconciled(self) -> Reconciled:
        work = HourReconciliation(self.bench.stores, self.bench.recorder.writer, lambda: False)
        return await work.run(self.home.link, TRACKED, self.span)

    def found(self, entity_id: str, figures: set[str], why: Explanation) -> list[Finding]:
        ordered = tuple(f for f in ("change", "mean", "min", "max") if f in figures)
        return [Finding(entity_id, self.span, ordered, why)]


@pytest.fixture
async def hour(tmp_path: Path) -> AsyncIterator[Hour]:
    home = FakeHome()
    home.now = Micros(NOON - 10 * MINUTE)
    home.state_classes[METER] = "total_increasing"
    home.change(POWER, "100")
    home.change(METER, "4.9", "kWh")
    async with recording(tmp_path, home, [POWER, METER]) as bench:
        await until(lambda: bench.board.recorder is RecorderState.RECORDING)
        await until(lambda: bench.board.repairs_ended)
        home.now = Micros(NOON - MINUTE)
        yield Hour(bench, home)


async def test_what_was_recorded_agrees(hour: Hour) -> None:
    await hour.pass_it()
    hour.compile()
    done = await hour.reconciled()
    assert (done.compared, done.rows, done.findings) == (2, 2, ())
    stored = await hour.bench.stores.metrics.statistics([POWER, METER], Period.HOUR, hour.span)
    assert len(stored) == 2
    assert stored.change.tolist()[0] == pytest.approx(6.9 - 4.9)


async def test_a_meter_that_is_replaced_agrees_and_makes_no_spike(hour: Hour) -> None:
    hour.home.change(METER, "9000", "kWh", after=10)
    await hour.pass_it()
    hour.compile()
    assert (await hour.reconciled()).findings == ()


async def test_an_entity_that_was_unavailable_for_a_while_agrees(hour: Hour) -> None:
    await hour.pass_it("unavailable", "unknown", "50")
    hour.compile()
    hour.home.change(POWER, "51")
    assert (await hour.reconciled()).findings == ()


async def test_a_reading_that_is_missing_here_is_fetched(hour: Hour) -> None:
    await hour.pass_it()
    hour.home.link.tells_no_changes = True
    hour.home.now = Micros(hour.span.start + 50 * MINUTE)
    missed = hour.home.change(POWER, "999")
    hour.compile()
    done = await hour.reconciled()
    assert list(done.findings) == hour.found(POWER, {"mean", "max"}, Explanation.MISSING_HERE)
    assert missed.last_updated in {r.timestamp for r in await hour.bench.stored(POWER)}
    assert (await hour.reconciled()).findings == ()


async def test_a_reading_that_home_assistant_lost_is_missing_there(hour: Hour) -> None:
    await hour.pass_it("999", "100")
    hour.home.rows[POWER] = [e for e in hour.home.rows[POWER] if e.state != "999"]
    hour.compile()
    done = await hour.reconciled()
    assert list(done.findings) == hour.found(POWER, {"mean", "max"}, Explanation.MISSING_AT_HOME)


async def test_periods_that_home_assistant_did_not_compile_are_missing_there(hour: Hour) -> None:
    await hour.pass_it()
    hour.compile()
    five = hour.home.statistic_rows[Period.FIVE_MINUTES]
    of_power = [row for row in five if row.statistic_id == POWER][:6]
    hour.home.statistic_rows[Period.FIVE_MINUTES] = of_power
    means = [row.mean for row in of_power if row.mean is not None]
    hour.row_is(POWER, Period.HOUR, mean=sum(means) / len(means))
    done = await hour.reconciled()
    assert list(done.findings) == hour.found(POWER, {"mean"}, Explanation.MISSING_AT_HOME)


async def test_a_row_that_agreed_before_was_changed_later(hour: Hour) -> None:
    await hour.pass_it()
    hour.compile()
    await hour.reconciled()
    hour.row_is(METER, Period.HOUR, change=17.0)
    hour.row_is(METER, Period.FIVE_MINUTES, change=1.0)
    done = await hour.reconciled()
    assert list(done.findings) == hour.found(METER, {"change"}, Explanation.CHANGED_LATER)


async def test_an_hour_unlike_the_periods_it_was_made_of_was_changed_later(hour: Hour) -> None:
    await hour.pass_it()
    hour.compile()
    hour.row_is(METER, Period.HOUR, change=17.0)
    done = await hour.reconciled()
    assert list(done.findings) == hour.found(METER, {"change"}, Explanation.CHANGED_LATER)


async def test_a_downtime_explains_what_home_assistant_held(hour: Hour) -> None:
    await hour.pass_it()
    hour.compile()
    hour.row_is(POWER, Period.HOUR, mean=1.0)
    hour.row_is(POWER, Period.FIVE_MINUTES, mean=1.0)
    down = Interval(POWER, hour.span, Source.UNAVAILABLE, DOWN)
    await hour.bench.stores.state.add_intervals([down], 1)
    done = await hour.reconciled()
    assert list(done.findings) == hour.found(POWER, {"mean"}, Explanation.HELD)


async def test_a_text_among_the_states_explains_what_it_ended(hour: Hour) -> None:
    await hour.pass_it("charging")
    hour.compile()
    done = await hour.reconciled()
    assert list(done.findings) == hour.found(POWER, {"mean"}, Explanation.NOT_A_NUMBER)


async def test_what_nothing_explains_is_said_to_be_unexplained(hour: Hour) -> None:
    await hour.pass_it()
    hour.compile()
    hour.row_is(POWER, Period.HOUR, mean=1.0, min=1.0)
    hour.row_is(POWER, Period.FIVE_MINUTES, mean=1.0, min=1.0)
    done = await hour.reconciled()
    assert list(done.findings) == hour.found(POWER, {"mean", "min"}, Explanation.UNEXPLAINED)
    assert done.unexplained == 1


async def test_a_statistic_without_states_is_written_and_not_compared(hour: Hour) -> None:
    external = Entity("tibber:energy", "tibber:energy", statistics_only=True, is_tracked=True)
    row = StatisticRow("tibber:energy", hour.span.start, 2.0, 2.0, 2.0, None, None, None)
    hour.home.statistic_rows[Period.HOUR].append(row)
    work = HourReconciliation(hour.bench.stores, hour.bench.recorder.writer, lambda: False)
    done = await work.run(hour.home.link, [external], hour.span)
    assert (done.compared, done.rows, done.findings) == (0, 1, ())


async def test_what_a_repair_is_closing_is_left_to_it(hour: Hour) -> None:
    hour.compile()
    work = HourReconciliation(hour.bench.stores, hour.bench.recorder.writer, lambda: True)
    earlier = TimeRange(Micros(NOON - HOUR), NOON)
    compile_hour(hour.home, POWER, earlier.start)
    assert (await work.run(hour.home.link, TRACKED, earlier)).compared == 0
