"""A process that records into a journal until it is killed: `python -m ... FOLDER`.

Prints the number of each batch once it is acknowledged. Its database is there only now and
then, so batches wait and are handed over in turn; both stores lie in the folder.
"""

import asyncio
import sys
from pathlib import Path

from energy_desktop.adapters.embedded.metric_store import EmbeddedMetricStore
from energy_desktop.adapters.journal.metric_store import JournaledMetricStore
from energy_desktop.adapters.system import SystemClock
from energy_desktop.model.columns import ReadingColumns
from energy_desktop.model.coverage import BatchMark
from energy_desktop.services.supervisor import Supervisor
from tests.adapters.embedded.recording_process import moment, readings
from tests.adapters.journal.databases import TroubledDatabase


async def opened(folder: Path) -> tuple[TroubledDatabase, JournaledMetricStore]:
    """Database and journal of the folder."""
    database = TroubledDatabase(await EmbeddedMetricStore.open(folder))
    return database, await JournaledMetricStore.open(folder, database, SystemClock())


async def record(folder: Path) -> None:
    """Go on after the last durable batch, and never end."""
    database, store = await opened(folder)
    last = await store.last_mark()
    number = last.number if last else 0
    supervisor = Supervisor()
    supervisor.spawn("journal", store.run())
    while True:
        number += 1
        database.is_away = number % 40 < 20
        mark = BatchMark(number, "session", moment(number + 1))
        await store.write_readings(ReadingColumns.of(readings(number)), mark)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(record(Path(sys.argv[1])))
