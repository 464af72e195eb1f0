"""What is remembered of questions that the store did not answer."""

from typing import cast

import pytest

from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.timestamps import Micros
from energy_desktop.ports.errors import StoreUnusable
from energy_desktop.ports.metric_store import MetricStore
from energy_desktop.ports.state_store import StateStore
from energy_desktop.ports.store_opener import Stores
from energy_desktop.services.history_queries import HistoryQueries
from tests.fakes.clock import ManualClock
from tests.viewmodels.shown_home import ShownMetrics, ShownState

SPAN = TimeRange(Micros(0), Micros(1))


@pytest.fixture
def metrics() -> ShownMetrics:
    return ShownMetrics()


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def queries(metrics: ShownMetrics, clock: ManualClock) -> HistoryQueries:
    stores = Stores(cast(StateStore, ShownState()), cast(MetricStore, metrics))
    return HistoryQueries(stores, clock)


async def fail(queries: HistoryQueries, metrics: ShownMetrics) -> None:
    metrics.problem = ProblemCode.STORE_DAMAGED
    with pytest.raises(StoreUnusable):
        await queries.readings(["sensor.a"], SPAN)
    metrics.problem = None


async def test_a_store_that_answers_has_no_problem(queries: HistoryQueries) -> None:
    await queries.readings(["sensor.a"], SPAN)
    assert queries.problem is None


async def test_why_it_did_not_answer_is_remembered(
    queries: HistoryQueries, metrics: ShownMetrics
) -> None:
    await fail(queries, metrics)
    assert queries.problem is not None
    assert queries.problem.code is ProblemCode.STORE_DAMAGED


async def test_answers_in_between_do_not_make_it_whole(
    queries: HistoryQueries, metrics: ShownMetrics, clock: ManualClock
) -> None:
    for _ in range(10):
        await fail(queries, metrics)
        clock.advance(1)
        await queries.readings(["sensor.a"], SPAN)
        assert queries.problem is not None


async def test_it_is_forgotten_when_the_store_has_answered_for_a_while(
    queries: HistoryQueries, metrics: ShownMetrics, clock: ManualClock
) -> None:
    await fail(queries, metrics)
    clock.advance(60)
    assert queries.problem is not None
    await queries.readings(["sensor.a"], SPAN)
    assert queries.problem is None
