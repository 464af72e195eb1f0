"""A process that records until it is killed: `python -m ...recording_process FOLDER`.

Prints the number of each batch once batch and ledger are durable. The batches are
computed from their numbers, so that the test knows what must be there.
"""

import asyncio
import sys
from pathlib import Path

from energy_desktop.adapters.embedded.metric_store import EmbeddedMetricStore
from energy_desktop.adapters.embedded.state_store import EmbeddedStateStore
from energy_desktop.model.columns import ReadingColumns
from energy_desktop.model.coverage import BatchMark, EntitySet, Session
from energy_desktop.model.readings import Reading
from energy_desktop.model.timestamps import DAY, MINUTE, SECOND, Micros
from tests.ports.sample_readings import MIDNIGHT

ENTITIES = tuple(f"sensor.{number}" for number in range(10))
SESSION = "session"
ROWS = 100


def moment(batch: int) -> Micros:
    """Where a batch begins: half an hour after the one before it."""
    return Micros(MIDNIGHT + batch * 30 * MINUTE)


def readings(batch: int) -> list[Reading]:
    """What a batch holds; its first reading repeats the last of the batch before."""
    start = moment(batch)
    return [
        Reading(ENTITIES[n % 10], Micros(start + (n // 10 - 1) * SECOND), float(batch * ROWS + n))
        for n in range(ROWS)
    ]


async def record(folder: Path) -> None:
    """Go on after the last durable batch, and never end."""
    metrics = await EmbeddedMetricStore.open(folder)
    state = await EmbeddedStateStore.open(folder)
    last = await metrics.last_mark()
    await state.reconcile_sessions(last)
    number = last.number if last else 0
    members = EntitySet.of(ENTITIES)
    session = Session(f"{SESSION}-{number}", members.set_id, moment(number), moment(number), number)
    await state.begin_session(session, members)
    while True:
        number += 1
        to = moment(number + 1)
        await metrics.write_readings(
            ReadingColumns.of(readings(number)), BatchMark(number, session.session_id, to)
        )
        await state.advance_session(session.session_id, to, number, None)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
        if number % 7 == 0:
            await metrics.seal(Micros(to - DAY))


if __name__ == "__main__":
    asyncio.run(record(Path(sys.argv[1])))
