"""Where the data are, in words."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from energy_desktop.model.journal_state import JournalState
from energy_desktop.model.machine_settings import ProfileName
from energy_desktop.model.messages import Problem, ProblemCode
from energy_desktop.model.recording import RecorderState
from energy_desktop.model.storage import StorePlaces
from energy_desktop.ports.store_opener import StoresHealth
from energy_desktop.viewmodels.frame import Shape
from energy_desktop.viewmodels.step_rows import StepRow
from tests.viewmodels.shown_home import BRITISH, ShownHome
from tests.viewmodels.stored_home import StoredHome
from tests.waiting import until

AWAY = Problem(ProblemCode.STORE_AWAY, {"path": "db", "reason": "test"})


@pytest.fixture
async def home() -> AsyncIterator[ShownHome]:
    made = ShownHome()
    made.stores.places = StorePlaces("/data/metrics.duckdb", "mongodb://db/energy")
    yield made
    await made.supervisor.close()


async def looked(
    home: ShownHome, folder: Path, profile: ProfileName, *, is_given: bool = False
) -> dict[str, StepRow]:
    """The rows by their names, and the title under no name."""
    stored = StoredHome(
        home.supervisor,
        home.stores,
        home.board,
        home.clock,
        folder,
        BRITISH,
        profile=profile,
        is_profile_given=is_given,
    )
    state = stored.page.state
    assert state.title.shape is Shape.BUSY
    state.set_visible(True)
    await until(lambda: state.rows)
    return {row.name: row for row in state.rows} | {"": state.title}


async def test_files_are_named_with_their_sizes(home: ShownHome, tmp_path: Path) -> None:
    (tmp_path / "metrics.duckdb").write_bytes(bytes(811_000_000 // 1000))
    rows = await looked(home, tmp_path, ProfileName.EMBEDDED)
    assert rows[""] == StepRow(
        "Files on this computer",
        Shape.GOOD,
        "Two files in the data folder. Nothing else has to run.",
    )
    assert rows["Readings"].text == "/data/metrics.duckdb, 811 kB"


async def test_what_is_wrong_with_a_file_is_said(home: ShownHome, tmp_path: Path) -> None:
    home.board.recorder_is(
        RecorderState.STORE_FAILING, Problem(ProblemCode.STORE_FULL, {"path": "/data"})
    )
    rows = await looked(home, tmp_path, ProfileName.EMBEDDED)
    assert rows[""].shape is Shape.BAD
    assert rows["Readings"].text.startswith("The disk that holds /data is full.")
    assert rows["Recorder"].shape is Shape.WARNING


async def test_servers_that_answer_have_everything(home: ShownHome, tmp_path: Path) -> None:
    rows = await looked(home, tmp_path, ProfileName.SERVERS)
    assert rows[""].name == "Database servers"
    assert rows["MongoDB"].text.endswith("at mongodb://db/energy")
    assert rows["Waiting"] == StepRow("Waiting", Shape.GOOD, "nothing: the servers have everything")
    assert "Older copy" not in rows


async def test_what_waits_for_a_server_is_counted(home: ShownHome, tmp_path: Path) -> None:
    journal = JournalState(3, 48_211, 3_400_000, 1_000_000_000, AWAY, 0, 0)
    home.stores.health = lambda: StoresHealth(None, 214, journal)
    rows = await looked(home, tmp_path, ProfileName.SERVERS)
    assert (rows["QuestDB"].shape, rows["MongoDB"].shape) == (Shape.BAD, Shape.GOOD)
    assert rows[""].shape is Shape.WARNING
    assert rows[""].text.startswith("Recording goes on")
    assert rows["Waiting"].shape is Shape.WARNING
    assert "48,211 (3.40 MB of 1.00 GB)" in rows["Waiting"].text
    assert "on this disk: 214" in rows["Waiting"].text


async def test_what_is_being_handed_on_is_no_trouble(home: ShownHome, tmp_path: Path) -> None:
    journal = JournalState(1, 50, 3_000, 1_000_000, None, 0, 0)
    home.stores.health = lambda: StoresHealth(None, 0, journal)
    rows = await looked(home, tmp_path, ProfileName.SERVERS)
    assert rows["Waiting"].shape is Shape.BUSY


async def test_the_older_copy_is_named_with_what_to_do(home: ShownHome, tmp_path: Path) -> None:
    (tmp_path / "state.sqlite").write_bytes(bytes(2_000))
    rows = await looked(home, tmp_path, ProfileName.SERVERS)
    assert rows["Older copy"].text.startswith(f"{tmp_path}/state.sqlite, 2.00 kB.")
    assert "delete it" in rows["Older copy"].text


async def test_who_records_elsewhere_is_named(home: ShownHome, tmp_path: Path) -> None:
    home.board.recorded_by = "Energy Desktop on attic (process 4211)"
    rows = await looked(home, tmp_path, ProfileName.SERVERS)
    assert rows["Recorder"].text.startswith("Energy Desktop on attic (process 4211) records.")
    assert rows["Recorder"].shape is Shape.PAUSED


async def test_a_profile_of_this_start_alone_says_so(home: ShownHome, tmp_path: Path) -> None:
    rows = await looked(home, tmp_path, ProfileName.EMBEDDED, is_given=True)
    assert "--profile or ENERGY_DESKTOP_PROFILE" in rows["Profile"].text


async def test_what_nobody_sees_is_not_looked_at(home: ShownHome, tmp_path: Path) -> None:
    stored = StoredHome(home.supervisor, home.stores, home.board, home.clock, tmp_path, BRITISH)
    stored.page.state.tick()
    assert not home.supervisor.is_running("storage: look")
