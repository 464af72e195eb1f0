"""A program that records while it has the lease: `python -m ...lease_process URI DATABASE NAME`.

Prints what it is at each change (`records 1`, `reads cellar`), and each moment its ledger has
reached (`reached 5`). Ends with its standard input.
"""

import asyncio
import sys

from energy_desktop.adapters.mongodb.lease import MongoLease
from energy_desktop.adapters.mongodb.state_store import MongoStateStore
from energy_desktop.adapters.system import SystemClock
from energy_desktop.model.coverage import Session
from energy_desktop.ports.errors import StoreUnusable
from tests.ports.sample_ledger import BOTH
from tests.ports.sample_readings import at

SILENT_FOR = 1.5
"""Seconds, so that a test need not wait for a minute."""
_EVERY = 0.1


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


async def run(uri: str, database: str, name: str) -> None:
    """Claim, record while it is held, and never end."""
    store = await MongoStateStore.open(uri, database)
    lease = MongoLease(store, SystemClock(), name, silent_for=SILENT_FOR)
    said, session_id, second = "", "", 0
    while True:
        tenure = await lease.claim()
        state = f"records {tenure.number}" if tenure.is_ours else f"reads {tenure.holder}"
        if state != said:
            _say(said := state)
            session_id = ""
        if tenure.is_ours:
            try:
                if not session_id:
                    session_id = f"{name}-{tenure.number}"
                    second = tenure.number * 1_000
                    session = Session(session_id, BOTH.set_id, at(second), at(second), 0)
                    await store.begin_session(session, BOTH)
                second += 1
                await store.advance_session(session_id, at(second), 0, at(second))
                _say(f"reached {second}")
            except StoreUnusable as error:
                _say(f"refused {error.problem.code}")
        await asyncio.sleep(_EVERY)


if __name__ == "__main__":
    asyncio.run(run(*sys.argv[1:4]))
