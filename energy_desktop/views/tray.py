"""The icon in the tray and its menu."""

from PySide6.QtCore import QObject, QPointF, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from energy_desktop.viewmodels.frame import Shape
from energy_desktop.viewmodels.tray import TrayViewModel
from energy_desktop.views.mdi import app_icon
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.state_shape import shape_pixmap

_SIZE, _BADGE = 24, 12
_RATIOS = (1.0, 2.0, 3.0)
_TOLD_FOR_MS = 10_000


class TrayIcon(QObject):
    """Watts and state in its tooltip; a click opens the window."""

    open_wanted = Signal()
    """The window is to come to the front."""
    status_wanted = Signal()
    """The window is to come to the front and explain how the recorder stands."""
    quit_wanted = Signal()
    """The program is to end."""

    def __init__(
        self, theme: Theme, viewmodel: TrayViewModel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._viewmodel = viewmodel
        self.menu = QMenu()
        self.open_action = self._add(self.tr("Open Energy Desktop"), self.open_wanted)
        self.menu.addSeparator()
        self.status_action = self._add("", self.status_wanted)
        self.pause_action = QAction(self.menu)
        self.pause_action.triggered.connect(lambda _checked=False: viewmodel.toggle_pause())
        self.menu.addAction(self.pause_action)
        self.menu.addSeparator()
        self.quit_action = self._add(self.tr("Quit"), self.quit_wanted)
        self.menu.setDefaultAction(self.open_action)
        self.icon = QSystemTrayIcon(self)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._activated)
        viewmodel.changed.connect(self._show)
        theme.changed.connect(self._show)
        self._show()
        self.icon.show()

    def tell(self, title: str, text: str) -> None:
        """Let the desktop show a notification."""
        icon = QSystemTrayIcon.MessageIcon.Information
        self.icon.showMessage(title, text, icon, _TOLD_FOR_MS)

    def close(self) -> None:
        """Leave the tray."""
        self.icon.hide()
        self.menu.deleteLater()
        self.deleteLater()

    def _add(self, text: str, wanted: SignalInstance) -> QAction:
        made = QAction(text, self.menu)
        made.triggered.connect(lambda _checked=False: wanted.emit())
        self.menu.addAction(made)
        return made

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (
            QSystemTrayIcon.ActivationReason.Trigger,
            QSystemTrayIcon.ActivationReason.DoubleClick,
        ):
            self.open_wanted.emit()

    def _show(self) -> None:
        self.icon.setToolTip(self._viewmodel.tooltip)
        self.icon.setIcon(self._painted(self._viewmodel.shape))
        self.status_action.setText(self._viewmodel.status_text)
        self.pause_action.setText(self._viewmodel.pause_text)

    def _painted(self, shape: Shape) -> QIcon:
        """The program's sign, with the state in its corner unless all is well."""
        if shape is Shape.GOOD:
            return app_icon()
        made = QIcon()
        for ratio in _RATIOS:
            pixmap = QPixmap(QSize(_SIZE, _SIZE) * ratio)
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            painter.drawPixmap(QPointF(0, 0), app_icon().pixmap(QSize(_SIZE, _SIZE), ratio))
            corner = QPointF(_SIZE - _BADGE, _SIZE - _BADGE)
            badge = shape_pixmap(shape, _BADGE, self._theme.tokens, ratio)
            painter.drawPixmap(corner, badge)
            painter.end()
            made.addPixmap(pixmap)
        return made
