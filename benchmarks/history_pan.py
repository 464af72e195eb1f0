"""Ten years of 20 entities dragged and zoomed while 1,000 events a second are recorded.

    python -m benchmarks.history_pan program|by_hand PORT

measures once in a process of its own and prints milliseconds: the 99th percentile and the worst
of all frames. A frame is a gesture and all painting that follows from it, window-wide.
"""

import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from benchmarks.event_source import entity_ids
from benchmarks.history_by_hand import TwentyLines
from benchmarks.ingest import event_source
from benchmarks.ingest_by_hand import ingest_by_hand
from benchmarks.open_window import OpenWindow, on_qt_loop, open_window
from benchmarks.recorded_home import record_home, record_past, tracked
from benchmarks.rows import BenchmarkRow
from energy_desktop.adapters.system import SystemClock
from energy_desktop.model.timestamps import DAY
from energy_desktop.viewmodels.history.page import HistoryViewModel
from energy_desktop.viewmodels.history.spans import SpanChoice
from energy_desktop.views.charts.history_chart import HistoryChart

RATE = 1_000
ENTITIES = 1_000
SHOWN = 20
YEARS = round(10 * 365.25)
FULL_DAYS = 3
P99_MS, WORST_MS = 16.0, 50.0
_FRAME_SECONDS = 1 / 60
_ROUNDS = 4
_ZOOMS, _DRAGS = 12, 60
_STEP = 7
_NOTCH = 120
_SENT_SECONDS = 240

Gesture = Callable[[], None]


class _Hand:
    """What a hand does to a chart, one step a frame."""

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._x = 0.0

    def gestures(self) -> Iterator[Gesture]:
        """Into ten years, down to hours, out again; everywhere dragged there and back."""
        for _ in range(_ROUNDS):
            for _ in range(3):
                yield from [lambda: self._wheel(1)] * _ZOOMS
                yield from self._drag(_STEP)
                yield from self._drag(-_STEP)
            yield from [lambda: self._wheel(-1)] * (3 * _ZOOMS)

    def _drag(self, step: int) -> Iterator[Gesture]:
        self._x = self._widget.width() / 2
        yield lambda: self._mouse(QEvent.Type.MouseButtonPress, 0)
        yield from [lambda: self._mouse(QEvent.Type.MouseMove, step)] * (_DRAGS // 2)
        yield lambda: self._mouse(QEvent.Type.MouseButtonRelease, 0)

    def _mouse(self, kind: QEvent.Type, by: int) -> None:
        self._x += by
        at = QPointF(self._x, self._widget.height() / 2)
        held = Qt.MouseButton.LeftButton
        event = QMouseEvent(
            kind, at, self._widget.mapToGlobal(at), held, held, Qt.KeyboardModifier.NoModifier
        )
        QCoreApplication.sendEvent(self._widget, event)

    def _wheel(self, notches: int) -> None:
        # Towards the end: what was recorded in full lies there.
        at = QPointF(self._widget.width() - 40, self._widget.height() / 2)
        event = QWheelEvent(
            at,
            self._widget.mapToGlobal(at),
            QPoint(),
            QPoint(0, notches * _NOTCH),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QCoreApplication.sendEvent(self._widget, event)


class _Paintings(QObject):
    """Counts how often a widget was painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Qt's."""
        self.count += event.type() is QEvent.Type.Paint
        return False


async def _frames(widget: QWidget) -> list[float]:
    """Milliseconds of each frame, sixty a second as far as they are quick enough."""
    frames: list[float] = []
    paintings = _Paintings(widget)
    window = widget.window()
    for gesture in _Hand(widget).gestures():
        began = time.perf_counter()
        gesture()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        QCoreApplication.sendPostedEvents(window, QEvent.Type.UpdateRequest)
        elapsed = time.perf_counter() - began
        frames.append(1000 * elapsed)
        await asyncio.sleep(max(0.001, _FRAME_SECONDS - elapsed))
    assert paintings.count > 0.9 * len(frames), "the gestures were not painted"
    return frames


async def _program(folder: Path, port: int) -> list[float]:
    names = entity_ids(ENTITIES)
    await record_home(folder, tracked(names))
    await record_past(folder, names[:SHOWN], SystemClock().wall(), YEARS * DAY, FULL_DAYS * DAY)
    async with open_window(folder, port, ENTITIES) as opened:
        chart = await _ten_years(opened, names[:SHOWN])
        before = opened.home.board.tally.events_received, time.perf_counter()
        frames = await _frames(chart)
        received = opened.home.board.tally.events_received - before[0]
        rate = received / (time.perf_counter() - before[1])
        assert rate > 0.8 * RATE, f"only {rate:.0f} events/s were recorded"
        return frames


async def _ten_years(opened: OpenWindow, names: list[str]) -> HistoryChart:
    """The page, with all lines in memory as they are after a moment's rest."""
    history = opened.parts.history
    opened.window.resize(1280, 800)
    opened.window.open_page(1)
    while not opened.window.findChildren(HistoryChart) or history.fetcher.everything is None:
        await asyncio.sleep(0.05)
    for each in [shown.key for shown in history.shown]:
        history.show_sensor(each, False)
    for each in names:
        history.show_sensor(each, True)
    await _everything_fetched(history)
    history.navigation.choose(SpanChoice.ALL)
    await asyncio.sleep(0.5)
    await _everything_fetched(history)
    assert len(history.picture.series) == SHOWN
    assert all(series.is_known for series in history.picture.series)
    return opened.window.findChildren(HistoryChart)[0]


async def _everything_fetched(history: HistoryViewModel) -> None:
    while history.fetcher.is_busy:
        await asyncio.sleep(0.05)


async def _by_hand(folder: Path, port: int) -> list[float]:
    """The same lines, decimated beforehand, over hand-written recording."""
    widget = TwentyLines(entity_ids(SHOWN), YEARS * DAY)
    widget.show()
    frames: list[float] = []

    async def draw() -> None:
        await asyncio.sleep(2)
        frames.extend(await _frames(widget))

    async with asyncio.TaskGroup() as group:
        recording = group.create_task(ingest_by_hand(folder, port, RATE * _SENT_SECONDS, ENTITIES))
        await draw()
        recording.cancel()
    return frames


def _measured(which: str) -> tuple[float, float]:
    with event_source(RATE * _SENT_SECONDS, ENTITIES, RATE, is_live=True) as port:
        command = [sys.executable, "-m", "benchmarks.history_pan", which, str(port)]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    p99, worst = json.loads(done.stdout.splitlines()[-1])
    return p99, worst


def measure() -> list[BenchmarkRow]:
    """The program's page beside lines drawn by hand, one after the other."""
    limit, ours = _measured("by_hand"), _measured("program")
    return [
        BenchmarkRow(
            f"pan and zoom of 10 years of {SHOWN}: frame {name}",
            "ms",
            round(mine, 1),
            round(hand, 1),
            round(mine / hand, 3),
            f"< {target:g} ms",
            mine < target,
        )
        for name, mine, hand, target in zip(
            ("p99", "worst"), ours, limit, (P99_MS, WORST_MS), strict=True
        )
    ]


def _main() -> None:
    which, port = sys.argv[1], int(sys.argv[2])
    work = _program if which == "program" else _by_hand
    with tempfile.TemporaryDirectory() as folder:
        frames = sorted(on_qt_loop(lambda: work(Path(folder), port)))
    p99 = frames[int(0.99 * len(frames))]
    sys.stdout.write(json.dumps([p99, frames[-1]]) + "\n")


if __name__ == "__main__":
    _main()
