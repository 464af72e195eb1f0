"""The program, with a note of when each live reading became durable.

    python -m benchmarks.durable_watch FILE record

FILE gets the pairs of `arrivals`, for readings that are younger than this process.
"""

import sys
import time
from pathlib import Path

from benchmarks.arrivals import ArrivalLog
from energy_desktop.adapters.embedded.metric_store import EmbeddedMetricStore
from energy_desktop.app.main import main
from energy_desktop.model.columns import ReadingColumns
from energy_desktop.model.coverage import BatchMark


def watch(log: ArrivalLog) -> None:
    """Let the store note what it has made durable."""
    began = time.time_ns() // 1_000
    write = EmbeddedMetricStore.write_readings

    async def watched(
        store: EmbeddedMetricStore, readings: ReadingColumns, mark: BatchMark | None = None
    ) -> None:
        await write(store, readings, mark)
        log.note(readings.timestamp[readings.timestamp >= began])

    # The program makes its store itself, deep inside.
    setattr(EmbeddedMetricStore, "write_readings", watched)  # noqa: B010 - mypy refuses the plain form


if __name__ == "__main__":
    watch(ArrivalLog(Path(sys.argv[1])))
    sys.argv = ["energy-desktop", *sys.argv[2:]]
    main()
