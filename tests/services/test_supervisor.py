import asyncio

from energy_desktop.services.supervisor import Supervisor
from tests.waiting import until


async def test_work_runs_under_its_name_until_it_ends() -> None:
    done = asyncio.Event()

    async def work() -> None:
        done.set()

    supervisor = Supervisor()
    job = supervisor.spawn("work", work())
    await job.finished()
    assert done.is_set()
    assert not job.is_running


async def test_of_one_name_the_newest_wins() -> None:
    supervisor = Supervisor()
    older = supervisor.spawn("search", asyncio.sleep(60))
    newer = supervisor.spawn("search", asyncio.sleep(60))
    await older.finished()
    assert newer.is_running
    await supervisor.close()


async def test_an_error_is_reported_and_harms_nothing_else() -> None:
    errors: list[tuple[str, BaseException]] = []

    async def fail() -> None:
        raise RuntimeError("broken")

    supervisor = Supervisor(lambda name, error: errors.append((name, error)))
    other = supervisor.spawn("other", asyncio.sleep(60))
    await supervisor.spawn("failing", fail()).finished()
    assert [(name, str(error)) for name, error in errors] == [("failing", "broken")]
    assert other.is_running
    await supervisor.close()


async def test_kept_work_is_started_anew_after_an_error() -> None:
    starts: list[int] = []

    async def work() -> None:
        starts.append(1)
        if len(starts) == 1:
            raise RuntimeError("broken once")

    supervisor = Supervisor(lambda *_: None)
    job = supervisor.keep("kept", work)
    await job.finished()
    assert len(starts) == 2


async def test_what_belongs_to_an_owner_ends_with_it() -> None:
    supervisor, page = Supervisor(), object()
    mine = supervisor.spawn("query", asyncio.sleep(60), owner=page)
    other = supervisor.spawn("recorder", asyncio.sleep(60))
    supervisor.cancel_owner(page)
    await until(lambda: not mine.is_running)
    assert other.is_running
    await supervisor.close()


async def test_closing_ends_everything_also_what_is_started_meanwhile() -> None:
    supervisor = Supervisor()

    async def stubborn() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            supervisor.spawn("last words", asyncio.sleep(60))

    job = supervisor.spawn("stubborn", stubborn())
    await asyncio.sleep(0)
    await supervisor.close()
    assert not job.is_running
