"""The icon in the tray: watts, a state, a few commands."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from energy_desktop.model.figures import Notation, power
from energy_desktop.model.power_balance import Basis, balance
from energy_desktop.model.recording import RecorderState
from energy_desktop.model.timestamps import Micros
from energy_desktop.services.live_feed import LiveFeed
from energy_desktop.services.recorder.recorder import Recorder
from energy_desktop.services.status_board import StatusBoard
from energy_desktop.services.supervisor import Supervisor
from energy_desktop.services.tracking import Tracking
from energy_desktop.viewmodels.frame import FrameViewModel, Shape
from energy_desktop.viewmodels.home_parts import HomeParts, parts_of
from energy_desktop.viewmodels.latest_values import LatestValues
from energy_desktop.viewmodels.ticker import every_second
from energy_desktop.viewmodels.wording import Wording


class TrayViewModel(QObject):
    """Goes on while the window is hidden, so it computes nothing but one figure."""

    changed = Signal()
    """`watts`, `state` or `is_paused` are others."""

    def __init__(
        self,
        supervisor: Supervisor,
        recorder: Recorder,
        tracking: Tracking,
        feed: LiveFeed,
        board: StatusBoard,
        frame: FrameViewModel,
        home_time: Callable[[], Micros],
        wording: Wording | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._supervisor = supervisor
        self._recorder = recorder
        self._tracking = tracking
        self._feed = feed
        self._latest = LatestValues(feed)
        self._board = board
        self._frame = frame
        self._home_time = home_time
        self._notation: Notation = (wording or Wording()).notation
        self._parts = HomeParts()
        self._seen = (-1, -1, -1)
        self.watts = ""
        """Such as "1.24 kW"; empty where nothing is known."""
        self.state = ""
        """Such as "recording"."""
        self.shape = Shape.BUSY
        self.is_paused = False

    def start(self) -> None:
        """Begin to tick; needs a running loop."""
        self._supervisor.keep("tray: seconds", self._seconds, owner=self)

    def stop(self) -> None:
        """End the ticking."""
        self._supervisor.cancel_owner(self)

    def toggle_pause(self) -> None:
        """Pause recording, or go on."""
        if self._recorder.is_paused:
            self._recorder.resume()
        else:
            self._recorder.pause()
        self.tick()

    @property
    def tooltip(self) -> str:
        """Watts and state in a line."""
        known = [part for part in (self.watts, self.state) if part]
        return "\n".join([self.tr("Energy Desktop"), ", ".join(known)] if known else [])

    @property
    def status_text(self) -> str:
        """What stands on the command that explains how the recorder stands."""
        return self.tr("Status: {state}").format(state=self.state)

    @property
    def pause_text(self) -> str:
        """What stands on the command."""
        return self.tr("Resume recording") if self.is_paused else self.tr("Pause recording")

    async def _seconds(self) -> None:
        await every_second(self._home_time, self.tick)

    def tick(self) -> None:
        """Take in what has happened since the last tick."""
        seen = (self._feed.version, self._tracking.version, self._board.version)
        is_paused = self._recorder.is_paused
        if seen == self._seen and is_paused == self.is_paused:
            return
        if seen[1] != self._seen[1]:
            self._parts = parts_of(self._tracking.tracked())
        self._seen = seen
        row = self._frame.recorder_row()
        shown = (self._watts(), row.word, row.shape, is_paused)
        if shown != (self.watts, self.state, self.shape, self.is_paused):
            self.watts, self.state, self.shape, self.is_paused = shown
            self.changed.emit()

    def _watts(self) -> str:
        if self._board.recorder is not RecorderState.RECORDING:
            return ""
        now = balance(self._parts.readings(self._latest.value))
        return "" if now.basis is Basis.NOTHING else str(power(now.used, self._notation))
