"""The store on the loop that a window shares with the recorder."""

import asyncio

import pytest
from PySide6.QtWidgets import QApplication

from energy_desktop.app.event_loop import qt_loop
from tests.ports.sample_ledger import begin, intervals, raw
from tests.ports.state_profiles import MongoState

pytestmark = pytest.mark.real_servers


def test_the_store_works_on_qts_loop_and_leaves_nothing_open(
    qapp: QApplication, mongodb_uri: str
) -> None:
    home = MongoState(mongodb_uri)

    async def record() -> None:
        store = await home.open_state()
        await begin(store, "one", 0)
        await asyncio.gather(*(store.add_intervals([raw(n, n + 1)], 1) for n in range(5)))
        assert await intervals(store) == [raw(0, 5)]
        await store.close()
        await home.remove()
        left = [each for each in asyncio.all_tasks() if each is not asyncio.current_task()]
        assert left == []

    with asyncio.Runner(loop_factory=lambda: qt_loop(qapp)) as runner:
        runner.run(record())
