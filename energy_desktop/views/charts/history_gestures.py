"""What wheel, drag and keys do to the chart of *History*."""

from typing import Protocol

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent

from energy_desktop.model.timestamps import Micros
from energy_desktop.viewmodels.history.page import HistoryViewModel
from energy_desktop.viewmodels.history.pointer import PointedMoment
from energy_desktop.views.charts.history_canvas import HistoryCanvas

_NOTCH = 120
_ZOOM = 0.8
_KEY_STEP, _FINE_STEP = 0.1, 0.01
_GRAB = 6
_CLICK = 3
_GESTURE_PAUSE = 600


class _Chart(Protocol):
    """What gestures need of the chart."""

    canvas: HistoryCanvas

    @property
    def pointed(self) -> PointedMoment | None:
        """The moment under the crosshair."""

    def point_at(self, moment: Micros | None) -> None:
        """Move the crosshair."""

    def begin_to_move(self) -> None:
        """Something moves from now on."""

    def setCursor(self, cursor: Qt.CursorShape, /) -> None:  # noqa: N802 - Qt's name
        """Qt's."""

    def unsetCursor(self) -> None:  # noqa: N802 - Qt's name
        """Qt's."""


class Gestures:
    """Of the mouse: a drag pans; with Shift, or at a selection's edge, it selects."""

    def __init__(self, chart: _Chart, viewmodel: HistoryViewModel) -> None:
        self._chart = chart
        self._viewmodel = viewmodel
        self._from: QPointF | None = None
        self._anchor: Micros | None = None
        self._last_x = 0.0
        self._wheeled_at = 0
        self._has_moved = False

    @property
    def is_dragging(self) -> bool:
        """Whether a button is held."""
        return self._from is not None

    def press(self, event: QMouseEvent) -> None:
        """Begin to pan or to select."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._from, self._last_x = event.position(), event.position().x()
        self._has_moved = False
        self._anchor = self._opposite_edge(self._last_x)
        if self._anchor is None and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._anchor = self._chart.canvas.time.moment(self._last_x)
        if self._anchor is None:
            self._viewmodel.navigation.remember()

    def move(self, event: QMouseEvent) -> bool:
        """Go on; False where no button is held."""
        if self._from is None:
            at_edge = self._opposite_edge(event.position().x()) is not None
            if at_edge:
                self._chart.setCursor(Qt.CursorShape.SizeHorCursor)
            else:
                self._chart.unsetCursor()
            return False
        x = event.position().x()
        if not self._has_moved and abs(x - self._from.x()) < _CLICK:
            return True
        if not self._has_moved:
            self._has_moved = True
            self._chart.point_at(None)
        if self._anchor is not None:
            self._viewmodel.select(self._anchor, self._moment(x), is_done=False)
            return True
        self._chart.setCursor(Qt.CursorShape.ClosedHandCursor)
        self._chart.begin_to_move()
        by = self._chart.canvas.time.duration(self._last_x - x)
        if by:
            self._last_x = x
            self._viewmodel.navigation.pan(by)
        return True

    def release(self, event: QMouseEvent) -> None:
        """End; a click beside a selection takes it away."""
        if self._from is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self._from = None
        self._chart.unsetCursor()
        if self._anchor is not None and self._has_moved:
            self._viewmodel.select(self._anchor, self._moment(event.position().x()))
        elif not self._has_moved:
            self._viewmodel.selecting.clear()

    def wheel(self, event: QWheelEvent) -> None:
        """Zoom at the cursor; sideways, or with Shift, move."""
        notches = event.angleDelta().y() / _NOTCH
        aside = event.angleDelta().x() / _NOTCH
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            notches, aside = 0.0, notches + aside
        if not notches and not aside:
            return
        navigation, time = self._viewmodel.navigation, self._chart.canvas.time
        if event.timestamp() - self._wheeled_at > _GESTURE_PAUSE:
            navigation.remember()
        self._wheeled_at = event.timestamp()
        self._chart.begin_to_move()
        if notches:
            navigation.zoom(_ZOOM**notches, time.moment(event.position().x()))
        if aside:
            navigation.pan(round(-aside * _KEY_STEP * time.view.duration))
        event.accept()

    def _moment(self, x: float) -> Micros:
        """A moment inside of the plot."""
        plot = self._chart.canvas.plot
        return self._chart.canvas.time.moment(min(max(x, plot.left()), plot.right()))

    def _opposite_edge(self, x: float) -> Micros | None:
        """Where the selection is held when it is grabbed at one of its edges."""
        selection = self._viewmodel.selecting.selection
        if selection is None:
            return None
        time = self._chart.canvas.time
        start, end = time.x(selection.span.start), time.x(selection.span.end)
        if abs(x - end) <= _GRAB:
            return selection.span.start
        return selection.span.end if abs(x - start) <= _GRAB else None


def keys(chart: _Chart, viewmodel: HistoryViewModel, event: QKeyEvent) -> bool:
    """Do what a key says; False where it says nothing here.

    Arrows move the view, with Ctrl the crosshair, with Shift the selection's end.
    """
    navigation, view = viewmodel.navigation, viewmodel.navigation.view
    modifiers = event.modifiers()
    match event.key():
        case Qt.Key.Key_Left | Qt.Key.Key_Right:
            direction = 1 if event.key() == Qt.Key.Key_Right else -1
            if modifiers & Qt.KeyboardModifier.ShiftModifier:
                _select_by_key(chart, viewmodel, direction)
            elif modifiers & Qt.KeyboardModifier.ControlModifier:
                _point_by_key(chart, viewmodel, direction)
            else:
                navigation.remember()
                chart.begin_to_move()
                navigation.pan(round(direction * _KEY_STEP * view.duration))
        case Qt.Key.Key_Plus | Qt.Key.Key_Equal | Qt.Key.Key_Up:
            navigation.remember()
            navigation.zoom(_ZOOM**2, _pointed(chart))
        case Qt.Key.Key_Minus | Qt.Key.Key_Down:
            navigation.remember()
            navigation.zoom(_ZOOM**-2, _pointed(chart))
        case Qt.Key.Key_PageUp:
            navigation.step(-1)
        case Qt.Key.Key_PageDown:
            navigation.step(1)
        case Qt.Key.Key_Home:
            navigation.go_to_begin()
        case Qt.Key.Key_End:
            navigation.go_to_now()
        case Qt.Key.Key_Escape:
            viewmodel.escape()
        case _:
            return False
    return True


def _pointed(chart: _Chart) -> Micros | None:
    return chart.pointed.moment if chart.pointed is not None else None


def _point_by_key(chart: _Chart, viewmodel: HistoryViewModel, direction: int) -> None:
    view = viewmodel.navigation.view
    here = _pointed(chart) or Micros(view.start + view.duration // 2)
    step = max(1, round(_FINE_STEP * view.duration))
    there = min(max(here + direction * step, view.start), view.end)
    chart.point_at(Micros(there))


def _select_by_key(chart: _Chart, viewmodel: HistoryViewModel, direction: int) -> None:
    """From the crosshair on; once something is selected, its end moves."""
    view, selection = viewmodel.navigation.view, viewmodel.selecting.selection
    step = max(1, round(_FINE_STEP * view.duration))
    if selection is None:
        start = _pointed(chart) or Micros(view.start + view.duration // 2)
        end = start + direction * step
    else:
        start, end = selection.span.start, selection.span.end + direction * step
    viewmodel.select(start, Micros(min(max(end, view.start), view.end)))
