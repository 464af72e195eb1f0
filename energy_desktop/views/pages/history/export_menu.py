"""*Export*: what is shown, as readings, as the chart's points, or as a picture."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QWidget

from energy_desktop.viewmodels.history.exporting import CSV, PARQUET
from energy_desktop.viewmodels.history.page import HistoryViewModel
from energy_desktop.views.pages.history.chart_card import ChartCard


class ExportMenu(QObject):
    """A menu below its button; where a file is to go is asked without stopping anything."""

    def __init__(self, viewmodel: HistoryViewModel, button: QPushButton, chart: ChartCard) -> None:
        super().__init__(button)
        self._viewmodel = viewmodel
        self._button = button
        self._chart = chart
        self.dialog: QFileDialog | None = None
        self.menu = QMenu(button)
        self.menu.setAccessibleName(self.tr("Export"))
        self._add(self.tr("Readings as CSV …"), lambda: self._ask("csv", self._save_csv))
        self._add(
            self.tr("Readings as Parquet …"), lambda: self._ask("parquet", self._save_parquet)
        )
        self._add(
            self.tr("Points of the chart as CSV …"), lambda: self._ask("csv", self._save_points)
        )
        self.menu.addSeparator()
        self._add(self.tr("Picture as PNG …"), lambda: self._ask("png", self._save_picture))
        self._add(self.tr("Copy the picture"), self._copy_picture)
        button.clicked.connect(self.open)
        QShortcut(QKeySequence("Ctrl+E"), button).activated.connect(button.click)
        viewmodel.export.changed.connect(lambda: button.setEnabled(not viewmodel.export.is_busy))

    def open(self) -> None:
        """Show the menu below the button."""
        self.menu.popup(self._button.mapToGlobal(self._button.rect().bottomLeft()))

    def _add(self, text: str, action: Callable[[], None]) -> None:
        made = QAction(text, self.menu)
        made.triggered.connect(lambda _checked=False: action())
        self.menu.addAction(made)

    def _ask(self, suffix: str, save: Callable[[Path], None]) -> None:
        dialog = QFileDialog(self._button.window(), self.tr("Export"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix)
        dialog.setNameFilter(f"{suffix.upper()} (*.{suffix})")
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        folder = QStandardPaths.writableLocation(documents)
        if Path(folder).is_dir():
            dialog.setDirectory(folder)
        dialog.selectFile(f"{self._viewmodel.file_name}.{suffix}")
        dialog.fileSelected.connect(lambda name: save(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()

    def _closed(self) -> None:
        self.dialog = None

    def _save_csv(self, path: Path) -> None:
        self._viewmodel.save_readings(path, CSV)

    def _save_parquet(self, path: Path) -> None:
        self._viewmodel.save_readings(path, PARQUET)

    def _save_points(self, path: Path) -> None:
        self._viewmodel.save_points(path)

    def _save_picture(self, path: Path) -> None:
        if self._picture().grab().save(str(path), "PNG"):
            self._viewmodel.tell(self.tr("Picture saved as {name}").format(name=path.name))
        else:
            self._viewmodel.tell(self.tr("{name} cannot be written.").format(name=path.name))

    def _copy_picture(self) -> None:
        QGuiApplication.clipboard().setPixmap(self._picture().grab())
        self._viewmodel.tell(self.tr("The picture is in the clipboard."))

    def _picture(self) -> QWidget:
        """The whole card: a picture without its title and legend says nothing."""
        return self._chart
