"""With the server of the ledger away, recording goes on and the ledger catches up."""

from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from energy_desktop.adapters.embedded.state_store import EmbeddedStateStore
from energy_desktop.model.coverage import EntitySet, Interval, Session
from energy_desktop.model.entities import Entity
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.recording import SubscriptionState, SyncEntry
from energy_desktop.model.settings import CURRENCY, HOME_URL
from energy_desktop.model.timestamps import Micros
from energy_desktop.ports.errors import StoreUnusable
from energy_desktop.services import waiting_state
from energy_desktop.services.waiting_state import WaitingStateStore
from tests.fakes.clock import ManualClock
from tests.ports.sample_ledger import BOTH, begin, intervals, only_session, raw
from tests.ports.sample_readings import SOLAR, at

TRACKED = Entity(SOLAR, SOLAR, is_tracked=True)


class FaultyState(EmbeddedStateStore):
    """The embedded store behind a line that breaks on demand."""

    fault: ProblemCode | None = None
    asked = 0

    def _line(self) -> None:
        self.asked += 1
        if self.fault is not None:
            raise StoreUnusable(self.fault, path="server", reason="test", holder="attic")

    async def settings(self) -> dict[str, str]:
        self._line()
        return await super().settings()

    async def save_settings(self, values: dict[str, str]) -> None:
        self._line()
        await super().save_settings(values)

    async def entities(self) -> list[Entity]:
        self._line()
        return await super().entities()

    async def save_entities(self, entities: Iterable[Entity]) -> None:
        self._line()
        await super().save_entities(entities)

    async def subscription_state(self) -> SubscriptionState:
        self._line()
        return await super().subscription_state()

    async def begin_session(self, session: Session, members: EntitySet) -> None:
        self._line()
        await super().begin_session(session, members)

    async def advance_session(
        self, session_id: str, covered_to: Micros, batch: int, last_event_at: Micros | None
    ) -> None:
        self._line()
        await super().advance_session(session_id, covered_to, batch, last_event_at)

    async def add_intervals(self, intervals: Iterable[Interval], batch: int) -> None:
        self._line()
        await super().add_intervals(intervals, batch)

    async def add_sync_entry(self, entry: SyncEntry) -> None:
        self._line()
        await super().add_sync_entry(entry)


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[FaultyState]:
    """The store behind the line."""
    store = await FaultyState.open(tmp_path)
    assert isinstance(store, FaultyState)
    yield store
    store.fault = None
    await store.close()


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def store(server: FaultyState, clock: ManualClock) -> WaitingStateStore:
    return WaitingStateStore(server, clock)


async def _away(store: WaitingStateStore, server: FaultyState) -> None:
    """The line breaks in the middle of a session."""
    await begin(store, "one", 0)
    await store.advance_session("one", at(1), 1, at(1))
    server.fault = ProblemCode.STORE_AWAY
    await store.advance_session("one", at(2), 2, at(2))


async def _back(store: WaitingStateStore, server: FaultyState, clock: ManualClock) -> None:
    server.fault = None
    clock.advance(60)
    await store.ledger([SOLAR])


async def test_what_the_ledger_would_have_said_is_said_when_the_server_returns(
    store: WaitingStateStore, server: FaultyState, clock: ManualClock
) -> None:
    await _away(store, server)
    await store.advance_session("one", at(3), 3, at(3))
    await store.add_intervals([raw(-10, 0)], 3)
    await begin(store, "two", 5, batch=3)
    await store.advance_session("two", at(9), 4, at(8))
    await store.add_sync_entry(SyncEntry("repair", SOLAR, at(-10), at(0), 7))
    assert (await server.ledger([SOLAR])).sessions[0].end == at(1)
    await _back(store, server, clock)
    ends = {each.session_id: each.end for each in (await server.ledger([SOLAR])).sessions}
    assert ends == {"one": at(3), "two": at(9)}
    assert await intervals(server) == [raw(-10, 0)]
    assert (await server.subscription_state()).last_event_at == at(8)
    assert len(await server.sync_log()) == 1


async def test_batches_of_one_session_wait_as_one_statement(
    store: WaitingStateStore, server: FaultyState, clock: ManualClock
) -> None:
    await _away(store, server)
    for second in range(3, 5_000):
        await store.advance_session("one", at(second), second, at(second) if second % 2 else None)
    assert store.waiting == 1
    await _back(store, server, clock)
    assert await only_session(server) == Session("one", BOTH.set_id, at(0), at(4_999), 4_999)


async def test_while_it_is_away_the_server_is_asked_seldom(
    store: WaitingStateStore, server: FaultyState, clock: ManualClock
) -> None:
    await _away(store, server)
    asked = server.asked
    for second in range(3, 300):
        await store.advance_session("one", at(second), second, None)
        clock.advance(0.1)
    assert server.asked - asked <= 6


async def test_what_waits_is_bounded_and_the_next_statement_refused(
    store: WaitingStateStore, server: FaultyState, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting_state, "WAITING_AT_MOST", 3)
    await _away(store, server)
    await store.add_intervals([raw(0, 1)], 1)
    await store.add_intervals([raw(1, 2)], 1)
    with pytest.raises(StoreUnusable) as raised:
        await store.add_intervals([raw(2, 3)], 1)
    assert raised.value.problem.code == ProblemCode.STORE_AWAY
    assert store.waiting == 3


async def test_settings_entities_and_subscription_are_shown_as_last_known(
    store: WaitingStateStore, server: FaultyState
) -> None:
    await store.save_settings({CURRENCY.key: "EUR"})
    await store.save_entities([TRACKED])
    before = (await store.settings(), await store.entities())
    await _away(store, server)
    with pytest.raises(StoreUnusable):
        await store.subscription_state()  # never read before
    assert (await store.settings(), await store.entities()) == before


async def test_what_home_assistant_tells_again_may_wait(
    store: WaitingStateStore, server: FaultyState, clock: ManualClock
) -> None:
    await store.save_settings({CURRENCY.key: "EUR"})
    await store.save_entities([TRACKED])
    await store.settings()
    await store.entities()
    await _away(store, server)
    await store.save_settings({CURRENCY.key: "CHF"})
    renamed = replace(TRACKED, name="Roof")
    await store.save_entities([renamed])
    assert (await store.settings(), await store.entities()) == ({CURRENCY.key: "CHF"}, [renamed])
    await _back(store, server, clock)
    assert (await server.settings(), await server.entities()) == ({CURRENCY.key: "CHF"}, [renamed])


async def test_what_only_a_person_knows_is_refused_rather_than_lost(
    store: WaitingStateStore, server: FaultyState
) -> None:
    await store.save_entities([TRACKED])
    await store.entities()
    await store.settings()
    await _away(store, server)
    for change in (
        store.save_settings({HOME_URL.key: "http://elsewhere"}),
        store.save_entities([replace(TRACKED, is_tracked=False)]),
        store.save_entities([Entity("sensor.new", "sensor.new", is_tracked=True)]),
    ):
        with pytest.raises(StoreUnusable) as raised:
            await change
        assert raised.value.problem.code == ProblemCode.STORE_AWAY
    assert await store.entities() == [TRACKED]
    assert await store.settings() == {}


async def test_an_unchanged_setting_needs_no_server(
    store: WaitingStateStore, server: FaultyState
) -> None:
    await store.save_settings({HOME_URL.key: "http://ha"})
    await store.settings()
    await _away(store, server)
    waiting = store.waiting
    await store.save_settings({HOME_URL.key: "http://ha"})
    assert store.waiting == waiting


async def test_statements_of_a_lease_that_was_lost_meanwhile_are_dropped(
    store: WaitingStateStore, server: FaultyState, clock: ManualClock
) -> None:
    await _away(store, server)
    server.fault = ProblemCode.RECORDED_ELSEWHERE
    clock.advance(60)
    with pytest.raises(StoreUnusable) as raised:
        await store.advance_session("one", at(9), 9, at(9))
    assert raised.value.problem.code == ProblemCode.RECORDED_ELSEWHERE
    assert store.waiting == 0


async def test_other_troubles_are_not_waited_out(
    store: WaitingStateStore, server: FaultyState
) -> None:
    await begin(store, "one", 0)
    server.fault = ProblemCode.DATABASE_ALTERED
    with pytest.raises(StoreUnusable) as raised:
        await store.advance_session("one", at(2), 2, at(2))
    assert raised.value.problem.code == ProblemCode.DATABASE_ALTERED
    assert store.waiting == 0


async def test_at_the_end_what_waits_is_said_if_the_server_is_there(
    store: WaitingStateStore, server: FaultyState, tmp_path: Path
) -> None:
    await _away(store, server)
    server.fault = None
    await store.close()
    again = await EmbeddedStateStore.open(tmp_path)
    assert (await only_session(again)).end == at(2)
    await again.close()


async def test_at_the_end_what_cannot_be_said_is_told(
    store: WaitingStateStore, server: FaultyState, caplog: pytest.LogCaptureFixture
) -> None:
    await _away(store, server)
    await store.close()
    assert "1 statements of the ledger are lost" in caplog.text
