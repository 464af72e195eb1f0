"""The loop that screen and recorder share keeps asyncio's promises."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from energy_desktop.app.event_loop import qt_loop

pytestmark = pytest.mark.usefixtures("qapp")


def run(work: Callable[[], Awaitable[None]]) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)

    async def finish() -> None:
        await asyncio.wait_for(work(), 10)

    with asyncio.Runner(loop_factory=lambda: qt_loop(application)) as runner:
        runner.run(finish())


def test_callbacks_run_in_their_order_and_cancelled_ones_not_at_all() -> None:
    ran: list[int] = []

    async def work() -> None:
        loop = asyncio.get_running_loop()
        handles = [loop.call_soon(ran.append, number) for number in range(5)]
        handles[3].cancel()
        await asyncio.sleep(0)
        assert ran == [0, 1, 2, 4]

    run(work)


def test_what_a_callback_adds_waits_for_the_next_round() -> None:
    ran: list[str] = []

    def add() -> None:
        ran.append("first")
        asyncio.get_running_loop().call_soon(ran.append, "added")

    async def work() -> None:
        loop = asyncio.get_running_loop()
        loop.call_soon(add)
        loop.call_soon(ran.append, "second")
        await asyncio.sleep(0.05)
        assert ran == ["first", "second", "added"]

    run(work)


def test_one_that_fails_does_not_hold_up_the_others() -> None:
    told: list[object] = []
    ran: list[str] = []

    async def work() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: told.append(context["exception"]))
        loop.call_soon(lambda: 1 / 0)
        loop.call_soon(ran.append, "after")
        await asyncio.sleep(0.05)
        assert ran == ["after"]
        assert [type(each) for each in told] == [ZeroDivisionError]

    run(work)


def test_tasks_go_on_inside_of_a_dialog_that_a_callback_opens() -> None:
    ran: list[str] = []

    def open_dialog() -> None:
        inside = QEventLoop()
        asyncio.get_running_loop().call_soon(ran.append, "inside")
        QTimer.singleShot(100, inside.quit)
        inside.exec()
        ran.append("closed")

    async def work() -> None:
        loop = asyncio.get_running_loop()
        loop.call_soon(open_dialog)
        loop.call_soon(ran.append, "waiting")
        await asyncio.sleep(0.3)
        assert ran == ["waiting", "inside", "closed"]

    run(work)


def test_a_busy_task_leaves_room_for_timers() -> None:
    fired: list[bool] = []

    async def work() -> None:
        QTimer.singleShot(5, lambda: fired.append(True))
        while not fired:  # noqa: ASYNC110 - it is busy on purpose
            await asyncio.sleep(0)

    run(work)
