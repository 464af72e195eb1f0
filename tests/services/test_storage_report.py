"""Where the data are, as a person may look at it."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast

import pytest

from energy_desktop.adapters.embedded.metric_store import EmbeddedMetricStore
from energy_desktop.adapters.embedded.state_store import EmbeddedStateStore
from energy_desktop.model.journal_state import JournalState
from energy_desktop.model.machine_settings import ProfileName
from energy_desktop.model.messages import Problem, ProblemCode
from energy_desktop.model.recording import RecorderState, StoreName
from energy_desktop.model.storage import StorePlaces
from energy_desktop.ports.store_opener import Stores, StoresHealth
from energy_desktop.services.migration.migration import Migration
from energy_desktop.services.migration.migrations import Migrations
from energy_desktop.services.status_board import StatusBoard
from energy_desktop.services.storage_report import StorageReport
from energy_desktop.services.supervisor import Supervisor
from tests.fakes.clock import ManualClock
from tests.fakes.migration import FakeMigration

AWAY = Problem(ProblemCode.STORE_AWAY, {"path": "db", "reason": "test"})


class Home:
    """Stores in a folder, said to be of either profile."""

    def __init__(self, folder: Path, stores: Stores) -> None:
        self.folder, self.stores = folder, stores
        self.supervisor, self.clock = Supervisor(), ManualClock()
        self.board = StatusBoard(self.clock)

    def of(self, profile: ProfileName) -> StorageReport:
        migration = cast(Migration, FakeMigration())
        migrations = Migrations(
            profile, self.stores, migration, self.supervisor, self.clock, lambda _: None
        )
        files = self.folder / "metrics.duckdb", self.folder / "state.sqlite"
        return StorageReport(self.stores, self.board, migrations, files)


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[Home]:
    state, metrics = (
        await EmbeddedStateStore.open(tmp_path),
        await EmbeddedMetricStore.open(tmp_path),
    )
    stores = Stores(state, metrics, places=StorePlaces("metrics here", "state there"))
    yield Home(tmp_path, stores)
    await stores.close()


async def test_files_are_as_large_as_what_their_drivers_keep(home: Home) -> None:
    state = await home.of(ProfileName.EMBEDDED).look()
    wanted = sum(each.stat().st_size for each in home.folder.glob("state.sqlite*"))
    assert state.state.bytes == wanted > 0
    assert state.metrics.at == "metrics here"
    assert state.metrics.bytes
    assert state.kept == ()


async def test_on_servers_the_files_are_an_older_copy(home: Home) -> None:
    state = await home.of(ProfileName.SERVERS).look()
    assert (state.metrics.bytes, state.state.bytes) == (None, None)
    assert [Path(each.at).name for each in state.kept] == ["metrics.duckdb", "state.sqlite"]


async def test_each_server_has_its_own_trouble(home: Home) -> None:
    journal = JournalState(3, 150, 9_000, 1_000_000, AWAY, 0, 0)
    home.stores.health = lambda: StoresHealth(None, 7, journal)
    state = await home.of(ProfileName.SERVERS).look()
    assert state.metrics.problem == AWAY
    assert state.state.problem is None
    assert (state.journal, state.statements) == (journal, 7)


@pytest.mark.parametrize(
    ("failing", "metrics", "state"),
    [(StoreName.METRICS, AWAY, None), (StoreName.STATE, None, AWAY), (None, AWAY, AWAY)],
)
async def test_what_the_recorder_met_belongs_to_its_store(
    home: Home, failing: StoreName | None, metrics: Problem | None, state: Problem | None
) -> None:
    home.board.recorder_is(RecorderState.STORE_FAILING, AWAY, failing)
    found = await home.of(ProfileName.EMBEDDED).look()
    assert (found.metrics.problem, found.state.problem) == (metrics, state)


async def test_who_records_elsewhere_is_no_trouble_of_a_store(home: Home) -> None:
    home.board.recorded_by = "attic"
    home.board.recorder_is(RecorderState.STORE_FAILING, AWAY, None)
    found = await home.of(ProfileName.SERVERS).look()
    assert found.recorded_by == "attic"
    assert found.metrics.problem is None
