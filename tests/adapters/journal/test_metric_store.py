"""Recording goes on while the database is away, and nothing is lost or stored twice."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from energy_desktop.adapters.embedded.metric_store import EmbeddedMetricStore
from energy_desktop.adapters.journal.journal import JournalLimits
from energy_desktop.adapters.journal.metric_store import JournaledMetricStore
from energy_desktop.model.columns import ReadingColumns, StatisticColumns
from energy_desktop.model.coverage import BatchMark
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.statistics import Period, StatisticRow
from energy_desktop.ports.errors import StoreUnusable
from energy_desktop.services.supervisor import Supervisor
from tests.adapters.journal.databases import TroubledDatabase
from tests.fakes.clock import ManualClock
from tests.ports.sample_readings import EVER, SOLAR, at, everything, reading, states, write
from tests.waiting import until

Opener = Callable[..., Awaitable[JournaledMetricStore]]


@pytest.fixture
async def journaled(
    tmp_path: Path, database: TroubledDatabase
) -> AsyncIterator[JournaledMetricStore]:
    """A journal before the database; nothing runs yet."""
    store = await JournaledMetricStore.open(tmp_path, database, ManualClock())
    yield store
    database.is_away = True  # so that closing hands nothing over
    await store.close()


async def _record(store: JournaledMetricStore, *numbers: int) -> None:
    for number in numbers:
        mark = BatchMark(number, "session", at(number))
        await store.write_readings(ReadingColumns.of([reading(number, float(number))]), mark)


async def test_recording_goes_on_while_the_database_is_away(
    journaled: JournaledMetricStore, database: TroubledDatabase, supervisor: Supervisor
) -> None:
    database.is_away = True
    supervisor.spawn("journal", journaled.run())
    await _record(journaled, 1, 2, 3)
    await until(lambda: journaled.state.problem)
    assert journaled.state.waiting_batches == 3
    assert journaled.state.problem is not None
    assert journaled.state.problem.code is ProblemCode.STORE_AWAY
    assert await journaled.last_mark() == BatchMark(3, "session", at(3))


async def test_readings_between_those_that_wait_are_counted_without_being_read(
    journaled: JournaledMetricStore, database: TroubledDatabase
) -> None:
    await write(database, *(reading(hour * 3600, 1.0) for hour in range(24)))
    await write(journaled, reading(0, 2.0), reading(60, 2.0), reading(23 * 3600, 2.0))
    assert await journaled.count_readings([SOLAR], EVER) == {SOLAR: 25}
    assert database.read == 2


async def test_with_the_database_away_questions_raise_its_error(
    journaled: JournaledMetricStore, database: TroubledDatabase
) -> None:
    await _record(journaled, 1)
    database.is_away = True
    with pytest.raises(StoreUnusable) as refused:
        await journaled.readings([SOLAR], EVER)
    assert refused.value.problem.code is ProblemCode.STORE_AWAY


async def test_what_waited_arrives_when_the_database_is_back(
    journaled: JournaledMetricStore, database: TroubledDatabase, supervisor: Supervisor
) -> None:
    database.is_away = True
    supervisor.spawn("journal", journaled.run())
    await _record(journaled, 1, 2, 3)
    database.is_away = False
    await until(lambda: journaled.state.waiting_batches == 0)
    assert states(await everything(database)) == [1.0, 2.0, 3.0]
    assert await database.last_mark() == BatchMark(3, "session", at(3))
    assert journaled.state.problem is None


async def test_batches_arrive_in_their_order(
    journaled: JournaledMetricStore, database: TroubledDatabase, supervisor: Supervisor
) -> None:
    for value in (1.0, 2.0, 3.0):
        await write(journaled, reading(1, value))
        row = StatisticRow(SOLAR, at(0), None, None, value, None, None, None)
        await journaled.write_statistics(
            StatisticColumns.of_rows((SOLAR,), Period.HOUR, [(0, row)])
        )
    supervisor.spawn("journal", journaled.run())
    await until(lambda: journaled.state.waiting_batches == 0)
    assert states(await everything(database)) == [3.0]
    assert (await database.statistics([SOLAR], Period.HOUR, EVER)).change.tolist() == [3.0]
    assert len(database.written) == 6  # readings and statistics take turns, so none are joined


async def test_small_batches_that_waited_arrive_together_with_the_last_mark(
    journaled: JournaledMetricStore, database: TroubledDatabase, supervisor: Supervisor
) -> None:
    await _record(journaled, *range(1, 101))
    supervisor.spawn("journal", journaled.run())
    await until(lambda: journaled.state.waiting_batches == 0)
    assert database.written == [(100, BatchMark(100, "session", at(100)))]


async def test_a_database_that_lost_its_last_minutes_gets_them_again(
    journaled: JournaledMetricStore, database: TroubledDatabase, supervisor: Supervisor
) -> None:
    supervisor.spawn("journal", journaled.run())
    await _record(journaled, 1)
    await until(lambda: journaled.state.waiting_batches == 0)
    database.forgets = True
    await _record(journaled, 2, 3)
    await until(lambda: journaled.state.waiting_batches == 0)
    database.forgets = False
    database.starts += 1
    before = len(database.written)
    await _record(journaled, 4)
    await until(lambda: len(database.written) > before and journaled.state.waiting_batches == 0)
    assert states(await everything(database)) == [1.0, 2.0, 3.0, 4.0]
    assert await database.last_mark() == BatchMark(4, "session", at(4))


async def test_what_is_handed_over_once_more_moves_no_mark_back(
    journaled: JournaledMetricStore, database: TroubledDatabase, supervisor: Supervisor
) -> None:
    supervisor.spawn("journal", journaled.run())
    await _record(journaled, 1, 2, 3)
    await until(lambda: journaled.state.waiting_batches == 0)
    before = len(database.written)
    database.starts += 1
    await write(journaled, reading(4, 4.0))
    await until(lambda: len(database.written) > before and journaled.state.waiting_batches == 0)
    assert all(mark is None for _, mark in database.written[before:])
    assert await database.last_mark() == BatchMark(3, "session", at(3))


async def test_another_run_hands_over_what_the_one_before_could_not(
    tmp_path: Path, database: TroubledDatabase
) -> None:
    database.is_away = True
    first = await JournaledMetricStore.open(tmp_path, database, ManualClock())
    await _record(first, 1, 2)
    # As after a kill: nothing is handed over, the file is left as it lies.
    await first._thread.run(first._journal.close)
    await first._thread.close()
    database.is_away = False
    second = await JournaledMetricStore.open(tmp_path, database, ManualClock())
    assert await second.last_mark() == BatchMark(2, "session", at(2))
    await second._replay.hand_over_all()
    assert states(await everything(database)) == [1.0, 2.0]
    await second.close()


async def test_closing_hands_over_what_waits(tmp_path: Path) -> None:
    database = TroubledDatabase(await EmbeddedMetricStore.open(tmp_path))
    store = await JournaledMetricStore.open(tmp_path, database, ManualClock())
    await _record(store, 1)
    await store.close()
    await store.close()
    again = await EmbeddedMetricStore.open(tmp_path)
    assert states(await everything(again)) == [1.0]
    await again.close()


async def test_the_last_mark_is_that_of_the_database_where_nothing_waits(
    journaled: JournaledMetricStore, database: TroubledDatabase
) -> None:
    await _record(journaled, 1)
    await journaled._replay.hand_over_all()
    elsewhere = BatchMark(9, "another machine", at(9))
    await database.write_readings(ReadingColumns.of([]), elsewhere)
    assert await journaled.last_mark() == elsewhere


async def test_without_database_and_without_any_mark_nothing_can_be_told(
    journaled: JournaledMetricStore, database: TroubledDatabase
) -> None:
    database.is_away = True
    with pytest.raises(StoreUnusable):
        await journaled.last_mark()


async def test_an_older_copy_of_the_database_proves_only_what_it_holds(
    journaled: JournaledMetricStore,
    database: TroubledDatabase,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await _record(journaled, 1)
    await journaled._replay.hand_over_all()
    journaled._journal.expect(50)  # it was taken up to 50, and not kept
    database.starts += 1
    await _record(journaled, 51, 52)
    await journaled._replay.hand_over_all()
    assert "fetched again after the next start" in caplog.text
    assert await database.last_mark() == BatchMark(1, "session", at(1))
    assert await journaled.last_mark() == BatchMark(1, "session", at(1))
    await _record(journaled, 2)
    await journaled._replay.hand_over_all()
    assert await journaled.last_mark() == BatchMark(2, "session", at(2))
    assert states(await everything(database)) == [1.0, 2.0, 51.0, 52.0]


async def test_a_full_journal_refuses_while_the_database_is_away(
    tmp_path: Path, database: TroubledDatabase
) -> None:
    limits = JournalLimits(size=100)
    store = await JournaledMetricStore.open(tmp_path, database, ManualClock(), limits)
    database.is_away = True
    with pytest.raises(StoreUnusable):
        await _record(store, 1)
    await store.close()


async def test_what_finds_no_room_in_the_journal_goes_to_the_database(
    tmp_path: Path, database: TroubledDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    limits = JournalLimits(size=100)
    store = await JournaledMetricStore.open(tmp_path, database, ManualClock(), limits)
    await _record(store, 1)
    assert states(await everything(store)) == [1.0]
    assert "past the journal" in caplog.text
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    database.is_away = True
    await store.close()


async def test_nothing_overtakes_what_waits(tmp_path: Path, database: TroubledDatabase) -> None:
    limits = JournalLimits(size=250)
    store = await JournaledMetricStore.open(tmp_path, database, ManualClock(), limits)
    await _record(store, 1)
    with pytest.raises(StoreUnusable) as refused:
        await _record(store, 2, 3)
    assert refused.value.problem.code is ProblemCode.JOURNAL_FULL
    assert database.written == []
    database.is_away = True
    await store.close()


async def test_writers_do_not_wait_for_a_slow_database(
    journaled: JournaledMetricStore,
    database: TroubledDatabase,
    supervisor: Supervisor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hold = asyncio.Event()
    is_asked = asyncio.Event()
    write_readings = database.write_readings

    async def slow(readings: ReadingColumns, mark: BatchMark | None = None) -> None:
        is_asked.set()
        await hold.wait()
        await write_readings(readings, mark)

    monkeypatch.setattr(database, "write_readings", slow)
    supervisor.spawn("journal", journaled.run())
    await _record(journaled, 1)
    await is_asked.wait()
    await _record(journaled, 2, 3)
    assert journaled.state.waiting_batches == 3
    assert states(await everything(journaled)) == [1.0, 2.0, 3.0]
    hold.set()
    await until(lambda: journaled.state.waiting_batches == 0)


async def test_a_bad_batch_never_reaches_the_journal(journaled: JournaledMetricStore) -> None:
    with pytest.raises(ValueError, match="infinite"):
        await write(journaled, reading(1, float("inf")))
    assert journaled.state.waiting_batches == 0
