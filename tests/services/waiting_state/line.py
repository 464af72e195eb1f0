"""A line to the server of the ledger that breaks and is mended, and what is said over it."""

from energy_desktop.model.entities import Entity
from energy_desktop.model.messages import Problem, ProblemCode
from energy_desktop.model.ranges import TimeRange
from energy_desktop.services.waiting_state import WaitingStateStore
from tests.fakes.clock import ManualClock
from tests.fakes.lease import FakeLease
from tests.fakes.local_state import FakeLocalState
from tests.ports.sample_ledger import begin
from tests.ports.sample_readings import SOLAR, at
from tests.services.faulty_state import FaultyState

TRACKED = Entity(SOLAR, SOLAR, is_tracked=True)
AWAY = Problem(ProblemCode.STORE_AWAY, {"path": "server", "reason": "test"})


def span(start: float, end: float) -> TimeRange:
    """A stretch given in the seconds of the samples."""
    return TimeRange(at(start), at(end))


def another_run(
    server: FaultyState, local: FakeLocalState, problem: Problem | None = None
) -> WaitingStateStore:
    """What the next start makes, whenever this run is killed; it has the next lease."""
    server.ended = frozenset({"one", "two"})
    return WaitingStateStore(server, FakeLease(2).claim, local.restarted(), ManualClock(), problem)


async def away(store: WaitingStateStore, server: FaultyState) -> None:
    """The line breaks in the middle of a session."""
    await begin(store, "one", 0)
    await store.advance_session("one", at(1), 1, at(1))
    server.fault = ProblemCode.STORE_AWAY
    await store.advance_session("one", at(2), 2, at(2))


async def back(store: WaitingStateStore, server: FaultyState, clock: ManualClock) -> None:
    """The line is mended, and it is time to try it."""
    server.fault = None
    clock.advance(60)
    await store.ledger([SOLAR])
