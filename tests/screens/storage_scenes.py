"""*Settings › Storage* in each of its states."""

import asyncio
from dataclasses import replace

from energy_desktop.model.journal_state import JournalState
from energy_desktop.model.machine_settings import ProfileName
from energy_desktop.model.messages import Problem, ProblemCode
from energy_desktop.model.migration import MigrationProgress, MigrationReport, MigrationStage
from energy_desktop.model.recording import RecorderState, StoreName
from energy_desktop.model.server_addresses import KnownServers, Server, ServerEntries
from energy_desktop.model.storage import StorageState, StorePlaces
from energy_desktop.ports.errors import EnergyDesktopError, StoreUnusable
from energy_desktop.ports.store_opener import StoresHealth
from energy_desktop.views.pages.settings.page import Section
from energy_desktop.views.pages.settings.storage.section import StorageSection
from tests.screens.settings_scenes import begin
from tests.screens.stage import Stage
from tests.viewmodels.stored_home import no_keyring as without_keyring
from tests.waiting import until

FILES = StorePlaces(
    "/data/metrics.duckdb",
    "/data/state.sqlite",
)
SERVERS = StorePlaces(
    "db.local:9000, db.local:8812",
    "mongodb://db.local:27017/energy",
    ("energy_readings", "energy_statistics", "energy_batches", "energy_form"),
)
ENTRIES = ServerEntries("http://db.local:9000", "db.local:8812", mongodb="mongodb://db.local:27017")
KNOWN = KnownServers(ENTRIES, frozenset(Server), frozenset(), are_saved=True)
_TYPED = KnownServers(ENTRIES)
_TOTAL = 10_214_880
_STAGE = MigrationProgress(MigrationStage.READINGS, 0, _TOTAL)


async def files(stage: Stage) -> None:
    """Two files; no servers are known yet."""
    await _open(stage)


async def looking(stage: Stage) -> None:
    """Nothing has answered yet."""
    await begin(stage)
    stage.stored.report.look = _never  # type: ignore[method-assign]  # it takes its time
    stage.open_section(Section.STORAGE)


async def disk_full(stage: Stage) -> None:
    """The store cannot be written."""
    await _open(stage)
    problem = Problem(ProblemCode.STORE_FULL, {"path": FILES.metrics})
    stage.board.recorder_is(RecorderState.STORE_FAILING, problem, StoreName.METRICS)
    await _look(stage, lambda state: state.metrics.problem is not None)


async def testing(stage: Stage) -> None:
    """Both ports have answered; the sign-in takes its time."""
    stage.stored.know(_TYPED)
    await _open(stage)
    stage.stored.servers.answers.clear()
    await _test(stage, is_answered=False)
    _scroll_down(stage)


async def tested(stage: Stage) -> None:
    """Both can be used."""
    stage.stored.know(_TYPED)
    await _open(stage)
    await _test(stage)
    _scroll_down(stage)


async def saved(stage: Stage) -> None:
    """Tested and kept: the data can move."""
    await tested(stage)
    stage.stored.page.servers.save()
    await until(lambda: stage.stored.page.servers.is_saved)


async def wrong_address_and_password(stage: Stage) -> None:
    """A port is closed, and a password is wrong."""
    stage.stored.know(_TYPED)
    await _open(stage)
    stage.stored.servers.closed_ports[8812] = StoreUnusable(
        ProblemCode.DATABASE_PORT_CLOSED, host="db.local", port=8812, server="QuestDB", usual=8812
    )
    stage.stored.servers.refusals[Server.MONGODB] = StoreUnusable(
        ProblemCode.DATABASE_REFUSED, path=SERVERS.state, reason="Authentication failed"
    )
    await _test(stage)
    _scroll_down(stage)


async def no_keyring(stage: Stage) -> None:
    """The databases can be used, but nobody keeps the passwords."""
    stage.stored.know(_TYPED)
    stage.stored.vault_failure = without_keyring()
    await _open(stage)
    await _test(stage)
    stage.stored.page.servers.save()
    await until(lambda: stage.stored.page.servers.notice)
    _scroll_down(stage)


async def given_by_environment(stage: Stage) -> None:
    """The environment gives all addresses."""
    fixed = frozenset({"questdb_ilp", "questdb_pg", "mongodb_uri"})
    stage.stored.know(replace(KNOWN, fixed=fixed))
    await _open(stage)


async def given_for_this_start(stage: Stage) -> None:
    """--profile says where the data are."""
    stage.store_in(ProfileName.EMBEDDED, is_given=True).know(KNOWN)
    await _open(stage)


async def on_servers(stage: Stage) -> None:
    """All is well; an older copy is on this computer."""
    await _open_servers(stage, StoresHealth(journal=_journal()))


async def servers_away(stage: Stage) -> None:
    """Neither answers; recording goes on."""
    reason = "Connection refused"
    questdb = Problem(ProblemCode.STORE_AWAY, {"path": "db.local:9000", "reason": reason})
    mongodb = Problem(ProblemCode.STORE_AWAY, {"path": SERVERS.state, "reason": reason})
    journal = _journal(rows=48_211, problem=questdb)
    await _open_servers(stage, StoresHealth(mongodb, 214, journal))


async def recorded_elsewhere(stage: Stage) -> None:
    """Another program has the lease."""
    stage.board.recorded_by = "Energy Desktop on attic (process 4211)"
    await _open_servers(stage, StoresHealth(journal=_journal()))


async def moving(stage: Stage) -> None:
    """A third of the readings is there."""
    third = replace(_STAGE, readings=3_412_000, share=3_412_000 / _TOTAL)
    await _move(stage, replace(_STAGE, share=0.0), third)


async def moving_statistics(stage: Stage) -> None:
    """All readings are there."""
    begun = MigrationProgress(MigrationStage.STATISTICS, _TOTAL, _TOTAL)
    await _move(stage, begun, replace(begun, statistics=412_900, share=0.48))


async def moved(stage: Stage) -> None:
    """On the servers from now on."""
    await _end_moving(stage, ProfileName.EMBEDDED, ProfileName.SERVERS)


async def moved_back(stage: Stage) -> None:
    """On this computer from now on."""
    await _end_moving(stage, ProfileName.SERVERS, ProfileName.EMBEDDED)


async def cancelled(stage: Stage) -> None:
    """The person thought otherwise."""
    await moving(stage)
    stage.stored.page.migration.cancel()
    await until(lambda: not stage.stored.page.migration.is_running)
    _scroll_down(stage)


async def differs(stage: Stage) -> None:
    """The servers hold something beside the copy."""
    await _fail(
        stage,
        StoreUnusable(
            ProblemCode.MIGRATION_DIFFERS,
            entity="sensor.heat_pump_power",
            day="2026-03-08",
            count=3,
        ),
    )


async def choice_not_saved(stage: Stage) -> None:
    """Moved, and the settings file cannot be written."""
    path = "/data/settings.toml"
    stage.stored.save_problem = Problem(
        ProblemCode.FILE_NOT_WRITABLE, {"path": path, "reason": "Permission denied"}
    )
    await _end_moving(stage, ProfileName.EMBEDDED, ProfileName.SERVERS)


def section(stage: Stage) -> StorageSection:
    """The section in the window."""
    assert stage.window is not None
    found = stage.window.findChild(StorageSection)
    assert isinstance(found, StorageSection)
    return found


async def _never() -> StorageState:
    await asyncio.sleep(3600)
    raise AssertionError


async def _open(stage: Stage, places: StorePlaces = FILES) -> None:
    stage.recorded.stores.places = places
    await begin(stage)
    stage.board.recorder_is(RecorderState.RECORDING)
    stage.recorded.frame.tick()
    stage.stored.page.start()
    stage.open_section(Section.STORAGE)
    stage.stored.page.state.look()
    await until(lambda: stage.stored.page.servers.known and stage.stored.page.state.rows)


async def _open_servers(stage: Stage, health: StoresHealth) -> None:
    if stage.stored.migrations.profile is not ProfileName.SERVERS:
        stage.store_in(ProfileName.SERVERS)
    stage.stored.know(KNOWN)
    stage.recorded.stores.health = lambda: health
    await _open(stage, SERVERS)
    stage.recorded.frame.tick()


async def _look(stage: Stage, holds: object) -> None:
    state = stage.stored.page.state

    def seen() -> bool:
        state.look()
        assert callable(holds)
        return state.state is not None and bool(holds(state.state))

    await until(seen)


async def _test(stage: Stage, *, is_answered: bool = True) -> None:
    page = section(stage).servers
    for name in ("questdb_password", "mongodb_password"):
        page.fields[name].setText("a password")
    servers = stage.stored.page.servers
    servers.test(page.entries)
    asked = stage.stored.servers.asked
    await until(lambda: not servers.is_testing if is_answered else len(asked) == 2)


async def _move(stage: Stage, *steps: MigrationProgress) -> None:
    stage.stored.know(KNOWN)
    await _open(stage)
    migration = stage.stored.migration
    migration.steps = [steps[0]]
    stage.stored.page.migration.begin()
    await until(lambda: stage.stored.migrations.state.progress == steps[0])
    stage.recorded.clock.advance(110)
    stage.stored.migrations._advanced(steps[1])
    _scroll_down(stage)


async def _end_moving(stage: Stage, present: ProfileName, to: ProfileName) -> None:
    problem = stage.stored.save_problem
    stored = stage.store_in(present)
    stored.save_problem = problem
    stored.know(KNOWN)
    await _open(stage, FILES if present is ProfileName.EMBEDDED else SERVERS)
    report = MigrationReport(present, to, _TOTAL, 876_000, 9_812_000, 41, 388, 122.5, 0.21)
    stored.migration.steps = [MigrationProgress(MigrationStage.CLOSING), report]
    stored.migration.may_end.set()
    stored.page.migration.begin()
    await until(lambda: stored.page.migration.outcome)
    stage.recorded.stores.places = SERVERS if to is ProfileName.SERVERS else FILES
    await _look(stage, lambda state: state.profile is to)
    _scroll_down(stage)


async def _fail(stage: Stage, failure: EnergyDesktopError) -> None:
    stage.stored.know(KNOWN)
    await _open(stage)
    stage.stored.migration.failure = failure
    stage.stored.page.migration.begin()
    await until(lambda: stage.stored.page.migration.outcome)
    _scroll_down(stage)


def _journal(rows: int = 0, problem: Problem | None = None) -> JournalState:
    return JournalState(rows // 50, rows, 3_400_000 if rows else 0, 1_000_000_000, problem, 0, 0)


def _scroll_down(stage: Stage) -> None:
    """The picture shows what has happened, whatever the size of the window."""
    bar = section(stage).verticalScrollBar()
    bar.rangeChanged.connect(lambda _lowest, highest: bar.setValue(highest))
    bar.setValue(bar.maximum())
