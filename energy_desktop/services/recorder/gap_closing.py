"""What became of stretches that were open, said in the ledger."""

from collections.abc import Iterable, Sequence

from energy_desktop.model.coverage import Interval, Source
from energy_desktop.model.ranges import TimeRange
from energy_desktop.ports.store_opener import Stores
from energy_desktop.services.recorder.writer import BatchWriter


class GapClosing:
    """Only what is durable is closed: intervals name the last batch that was written."""

    def __init__(self, stores: Stores, writer: BatchWriter) -> None:
        self._stores = stores
        self._writer = writer

    async def close(
        self,
        recording_id: str,
        spans: Iterable[TimeRange],
        source: Source,
        reason: str | None = None,
    ) -> None:
        """Close some stretches of one entity alike."""
        await self.close_all([Interval(recording_id, span, source, reason) for span in spans])

    async def close_all(self, intervals: Sequence[Interval]) -> None:
        """Close stretches of several entities at once."""
        if intervals:
            await self._stores.state.add_intervals(intervals, self._writer.number)
