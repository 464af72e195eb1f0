"""The way of the data to the other profile, in words."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from energy_desktop.model.machine_settings import ProfileName
from energy_desktop.model.messages import Problem, ProblemCode
from energy_desktop.model.migration import (
    LEDGER,
    MigrationProgress,
    MigrationReport,
    MigrationStage,
)
from energy_desktop.model.server_addresses import KnownServers
from energy_desktop.model.storage import StorePlaces
from energy_desktop.ports.errors import StoreUnusable
from energy_desktop.viewmodels.frame import Shape
from tests.viewmodels.shown_home import BRITISH, ShownHome
from tests.viewmodels.stored_home import StoredHome
from tests.waiting import until

EMBEDDED, SERVERS = ProfileName.EMBEDDED, ProfileName.SERVERS
QUARTER = MigrationProgress(MigrationStage.READINGS, 2_500, 10_000, share=0.25)
REPORT = MigrationReport(EMBEDDED, SERVERS, 10_000, 876, 10_876, 2, 3, 4.5, 0.21)
CLOSING = MigrationProgress(MigrationStage.CLOSING, share=1.0)


@pytest.fixture
async def home() -> AsyncIterator[ShownHome]:
    made = ShownHome()
    yield made
    await made.supervisor.close()


async def stored_in(
    home: ShownHome, folder: Path, profile: ProfileName = EMBEDDED, *, is_given: bool = False
) -> StoredHome:
    made = StoredHome(
        home.supervisor,
        home.stores,
        home.board,
        home.clock,
        folder,
        BRITISH,
        profile=profile,
        is_profile_given=is_given,
    )
    made.know(KnownServers(are_saved=True))
    made.page.start()
    await until(lambda: made.page.servers.known)
    return made


async def test_it_goes_to_where_the_data_are_not(home: ShownHome, tmp_path: Path) -> None:
    assert (await stored_in(home, tmp_path)).page.migration.button == "Copy to servers and switch"
    back = (await stored_in(home, tmp_path, SERVERS)).page.migration
    assert back.button == "Copy back and switch"
    assert back.can_begin


async def test_without_saved_addresses_it_says_what_comes_first(
    home: ShownHome, tmp_path: Path
) -> None:
    stored = await stored_in(home, tmp_path)
    stored.page.migration.servers_are_saved(False)
    assert not stored.page.migration.can_begin
    assert stored.page.migration.reason_not.startswith("First test and save")
    stored.page.migration.begin()
    assert not stored.page.migration.is_running


async def test_a_profile_of_this_start_alone_cannot_be_changed_here(
    home: ShownHome, tmp_path: Path
) -> None:
    stored = await stored_in(home, tmp_path, is_given=True)
    assert not stored.page.migration.can_begin
    assert "--profile" in stored.page.migration.reason_not


async def test_it_tells_amount_and_estimate_of_what_is_on_its_way(
    home: ShownHome, tmp_path: Path
) -> None:
    stored = await stored_in(home, tmp_path)
    migration = stored.page.migration
    stored.migration.steps = [QUARTER]
    migration.begin()
    await until(lambda: migration.share == 0.25)
    assert migration.amount == "2,500 of 10,000 readings"
    assert migration.estimate == ""
    home.clock.advance(60)
    stored.migrations._advanced(QUARTER)
    assert migration.estimate == "about 3 min left"
    home.clock.advance(-50)
    stored.migrations._advanced(QUARTER)
    assert migration.estimate == "less than a minute left"
    assert [row.shape for row in migration.steps] == [
        Shape.GOOD,
        Shape.BUSY,
        Shape.PAUSED,
        Shape.PAUSED,
        Shape.PAUSED,
    ]
    assert not migration.can_begin


async def test_cancelled_it_says_that_all_is_as_before_and_can_begin_again(
    home: ShownHome, tmp_path: Path
) -> None:
    stored = await stored_in(home, tmp_path)
    migration = stored.page.migration
    stored.migration.steps = [QUARTER]
    migration.begin()
    await until(lambda: migration.share == 0.25)
    migration.cancel()
    assert migration.amount == "cancelling …"
    assert not migration.can_cancel
    await until(lambda: not migration.is_running)
    assert migration.outcome is not None
    assert migration.outcome.name == "Cancelled"
    assert "The next copy goes on" in migration.outcome.text
    assert migration.can_begin


async def test_what_was_moved_is_said_and_where_the_old_files_are(
    home: ShownHome, tmp_path: Path
) -> None:
    home.stores.places = StorePlaces("/data/metrics.duckdb", "/data/state.sqlite")
    stored = await stored_in(home, tmp_path)
    switched: list[bool] = []
    stored.page.migration.switched.connect(lambda: switched.append(True))
    stored.migration.steps = [CLOSING, REPORT]
    stored.migration.may_end.set()
    stored.page.migration.begin()
    await until(lambda: stored.page.migration.outcome)
    outcome = stored.page.migration.outcome
    assert outcome is not None
    assert outcome.shape is Shape.GOOD
    assert outcome.text.startswith("10,000 readings and 876 statistics, all compared.")
    assert "/data/metrics.duckdb and /data/state.sqlite" in stored.page.migration.kept
    assert switched == [True]
    assert stored.page.migration.button == "Copy back and switch"
    assert stored.saved_profiles == [SERVERS]


async def test_moved_back_it_says_what_to_drop_on_the_servers(
    home: ShownHome, tmp_path: Path
) -> None:
    home.stores.places = StorePlaces("db:9000", "mongodb://db/energy", ("one", "two"))
    stored = await stored_in(home, tmp_path, SERVERS)
    stored.migration.steps = [CLOSING, REPORT]
    stored.migration.may_end.set()
    stored.page.migration.begin()
    await until(lambda: stored.page.migration.outcome)
    assert "drop the tables one, two in QuestDB at db:9000" in stored.page.migration.kept
    assert "mongodb://db/energy" in stored.page.migration.kept


@pytest.mark.parametrize(
    ("error", "title", "text"),
    [
        (
            StoreUnusable(ProblemCode.STORE_AWAY, path="db", reason="test"),
            "Not switched",
            "The data are on this computer as before.",
        ),
        (
            StoreUnusable(ProblemCode.MIGRATION_DIFFERS, entity=LEDGER, day="any day", count=1),
            "Not switched: the copy is not the same",
            "What the new stores say is covered is not what the old ones say",
        ),
        (
            StoreUnusable(
                ProblemCode.MIGRATION_DIFFERS, entity="sensor.a", day="2026-03-08", count=3
            ),
            "Not switched: the copy is not the same",
            "sensor.a differs on 8 Mar 2026",
        ),
    ],
)
async def test_why_it_failed_is_said(
    home: ShownHome, tmp_path: Path, error: StoreUnusable, title: str, text: str
) -> None:
    stored = await stored_in(home, tmp_path)
    stored.migration.failure = error
    stored.page.migration.begin()
    await until(lambda: stored.page.migration.outcome)
    outcome = stored.page.migration.outcome
    assert outcome is not None
    assert (outcome.name, outcome.shape) == (title, Shape.BAD)
    assert text in outcome.text
    assert stored.page.migration.kept == ""


async def test_a_choice_that_could_not_be_saved_is_said(home: ShownHome, tmp_path: Path) -> None:
    stored = await stored_in(home, tmp_path)
    stored.save_problem = Problem(ProblemCode.FILE_NOT_WRITABLE, {"path": "p", "reason": "r"})
    stored.migration.steps = [CLOSING, REPORT]
    stored.migration.may_end.set()
    stored.page.migration.begin()
    await until(lambda: stored.page.migration.outcome)
    outcome = stored.page.migration.outcome
    assert outcome is not None
    assert outcome.shape is Shape.BAD
    assert outcome.text.startswith(
        "p cannot be written (r). Start Energy Desktop with “--profile s"
    )
    assert stored.page.migration.kept == ""  # the next start needs it


async def test_a_window_that_goes_leaves_a_migration_alone(home: ShownHome, tmp_path: Path) -> None:
    stored = await stored_in(home, tmp_path)
    stored.migration.steps = [QUARTER]
    stored.page.migration.begin()
    await until(lambda: stored.page.migration.share == 0.25)
    stored.page.stop()
    assert stored.migrations.state.is_running
