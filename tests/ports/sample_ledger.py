"""Sessions and intervals that the suites speak of."""

from energy_desktop.model.coverage import EntitySet, Interval, Session, Source
from energy_desktop.model.ranges import TimeRange
from energy_desktop.ports.state_store import StateStore
from tests.ports.sample_readings import GRID, SOLAR, at

BOTH = EntitySet.of([SOLAR, GRID])


async def begin(
    state: StateStore, session_id: str, start: float, members: EntitySet = BOTH, batch: int = 0
) -> None:
    """Begin a session that covers nothing yet."""
    session = Session(session_id, members.set_id, at(start), at(start), batch)
    await state.begin_session(session, members)


async def only_session(state: StateStore) -> Session:
    """The only session of the ledger."""
    (session,) = (await state.ledger([SOLAR])).sessions
    return session


def raw(start: float, end: float, entity: str = SOLAR) -> Interval:
    """A stretch closed by raw history."""
    return Interval(entity, TimeRange(at(start), at(end)), Source.RAW)


async def intervals(state: StateStore, *entities: str) -> list[Interval]:
    """The intervals of the usual entities."""
    return list((await state.ledger(entities or (SOLAR, GRID))).intervals)
