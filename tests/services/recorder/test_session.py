"""The ledger's session of the present subscription."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from energy_desktop.adapters.embedded.metric_store import EmbeddedMetricStore
from energy_desktop.adapters.embedded.state_store import EmbeddedStateStore
from energy_desktop.model.coverage import EntitySet, Session
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.timestamps import Micros
from energy_desktop.ports.errors import StoreUnusable
from energy_desktop.ports.store_opener import Stores
from energy_desktop.services.recorder.session import LiveSession

BOTH = frozenset({"sensor.grid", "sensor.solar"})


class FullOnce(EmbeddedStateStore):
    """Its disk is full when the first session begins."""

    is_full = True
    moved: tuple[Micros, ...] = ()
    """How far each call has moved a session."""

    async def begin_session(self, session: Session, members: EntitySet) -> None:
        if self.is_full:
            self.is_full = False
            raise StoreUnusable(ProblemCode.STORE_FULL, path="state.sqlite")
        await super().begin_session(session, members)

    async def advance_session(
        self, session_id: str, covered_to: Micros, batch: int, last_event_at: Micros | None
    ) -> None:
        self.moved += (covered_to,)
        await super().advance_session(session_id, covered_to, batch, last_event_at)


@pytest.fixture
async def stores(tmp_path: Path) -> AsyncIterator[Stores]:
    stores = Stores(await FullOnce.open(tmp_path), await EmbeddedMetricStore.open(tmp_path))
    yield stores
    await stores.close()


async def test_a_session_that_could_not_begin_waits_for_the_clocks_next_answer(
    stores: Stores,
) -> None:
    session = LiveSession(stores)
    session.cover(BOTH)
    with pytest.raises(StoreUnusable):
        await session.begin(Micros(10), 1)
    assert (session.wants_rotation, session.is_open) == (True, False)
    await session.begin(Micros(20), 1)
    assert (session.wants_rotation, session.is_open) == (False, True)
    assert session.members == BOTH
    (begun,) = (await stores.state.ledger(list(BOTH))).sessions
    assert begun.start == 20


async def test_what_the_ledger_knows_already_is_not_told_again(stores: Stores) -> None:
    assert isinstance(stores.state, FullOnce)
    stores.state.is_full = False
    session = LiveSession(stores)
    session.cover(BOTH)
    await session.begin(Micros(10), 1)
    for to, event in ((10, 5), (10, 5), (20, 5), (20, 15), (20, 15), (20, None)):
        await session.durable(Micros(to), 2, event if event is None else Micros(event))
    assert stores.state.moved == (10, 20, 20)
    assert (await stores.state.subscription_state()).last_event_at == 15
