"""One migration at a time, and everybody may see how far it is."""

from collections.abc import AsyncIterator
from typing import cast

import pytest

from energy_desktop.model.machine_settings import ProfileName
from energy_desktop.model.messages import Problem, ProblemCode
from energy_desktop.model.migration import MigrationProgress, MigrationReport, MigrationStage
from energy_desktop.model.storage import StorePlaces
from energy_desktop.ports.errors import StoreUnusable, WrongUsage
from energy_desktop.ports.metric_store import MetricStore
from energy_desktop.ports.state_store import StateStore
from energy_desktop.ports.store_opener import Stores
from energy_desktop.services.migration.migration import Migration
from energy_desktop.services.migration.migrations import Migrations
from energy_desktop.services.supervisor import Supervisor
from tests.fakes.clock import ManualClock
from tests.fakes.migration import FakeMigration
from tests.waiting import until

EMBEDDED, SERVERS = ProfileName.EMBEDDED, ProfileName.SERVERS
HALF = MigrationProgress(MigrationStage.READINGS, 500, 1_000, share=0.5)
CLOSING = MigrationProgress(MigrationStage.CLOSING, share=1.0)
REPORT = MigrationReport(EMBEDDED, SERVERS, 1_000, 50, 1_050, 2, 3, 4.5, 0.1)
LEFT = StorePlaces("/data/metrics.duckdb", "/data/state.sqlite")


class Program:
    """A program whose migration goes as far as the test lets it."""

    def __init__(self) -> None:
        self.supervisor, self.clock, self.migration = Supervisor(), ManualClock(), FakeMigration()
        self.saved: list[ProfileName] = []
        self.save_problem: Problem | None = None
        stores = Stores(cast(StateStore, None), cast(MetricStore, None), places=LEFT)
        self.migrations = Migrations(
            EMBEDDED,
            stores,
            cast(Migration, self.migration),
            self.supervisor,
            self.clock,
            self._save,
        )

    def _save(self, profile: ProfileName) -> Problem | None:
        self.saved.append(profile)
        return self.save_problem

    async def ended(self) -> None:
        await until(lambda: not self.migrations.state.is_running)


@pytest.fixture
async def program() -> AsyncIterator[Program]:
    made = Program()
    yield made
    await made.supervisor.close()


async def test_what_was_moved_is_where_the_data_are_and_the_next_start_knows(
    program: Program,
) -> None:
    program.migration.steps = [HALF, CLOSING, REPORT]
    program.migration.may_end.set()
    program.migrations.begin(SERVERS)
    await program.ended()
    assert program.migration.runs == [(EMBEDDED, SERVERS)]
    assert program.migrations.profile is SERVERS
    assert program.saved == [SERVERS]
    assert program.migrations.state.report == REPORT
    assert program.migrations.state.left_at == LEFT


async def test_it_tells_everybody_how_far_it_is(program: Program) -> None:
    told: list[MigrationProgress | None] = []
    stop = program.migrations.listen(lambda: told.append(program.migrations.state.progress))
    program.migration.steps = [HALF]
    program.migrations.begin(SERVERS)
    await until(lambda: HALF in told)
    assert program.migrations.state.can_cancel
    stop()
    program.migrations.cancel()
    await program.ended()
    assert told[-1] == HALF


async def test_the_rest_is_estimated_from_what_is_done(program: Program) -> None:
    program.migration.steps = [HALF]
    program.migrations.begin(SERVERS)
    await until(lambda: program.migrations.state.progress == HALF)
    assert program.migrations.state.seconds_left is None
    program.clock.advance(30)
    program.migrations._advanced(HALF)
    assert program.migrations.state.seconds_left == 30


async def test_a_second_one_is_refused(program: Program) -> None:
    program.migration.steps = [HALF]
    program.migrations.begin(SERVERS)
    with pytest.raises(WrongUsage) as raised:
        async for _ in program.migrations.run(SERVERS):
            pass
    assert raised.value.problem.code == ProblemCode.MIGRATION_RUNNING
    program.migrations.begin(SERVERS)
    await until(lambda: program.migration.runs)
    assert len(program.migration.runs) == 1


async def test_what_a_command_began_is_seen_but_not_cancelled_here(program: Program) -> None:
    program.migration.steps = [HALF]
    steps = program.migrations.run(SERVERS)
    assert await anext(steps) == HALF
    program.migrations.cancel()
    assert program.migrations.state.progress == HALF
    assert not program.migrations.state.can_cancel
    await steps.aclose()
    assert program.migrations.state.was_cancelled
    assert program.migration.was_closed


async def test_cancelled_it_leaves_everything_as_it_was(program: Program) -> None:
    program.migration.steps = [HALF]
    program.migrations.begin(SERVERS)
    await until(lambda: program.migrations.state.progress == HALF)
    program.migrations.cancel()
    await program.ended()
    assert program.migrations.state.was_cancelled
    assert program.migrations.profile is EMBEDDED
    assert program.migration.was_closed
    assert program.saved == []


async def test_cancelled_before_its_first_step_it_has_ended_too(program: Program) -> None:
    program.migrations.begin(SERVERS)
    program.migrations.cancel()
    assert program.migrations.state.was_cancelled
    assert not program.migrations.state.is_running


async def test_why_it_failed_is_kept(program: Program) -> None:
    program.migration.failure = StoreUnusable(ProblemCode.STORE_AWAY, path="db", reason="test")
    program.migrations.begin(SERVERS)
    await program.ended()
    problem = program.migrations.state.problem
    assert problem is not None
    assert problem.code is ProblemCode.STORE_AWAY
    assert program.migrations.profile is EMBEDDED


async def test_once_the_stores_are_exchanged_nothing_calls_that_back(program: Program) -> None:
    program.migration.steps = [CLOSING]
    program.migration.failure = StoreUnusable(ProblemCode.STORE_AWAY, path="db", reason="test")
    program.migrations.begin(SERVERS)
    await program.ended()
    assert program.migrations.profile is SERVERS
    assert program.saved == [SERVERS]
    assert program.migrations.state.has_switched
    assert program.migrations.state.problem is None


async def test_a_choice_that_could_not_be_saved_is_told(program: Program) -> None:
    program.save_problem = Problem(ProblemCode.FILE_NOT_WRITABLE, {"path": "p", "reason": "r"})
    program.migration.steps = [CLOSING, REPORT]
    program.migration.may_end.set()
    program.migrations.begin(SERVERS)
    await program.ended()
    assert program.migrations.state.not_saved == program.save_problem


async def test_it_can_be_tried_again(program: Program) -> None:
    program.migration.failure = StoreUnusable(ProblemCode.STORE_AWAY, path="db", reason="test")
    program.migrations.begin(SERVERS)
    await program.ended()
    program.migration.failure = None
    program.migration.steps = [CLOSING, REPORT]
    program.migration.may_end.set()
    program.migrations.begin(SERVERS)
    await program.ended()
    assert program.migrations.state.problem is None
    assert program.migrations.profile is SERVERS
