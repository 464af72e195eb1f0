"""Functions run on a thread, their results on the loop."""

import asyncio
import gc
import logging
import threading

import pytest

from energy_desktop.adapters.owner_thread import OwnerThread, WorkerThreads
from tests.waiting import until


async def test_a_function_runs_on_the_thread_and_its_result_comes_back() -> None:
    thread = OwnerThread("test")
    assert await thread.run(lambda a, b: a + b, 1, 2) == 3
    assert await thread.run(threading.get_ident) != threading.get_ident()
    await thread.close()


async def test_all_functions_run_on_the_same_thread_in_order() -> None:
    thread = OwnerThread("test")
    order: list[int] = []
    await asyncio.gather(*(thread.run(order.append, number) for number in range(100)))
    identities = await asyncio.gather(*(thread.run(threading.get_ident) for _ in range(5)))
    await thread.close()
    assert order == list(range(100))
    assert len(set(identities)) == 1


async def test_an_exception_comes_back_to_the_one_who_waits() -> None:
    thread = OwnerThread("test")
    with pytest.raises(ZeroDivisionError):
        await thread.run(divmod, 1, 0)
    assert await thread.run(divmod, 7, 2) == (3, 1)
    await thread.close()


async def test_the_loop_goes_on_while_the_thread_works() -> None:
    thread = OwnerThread("test")
    go_on = threading.Event()
    async with asyncio.TaskGroup() as group:
        blocked = group.create_task(thread.run(go_on.wait))
        await asyncio.sleep(0.01)
        assert not blocked.done()
        go_on.set()
    await thread.close()


async def test_a_function_completes_although_its_caller_was_cancelled() -> None:
    thread = OwnerThread("test")
    go_on, done = threading.Event(), threading.Event()

    def work() -> None:
        go_on.wait()
        done.set()

    with pytest.raises(TimeoutError):
        await asyncio.wait_for(thread.run(work), 0.01)
    queued = thread.run(lambda: done.is_set())
    go_on.set()
    assert await queued
    await thread.close()


async def test_a_failure_that_nobody_waits_for_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    thread = OwnerThread("test")
    go_on = threading.Event()

    def fail() -> None:
        go_on.wait()
        raise ValueError("too late")

    with caplog.at_level(logging.WARNING):
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(thread.run(fail), 0.01)
        go_on.set()
        thread.post(divmod, 1, 0)
        await thread.close()
        await until(lambda: "too late" in caplog.text)
    assert "zero" in caplog.text


def test_a_loop_that_was_closed_meanwhile_hurts_nobody() -> None:
    thread = OwnerThread("test")
    go_on = threading.Event()

    async def leave_early() -> None:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(thread.run(go_on.wait), 0.01)

    asyncio.run(leave_early())
    go_on.set()
    asyncio.run(thread.close())
    gc.collect()  # a future without its exception retrieved would complain here


async def test_closing_lets_everything_finish_that_was_handed_in() -> None:
    threads = WorkerThreads("test", 3)
    done: list[int] = []
    go_on = threading.Event()

    def work(number: int) -> None:
        go_on.wait()
        done.append(number)

    for number in range(10):
        threads.post(work, number)
    async with asyncio.TaskGroup() as group:
        closing = group.create_task(threads.close())
        await asyncio.sleep(0.01)
        assert not closing.done()
        go_on.set()
    assert sorted(done) == list(range(10))


async def test_a_closed_thread_takes_nothing_more() -> None:
    thread = OwnerThread("test")
    await thread.close()
    await thread.close()
    with pytest.raises(RuntimeError, match="closed"):
        await thread.run(int)


async def test_a_closed_thread_is_gone() -> None:
    thread = OwnerThread("a-name-of-its-own")
    await thread.run(int)
    await thread.close()
    assert not [each for each in threading.enumerate() if "a-name-of-its-own" in each.name]


async def test_some_threads_work_beside_each_other() -> None:
    threads = WorkerThreads("test", 3)
    meeting = threading.Barrier(3)
    await asyncio.gather(*(threads.run(meeting.wait) for _ in range(3)))
    await threads.close()
