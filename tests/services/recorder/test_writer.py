"""What numbers batches, and what a start without a database may believe."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from energy_desktop.model.columns import ReadingColumns
from energy_desktop.model.coverage import BATCHES_OF_A_LEASE, BatchMark
from energy_desktop.model.entities import Entity
from energy_desktop.model.journal_state import JournalState
from energy_desktop.model.messages import Problem, ProblemCode
from energy_desktop.ports.errors import StoreUnusable
from energy_desktop.ports.store_opener import Stores, StoresHealth
from energy_desktop.services.recorder.writer import BatchWriter
from tests.fakes.lease import FakeLease
from tests.ports.sample_ledger import begin, only_session
from tests.ports.sample_readings import SOLAR, at
from tests.services.recorder.bench import FaultyMetrics, opened
from tests.waiting import until

AWAY = Problem(ProblemCode.STORE_AWAY, {"path": "server", "reason": "test"})
JOURNAL_ALONE = StoresHealth(journal=JournalState(1, 1, 1, 1, AWAY, 0, 0))
"""The readings' database is away, and only the journal tells a mark."""
WITHOUT_LEDGER = StoresHealth(state=AWAY)


@pytest.fixture
async def stores(tmp_path: Path) -> AsyncIterator[Stores]:
    """A session that batch 2 of the first lease moved to 20 s, and the lease that follows it."""
    stores = await opened(tmp_path)
    stores.lease = FakeLease(2)
    await stores.state.save_entities([Entity(SOLAR, SOLAR, is_tracked=True)])
    await begin(stores.state, "one", 0)
    await stores.state.advance_session("one", at(20), _batch(1, 2), None)
    yield stores
    await stores.close()


def _batch(lease: int, number: int) -> int:
    return lease * BATCHES_OF_A_LEASE + number


async def _prove(stores: Stores, number: int, seconds: float) -> None:
    mark = BatchMark(number, "one", at(seconds))
    await stores.metrics.write_readings(ReadingColumns.of([]), mark)


async def _refusal(stores: Stores) -> ProblemCode:
    with pytest.raises(StoreUnusable) as refused:
        await BatchWriter(stores).load()
    return refused.value.problem.code


async def test_the_ledger_is_cut_back_to_what_the_database_proves(stores: Stores) -> None:
    await _prove(stores, _batch(1, 1), 10)
    assert await BatchWriter(stores).load() == 1
    assert (await only_session(stores.state)).end == at(10)


async def test_what_the_journal_alone_tells_cuts_nothing_that_it_may_not_know_of(
    stores: Stores,
) -> None:
    await _prove(stores, _batch(1, 1), 10)
    stores.health = lambda: JOURNAL_ALONE
    assert await _refusal(stores) is ProblemCode.STORE_AWAY
    assert (await only_session(stores.state)).end == at(20)


async def test_the_journal_alone_is_enough_where_the_ledger_claims_no_more(stores: Stores) -> None:
    await _prove(stores, _batch(1, 2), 20)
    stores.health = lambda: JOURNAL_ALONE
    writer = BatchWriter(stores)
    assert await writer.load() == 0
    assert writer.number == _batch(1, 2)


async def test_a_mark_of_a_later_lease_tells_that_another_records_while_the_ledger_is_away(
    stores: Stores,
) -> None:
    await _prove(stores, _batch(3, 1), 30)
    stores.health = lambda: WITHOUT_LEDGER
    assert await _refusal(stores) is ProblemCode.RECORDED_ELSEWHERE


async def test_a_mark_of_the_own_lease_is_gone_on_from_while_the_ledger_is_away(
    stores: Stores,
) -> None:
    await _prove(stores, _batch(2, 5), 30)
    stores.health = lambda: WITHOUT_LEDGER
    writer = BatchWriter(stores)
    await writer.load()
    assert writer.number == _batch(2, 5)


async def test_the_number_of_a_batch_that_was_cancelled_is_not_given_again(stores: Stores) -> None:
    metrics, writer = stores.metrics, BatchWriter(stores)
    assert isinstance(metrics, FaultyMetrics)
    metrics.gate = asyncio.Semaphore(0)
    async with asyncio.TaskGroup() as group:
        writing = group.create_task(writer.write(ReadingColumns.of([])))
        await until(lambda: metrics.sizes)
        writing.cancel()
    metrics.gate = None
    assert await writer.write(ReadingColumns.of([])) == _batch(2, 2)
