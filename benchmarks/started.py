"""One start, in a process of its own that imports nothing the program would not.

    python -m benchmarks.started program|by_hand FOLDER BEGAN

BEGAN is the parent's monotonic clock, in nanoseconds, when it made this process. Prints the
milliseconds from then to the end of the first paint, and of the first chart of stored data.
"""

import sys

_POINTS = 600


def _program(folder: str, began: int) -> None:
    """As `energy-desktop --data-dir FOLDER` starts, imports in its own order."""
    from energy_desktop.app.main import main
    from energy_desktop.app.program import load_what_needs_no_screen

    load_what_needs_no_screen()
    from PySide6.QtWidgets import QApplication

    from benchmarks.paint_watch import PaintWatch
    from energy_desktop.app import window

    watch = PaintWatch(began, "LiveChart")

    class Watched(QApplication):
        """Told of every event from the first one on."""

        def __init__(self, arguments: list[str]) -> None:
            super().__init__(arguments)
            self.installEventFilter(watch)

    # The program makes its application itself, deep inside.
    setattr(window, "QApplication", Watched)  # noqa: B010 - a name that is not the module's own
    sys.argv = ["energy-desktop", "--data-dir", folder]
    main()


def _by_hand(_folder: str, began: int) -> None:
    """Qt, pyqtgraph, one plot."""
    import numpy as np
    import pyqtgraph as pg
    from PySide6.QtWidgets import QApplication, QMainWindow

    from benchmarks.paint_watch import PaintWatch

    application = QApplication([])
    watch = PaintWatch(began, "PlotWidget")
    application.installEventFilter(watch)
    window = QMainWindow()
    window.resize(1280, 800)
    plot = pg.PlotWidget()
    plot.plot(np.random.default_rng(1).uniform(0, 1000, _POINTS))
    window.setCentralWidget(plot)
    window.show()
    application.exec()


if __name__ == "__main__":
    {"program": _program, "by_hand": _by_hand}[sys.argv[1]](sys.argv[2], int(sys.argv[3]))
