"""What is shown, written into a file."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from math import isfinite
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal

from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.timestamps import SECOND, format_utc
from energy_desktop.ports.errors import EnergyDesktopError
from energy_desktop.services.export import ReadingsExport
from energy_desktop.services.output_file import OutputFile
from energy_desktop.services.supervisor import Supervisor
from energy_desktop.viewmodels.history.picture import ChartPicture, Shown
from energy_desktop.viewmodels.notices import translated
from energy_desktop.viewmodels.wording import Wording

CSV, PARQUET = "csv", "parquet"


class HistoryExport(QObject):
    """One export at a time; the file appears complete or not at all."""

    told = Signal(str)
    """How an export goes, or went, in a sentence."""
    changed = Signal()
    """`is_busy` is another."""

    def __init__(
        self,
        supervisor: Supervisor,
        export: ReadingsExport,
        wording: Wording,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._supervisor = supervisor
        self._export = export
        self._wording = wording
        self.is_busy = False

    def save_readings(self, path: Path, form: str, shown: Sequence[Shown], span: TimeRange) -> None:
        """Write the raw readings of some sensors over a stretch."""
        entities = [each.entity for each in shown]
        self._begin(path, self._export.stream(entities, span, form, all_states=True))

    def save_lines(self, path: Path, picture: ChartPicture) -> None:
        """Write the chart's own points: what stands for each step, and its lowest and highest."""
        self._begin(path, _points(picture))

    def cancel(self) -> None:
        """Give up; what stood at the place of the file stays."""
        self._supervisor.cancel_owner(self)
        self._settle()

    def _begin(self, path: Path, pieces: AsyncIterator[tuple[bytes, int]]) -> None:
        self.is_busy = True
        self.changed.emit()
        self._supervisor.spawn("history: export", self._save(path, pieces), owner=self)

    async def _save(self, path: Path, pieces: AsyncIterator[tuple[bytes, int]]) -> None:
        rows = 0
        try:
            with OutputFile(path, is_synced=False) as file:
                async for data, count in pieces:
                    file.write(data)
                    rows += count
                    await asyncio.sleep(0)
        except EnergyDesktopError as error:
            self.told.emit(translated(error.problem))
        else:
            self._tell_saved(rows, path)
        self._settle()

    def _tell_saved(self, rows: int, path: Path) -> None:
        self.told.emit(
            QCoreApplication.translate("History", "{count} rows saved as {name}", "", rows).format(
                count=self._wording.notation.decimal(rows, 0), name=path.name
            )
        )

    def _settle(self) -> None:
        if self.is_busy:
            self.is_busy = False
            self.changed.emit()


async def _points(picture: ChartPicture) -> AsyncIterator[tuple[bytes, int]]:
    """A line for each known point; readings have a length of 0."""
    yield b"entity_id,start,seconds,low,mean,high,unit\n", 0
    for series in picture.series:
        entity = series.shown.entity
        for piece in series.pieces:
            band, rows = piece.tile.band, []
            for index, moment in enumerate(piece.tile.moment.tolist()):
                low, mean, high = (float(c[index]) for c in (band.low, band.mean, band.high))
                if not isfinite(mean) or not piece.span.contains(moment):
                    continue
                rows.append(
                    f"{entity.entity_id},{format_utc(moment)},{piece.tile.width / SECOND:g},"
                    f"{low!r},{mean!r},{high!r},{entity.stored_unit or ''}\n"
                )
            yield "".join(rows).encode(), len(rows)
