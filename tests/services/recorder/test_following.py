"""What is tracked is what a connection follows."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from energy_desktop.adapters.embedded.state_store import EmbeddedStateStore
from energy_desktop.model.entities import Entity
from energy_desktop.model.home import ConnectionState, EntityState, RegistryChanged
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.recording import RecorderState
from energy_desktop.model.statistics import Period
from energy_desktop.model.timestamps import DAY, Micros
from energy_desktop.ports.errors import StoreUnusable
from energy_desktop.services.recorder import following
from tests.fakes.clock import NOON
from tests.fakes.home import FakeHome, flat
from tests.services.recorder.bench import A, B, recording, repaired
from tests.waiting import until


async def test_only_tracked_entities_are_subscribed_to(tmp_path: Path, home: FakeHome) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await until(lambda: bench.board.recorder is RecorderState.RECORDING)
        assert home.link.subscribed == [frozenset({A})]


async def test_with_nothing_tracked_nothing_is_subscribed_to(
    tmp_path: Path, home: FakeHome
) -> None:
    async with recording(tmp_path, home, []) as bench:
        await until(lambda: bench.board.connection.state is ConnectionState.LIVE)
        assert home.link.subscribed == []
        assert bench.board.recorder is RecorderState.WAITING


async def test_a_snapshot_that_repeats_the_last_reading_is_a_duplicate(
    tmp_path: Path, home: FakeHome
) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await until(lambda: bench.board.recorder is RecorderState.RECORDING)
    async with recording(tmp_path, home, [A]) as bench:
        await until(lambda: bench.board.recorder is RecorderState.RECORDING)
        assert bench.board.tally.events_received == 1
        assert bench.board.tally.duplicates == 1
        assert len(await bench.stored(A)) == 1


async def test_tracking_another_entity_leaves_no_hole_in_the_first(
    tmp_path: Path, home: FakeHome
) -> None:
    async with recording(tmp_path, home, [A]) as bench:
        await until(lambda: bench.board.recorder is RecorderState.RECORDING)
        await until(lambda: bench.tracking.find(B))
        home.change(A, "1")
        await bench.tracking.track([B])
        await until(lambda: len(home.link.subscribed) == 2 and len(home.link.subscriptions) == 1)
        home.change(A, "2")
        await until(lambda: bench.board.tally.events_received == 5)
        assert home.link.subscribed == [frozenset({A}), frozenset({A, B})]
        assert bench.board.tally.duplicates == 1
    async with recording(tmp_path, home, [A]) as bench:
        covered = await bench.live_coverage(A)
        assert len(covered) == 1
        assert {r.entity_id for r in await bench.stored(A, B)} == {A, B}


async def test_untracking_ends_recording_and_keeps_what_is_stored(
    tmp_path: Path, home: FakeHome
) -> None:
    async with recording(tmp_path, home, [A, B]) as bench:
        await until(lambda: bench.board.recorder is RecorderState.RECORDING)
        await bench.tracking.untrack([B])
        await until(lambda: home.link.subscribed[-1:] == [frozenset({A})])
        await until(lambda: len(home.link.subscriptions) == 1)
        home.change(B, "999")
        home.change(A, "1")
        await until(lambda: bench.board.tally.readings_stored == 3)
        assert [r.state for r in await bench.stored(B)] == [200.0]


async def test_what_lies_between_untracking_and_tracking_again_is_fetched(
    tmp_path: Path, home: FakeHome
) -> None:
    home.statistic_rows[Period.FIVE_MINUTES] = [flat(A, Micros(NOON - 9 * DAY))]
    async with recording(tmp_path, home, [A, B]) as bench:
        await repaired(bench, home)
        await until(lambda: bench.tracking.find(B))
        await bench.tracking.untrack([B])
        await until(lambda: home.link.subscribed[-1:] == [frozenset({A})])
        await repaired(bench, home)
        for n in range(5):
            home.change(B, str(n), after=120)
        await bench.tracking.track([B])
        await until(lambda: home.link.subscribed[-1:] == [frozenset({A, B})])
        await repaired(bench, home)
        assert [r.state for r in await bench.stored(B)] == [200.0, 0.0, 1.0, 2.0, 3.0, 4.0]


async def test_a_store_that_takes_no_name_for_a_while_ends_no_connection(
    tmp_path: Path, home: FakeHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "DESCRIBE_AGAIN_AFTER", 0.01)
    async with recording(tmp_path, home, [A]) as bench:
        await until(lambda: bench.board.recorder is RecorderState.RECORDING)
        await until(lambda: bench.tracking.find(B))
        save = bench.stores.state.save_entities
        refused: list[Iterable[Entity]] = []

        async def save_entities(entities: Iterable[Entity]) -> None:
            if len(refused) < 2:
                refused.append(entities)
                raise StoreUnusable(ProblemCode.STORE_FULL, path="state")
            await save(entities)

        monkeypatch.setattr(bench.stores.state, "save_entities", save_entities)
        home.described[A] = EntityState(A, "1", "Grid", "W", "power", "measurement", None)
        home.link.deliver(RegistryChanged())
        await until(lambda: (e := bench.tracking.find(A)) and e.name == "Grid")
        assert len(refused) == 2
        assert len(home.links) == 1
        home.change(A, "2")
        await until(lambda: bench.board.tally.events_received == 2)


async def test_a_store_that_ends_a_connection_leaves_no_word_of_its_life(
    tmp_path: Path, home: FakeHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def save_settings(*_: object) -> None:
        raise StoreUnusable(ProblemCode.STORE_FULL, path="state")

    monkeypatch.setattr(EmbeddedStateStore, "save_settings", save_settings)
    async with recording(tmp_path, home, [A]) as bench:
        await until(lambda: bench.board.recorder is RecorderState.STORE_FAILING)
        assert bench.board.connection.state is ConnectionState.IDLE
        monkeypatch.undo()
        bench.recorder.try_now()
        await until(lambda: bench.board.recorder is RecorderState.RECORDING)
        await until(lambda: bench.board.connection.state is ConnectionState.LIVE)
