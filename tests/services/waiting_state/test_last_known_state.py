"""What the server told last is shown while it is away, and what only it can take is refused."""

from dataclasses import replace

import pytest

from energy_desktop.model.entities import Entity
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.settings import CURRENCY, HOME_URL
from energy_desktop.ports.errors import StoreUnusable
from energy_desktop.services.waiting_state import WaitingStateStore
from tests.fakes.clock import ManualClock
from tests.fakes.local_state import FakeLocalState
from tests.ports.sample_ledger import begin
from tests.ports.sample_readings import at
from tests.services.faulty_state import FaultyState
from tests.services.waiting_state.line import TRACKED, away, back


async def test_settings_entities_and_subscription_are_shown_as_last_known(
    store: WaitingStateStore, server: FaultyState
) -> None:
    await store.save_settings({CURRENCY.key: "EUR"})
    await store.save_entities([TRACKED])
    before = (await store.settings(), await store.entities())
    await away(store, server)
    assert (await store.settings(), await store.entities()) == before
    assert (await store.subscription_state()).last_event_at == at(2)


async def test_what_was_never_read_is_not_known(
    store: WaitingStateStore, server: FaultyState
) -> None:
    server.fault = ProblemCode.STORE_AWAY
    for question in (store.settings, store.entities, store.subscription_state):
        with pytest.raises(StoreUnusable):
            await question()


async def test_what_home_assistant_tells_again_may_wait(
    store: WaitingStateStore, server: FaultyState, clock: ManualClock
) -> None:
    await store.save_settings({CURRENCY.key: "EUR"})
    await store.save_entities([TRACKED])
    await store.settings()
    await store.entities()
    await away(store, server)
    await store.save_settings({CURRENCY.key: "CHF"})
    renamed = replace(TRACKED, name="Roof")
    await store.save_entities([renamed])
    assert (await store.settings(), await store.entities()) == ({CURRENCY.key: "CHF"}, [renamed])
    await back(store, server, clock)
    assert (await server.settings(), await server.entities()) == ({CURRENCY.key: "CHF"}, [renamed])


async def test_what_only_a_person_knows_is_refused_rather_than_lost(
    store: WaitingStateStore, server: FaultyState
) -> None:
    await store.save_entities([TRACKED])
    await store.entities()
    await store.settings()
    await away(store, server)
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
    await away(store, server)
    waiting = store.waiting
    await store.save_settings({HOME_URL.key: "http://ha"})
    assert store.waiting == waiting


async def test_the_last_event_is_kept_for_a_start_without_the_server(
    store: WaitingStateStore, local: FakeLocalState, clock: ManualClock
) -> None:
    await begin(store, "one", 0)
    await store.advance_session("one", at(1), 1, at(1))
    clock.advance(61)
    await store.advance_session("one", at(62), 2, at(61))
    kept = local.known.subscription
    assert kept is not None
    assert kept.last_event_at == at(61)
    await store.cut_sessions(at(30))
    kept = local.known.subscription
    assert kept is not None
    assert kept.last_event_at == at(30)
