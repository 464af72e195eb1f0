"""From one pair of stores to another, while recording goes on."""

import asyncio
import math
import random
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path
from typing import Any

import pytest

from energy_desktop.adapters.embedded.metric_store import EmbeddedMetricStore
from energy_desktop.adapters.embedded.state_store import EmbeddedStateStore
from energy_desktop.adapters.system import SystemClock
from energy_desktop.model.columns import ReadingColumns, StatisticColumns
from energy_desktop.model.coverage import BatchMark, EntitySet, Session
from energy_desktop.model.entities import Entity
from energy_desktop.model.machine_settings import ProfileName
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.migration import MigrationProgress
from energy_desktop.model.readings import Reading
from energy_desktop.model.recording import SyncEntry
from energy_desktop.model.statistics import Period, StatisticRow
from energy_desktop.model.timestamps import HOUR
from energy_desktop.ports.errors import StoreUnusable, WrongUsage
from energy_desktop.ports.recorder_control import Progress, Result
from energy_desktop.ports.store_opener import Stores
from energy_desktop.services.migration import metric_copy
from energy_desktop.services.migration.migration import Migration
from energy_desktop.services.migration.told import migration_messages
from energy_desktop.services.supervisor import Supervisor
from tests.fakes.lease import FakeLease
from tests.ports.sample_ledger import raw
from tests.ports.sample_readings import EVER, GRID, SOLAR, at, reading
from tests.waiting import until

BOTH = EntitySet.of([SOLAR, GRID])


class BreakingMetrics(EmbeddedMetricStore):
    """A store that fails after so many writes, as one whose program is killed."""

    writes_left: int | None = None

    async def write_readings(self, readings: ReadingColumns, mark: BatchMark | None = None) -> None:
        if self.writes_left is not None:
            if self.writes_left == 0:
                raise StoreUnusable(ProblemCode.STORE_AWAY, path="target", reason="test")
            self.writes_left -= 1
        await super().write_readings(readings, mark)


class Home:
    """Two folders, of which one is in use, and a recorder's part of the program."""

    def __init__(self, folder: Path, stores: Stores) -> None:
        self._folder = folder
        self.stores = stores
        self.old = stores.metrics, stores.state
        self.opened: Stores | None = None
        self.writes_left: int | None = None
        self.lease = FakeLease(1)
        self.supervisor = Supervisor()
        self.progress: list[str] = []

    async def open(self, profile: str) -> Stores:
        """Open the new stores: the port `StoreOpener`."""
        assert profile == "servers"
        metrics = await BreakingMetrics.open(self._folder / "new")
        assert isinstance(metrics, BreakingMetrics)
        metrics.writes_left = self.writes_left
        state = await EmbeddedStateStore.open(self._folder / "new")
        self.opened = Stores(state, metrics, self.lease)
        return self.opened

    async def migrate(self, to: ProfileName = ProfileName.SERVERS) -> Any:
        """Migrate to the end; the report."""
        migration = Migration(
            self.stores, self, self.supervisor, SystemClock(), lambda: nullcontext()
        )
        async for message in migration_messages(migration.run(ProfileName.EMBEDDED, to)):
            if isinstance(message, Result):
                return message.value
            assert isinstance(message, Progress)
            self.progress.append(message.text)
        raise AssertionError("no result")

    async def write(self, number: int, readings: Sequence[Reading]) -> None:
        """A batch as the recorder writes it: readings, then the ledger."""
        mark = BatchMark(number, "one", at(number))
        await self.stores.metrics.write_readings(ReadingColumns.of(readings), mark)
        await self.stores.state.advance_session("one", at(number), number, at(number))


@asynccontextmanager
async def _home(folder: Path) -> AsyncIterator[Home]:
    stores = Stores(
        await EmbeddedStateStore.open(folder / "old"),
        await EmbeddedMetricStore.open(folder / "old"),
    )
    home = Home(folder, stores)
    try:
        yield home
    finally:
        await home.supervisor.close()
        await stores.close()


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metric_copy, "PIECE_ROWS", 300)


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[Home]:
    """A home with some days of everything."""
    async with _home(tmp_path) as home:
        await _fill(home)
        yield home


async def _fill(home: Home) -> None:
    chance = random.Random(3)
    rows = [
        reading(chance.uniform(0, 86_000), chance.choice((1.5, -0.0, None, 1e300)), entity, day)
        for entity in (SOLAR, GRID)
        for day in (0, 1, 5, 400)
        for _ in range(150)
    ]
    await home.stores.metrics.write_readings(ReadingColumns.of(rows), BatchMark(1, "one", at(1)))
    await home.stores.metrics.write_statistics(_hours(50))
    state = home.stores.state
    await state.save_settings({"currency": "EUR"})
    await state.save_entities([Entity(SOLAR, SOLAR, is_tracked=True), Entity(GRID, GRID)])
    await state.begin_session(Session("zero", BOTH.set_id, at(-90), at(-60), 1), BOTH)
    await state.begin_session(Session("one", BOTH.set_id, at(0), at(0), 1), BOTH)
    await state.advance_session("one", at(1), 1, at(1))
    await state.add_intervals([raw(-60, 0), raw(-500, -90, GRID)], 1)
    for number in range(3):
        await state.add_sync_entry(SyncEntry("repair", SOLAR, at(number), at(9), number))


def _hours(count: int) -> StatisticColumns:
    rows = [
        (0, StatisticRow(SOLAR, at(0) + n * HOUR, None, float(n), math.nan, 0.5, None, None))  # type: ignore[arg-type] # moments
        for n in range(count)
    ]
    return StatisticColumns.of_rows((SOLAR,), Period.HOUR, rows)


async def _everything(stores: Stores) -> Any:
    """All that a pair of stores holds, to compare."""
    ids = (SOLAR, GRID)
    ledger = await stores.state.ledger(ids)
    statistics = await stores.metrics.statistics(ids, Period.HOUR, EVER)
    return (
        list(await stores.metrics.readings(ids, EVER)),
        [str(getattr(statistics, n).tolist()) for n in ("timestamp", "sum", "change", "mean")],
        await stores.metrics.last_mark(),
        await stores.state.settings(),
        await stores.state.entities(),
        (ledger.sessions, ledger.sets, set(ledger.intervals)),
        await stores.state.subscription_state(),
        await stores.state.sync_log(),
    )


async def test_afterwards_the_new_stores_hold_the_same_and_are_in_use(home: Home) -> None:
    before = await _everything(home.stores)
    report = await home.migrate()
    assert home.opened is not None
    assert home.stores.metrics is home.opened.metrics
    assert home.stores.lease is home.lease
    assert await _everything(home.stores) == before
    assert (report["readings"], report["statistics"]) == (1200, 50)
    assert (report["sessions"], report["intervals"]) == (2, 2)
    assert any("1,200 of 1,200 readings" in line for line in home.progress)


async def test_the_old_stores_are_closed_and_kept(home: Home, tmp_path: Path) -> None:
    before = await _everything(home.stores)
    await home.migrate()
    async with _home(tmp_path) as again:
        assert await _everything(again.stores) == before


async def test_what_is_recorded_meanwhile_is_there_too(home: Home) -> None:
    written: list[Reading] = []
    stop = asyncio.Event()

    async def record() -> None:
        number = 2
        while not stop.is_set():
            batch = [reading(number + n / 100, float(n), day=400) for n in range(20)]
            late = reading(number / 50, -1.0, GRID)  # a repair of the past
            await home.write(number, [*batch, late])
            written.extend([*batch, late])
            number += 1
            await asyncio.sleep(0.02)

    before = list(await home.stores.metrics.readings((SOLAR, GRID), EVER))
    async with asyncio.TaskGroup() as group:
        group.create_task(record())
        await home.migrate()
        reached = len(written)
        await until(lambda: len(written) > reached + 100)  # goes on in the new stores
        stop.set()
    wanted = {(r.entity_id, r.timestamp): r for r in [*before, *written]}
    found = list(await home.stores.metrics.readings((SOLAR, GRID), EVER))
    assert found == sorted(wanted.values(), key=lambda r: (r.entity_id, r.timestamp))
    mark = await home.stores.metrics.last_mark()
    assert mark is not None
    (_, session) = (await home.stores.state.ledger([SOLAR])).sessions
    assert (session.end, session.batch) == (mark.covered_to, mark.number)


@pytest.mark.parametrize("writes", [0, 1, 3])
async def test_what_was_interrupted_goes_on_where_it_was(home: Home, writes: int) -> None:
    before = await _everything(home.stores)
    home.writes_left = writes
    with pytest.raises(StoreUnusable):
        await home.migrate()
    assert (home.stores.metrics, home.stores.state) == home.old
    await home.write(2, [reading(1, 7.0, day=400)])
    home.writes_left = None
    report = await home.migrate()
    assert await _everything(home.stores) != before
    assert report["readings"] >= 1201
    assert len(await home.stores.metrics.readings((SOLAR, GRID), EVER)) == 1201
    assert report["rows_written"] <= 1201 + 50 - writes * 100


async def test_new_stores_that_hold_something_else_are_refused(home: Home, tmp_path: Path) -> None:
    other = await EmbeddedMetricStore.open(tmp_path / "new")
    await other.write_readings(ReadingColumns.of([reading(1.5, 3.0, day=1)]))
    await other.close()
    with pytest.raises(StoreUnusable) as raised:
        await home.migrate()
    assert raised.value.problem.code == ProblemCode.MIGRATION_DIFFERS
    assert raised.value.problem.parameters["entity"] == SOLAR
    assert (home.stores.metrics, home.stores.state) == home.old


async def test_a_value_that_differs_is_found_and_mended(home: Home, tmp_path: Path) -> None:
    before = await _everything(home.stores)
    some = list(await home.stores.metrics.readings((SOLAR,), EVER))[:5]
    other = await EmbeddedMetricStore.open(tmp_path / "new")
    wrong = [Reading(r.entity_id, r.timestamp, 42.0) for r in some]
    await other.write_readings(ReadingColumns.of(wrong))
    await other.close()
    await home.migrate()
    assert await _everything(home.stores) == before


async def test_a_ledger_that_an_earlier_copy_left_behind_claims_nothing_more(
    home: Home, tmp_path: Path
) -> None:
    before = await _everything(home.stores)
    other = await EmbeddedStateStore.open(tmp_path / "new")
    await other.begin_session(Session("gone", BOTH.set_id, at(5), at(50), 3), BOTH)
    await other.add_intervals([raw(60, 90)], 3)
    await other.close()
    await home.migrate()
    assert await _everything(home.stores) == before


async def test_a_person_who_cancels_leaves_the_old_stores_in_use(home: Home) -> None:
    migration = Migration(home.stores, home, home.supervisor, SystemClock(), lambda: nullcontext())
    steps = migration.run(ProfileName.EMBEDDED, ProfileName.SERVERS)
    async for step in steps:
        if isinstance(step, MigrationProgress) and step.readings:
            break
    await steps.aclose()
    assert (home.stores.metrics, home.stores.state) == home.old
    await home.write(2, [reading(1, 7.0, day=400)])


async def test_a_target_into_which_another_program_records_is_refused(home: Home) -> None:
    home.lease.number = 0
    with pytest.raises(StoreUnusable) as raised:
        await home.migrate()
    assert raised.value.problem.code == ProblemCode.RECORDED_ELSEWHERE
    assert (home.stores.metrics, home.stores.state) == home.old


async def test_the_profile_in_use_is_no_target(home: Home) -> None:
    with pytest.raises(WrongUsage) as raised:
        await home.migrate(ProfileName.EMBEDDED)
    assert raised.value.problem.code == ProblemCode.PROFILE_IN_USE
