"""The first start: one card in the middle, three scenes."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from energy_desktop.viewmodels.first_start import FirstStartViewModel, Scene
from energy_desktop.views.fonts import TITLE, font
from energy_desktop.views.pages.first_start.address_scene import AddressScene
from energy_desktop.views.pages.first_start.step_dots import StepDots
from energy_desktop.views.pages.first_start.welcome import WelcomeScene
from energy_desktop.views.pages.settings.entities_section import EntityList
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.button import PRIMARY, Button
from energy_desktop.views.widgets.card import Card, label
from energy_desktop.views.widgets.scroll_column import ScrollColumn

_SCENES = (Scene.WELCOME, Scene.ADDRESS, Scene.ENTITIES)
_WIDTH, _WIDE = 592, 1080
_HEIGHT, _HIGH = 640, 720
_MARGIN, _LOW_MARGIN = 24, 16
_PADDING, _LOW_PADDING = (40, 32), (24, 24)
"""Above and below what the card shows; less of it where the window is lower than the card."""


class FirstStartPage(QWidget):
    """Stands in place of the pages until something is set up."""

    quit_wanted = Signal()
    """The person wants none of it."""

    def __init__(self, theme: Theme, viewmodel: FirstStartViewModel) -> None:
        super().__init__()
        self.setObjectName("page")
        self._viewmodel = viewmodel
        self.welcome = WelcomeScene(theme, viewmodel)
        self.address = AddressScene(theme, viewmodel)
        self.entities = EntityList(theme, viewmodel.entities)
        self._dots = StepDots(theme, len(_SCENES))
        self.quit = Button(theme, self.tr("Quit"))
        self.back = Button(theme, self.tr("Back"))
        self.later = Button(theme, self.tr("Later"))
        self.connect_button = Button(theme, self.tr("Test and connect"), kind=PRIMARY)
        self.track = Button(theme, viewmodel.entities.apply_text, kind=PRIMARY)
        self._stack = QStackedWidget()
        self._stack.addWidget(_scrolled(self.welcome))
        address = _scrolled(self.address)
        self.address.result.grown.connect(lambda: address.show_soon(self.address.result))
        self._stack.addWidget(address)
        self._stack.addWidget(self._entities_scene())
        self._card = Card(self.tr("First start"))
        self._laid_out()
        self._wire()
        self._show_scene()
        self._show_buttons()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The card is as large as its scene likes, and never larger than the window."""
        super().resizeEvent(event)
        self._fit()

    def begin(self) -> None:
        """The first choice has the focus."""
        self.welcome.find_home.setFocus(Qt.FocusReason.TabFocusReason)

    def _entities_scene(self) -> QWidget:
        scene = QWidget()
        title = label(self.tr("What should be recorded?"), strong=True)
        title.setFont(font(TITLE, strong=True))
        column = QVBoxLayout(scene)
        column.setContentsMargins(40, 0, 40, 0)
        column.setSpacing(0)
        column.addWidget(title)
        column.addSpacing(4)
        column.addWidget(
            label(
                self.tr("What Home Assistant’s energy dashboard knows is ticked already."),
                muted=True,
            )
        )
        column.addSpacing(16)
        column.addWidget(self.entities, 1)
        return scene

    def _laid_out(self) -> None:
        foot = QHBoxLayout()
        foot.setContentsMargins(40, 16, 40, 0)
        foot.setSpacing(8)
        foot.addWidget(self._dots)
        foot.addStretch(1)
        for button in (self.quit, self.back, self.later, self.connect_button, self.track):
            foot.addWidget(button)
        self._card.body.addWidget(self._stack, 1)
        self._card.body.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addStretch(1)
        column.addWidget(self._card, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def _wire(self) -> None:
        viewmodel = self._viewmodel
        self.quit.clicked.connect(self.quit_wanted)
        self.back.clicked.connect(viewmodel.back)
        self.later.clicked.connect(viewmodel.later)
        self.connect_button.clicked.connect(self.address.connect_home)
        self.track.clicked.connect(viewmodel.entities.apply)
        viewmodel.scene_changed.connect(self._show_scene)
        viewmodel.connection.test_changed.connect(self._show_buttons)
        viewmodel.entities.summary_changed.connect(self._show_buttons)
        viewmodel.entities.state_changed.connect(self._show_buttons)
        self.entities.home_wanted.connect(viewmodel.back)

    def _show_scene(self) -> None:
        scene = self._viewmodel.scene
        place = _SCENES.index(scene)
        self._stack.setCurrentIndex(place)
        self._dots.show_step(place)
        self.quit.setVisible(scene is Scene.WELCOME)
        self.back.setVisible(scene is Scene.ADDRESS)
        self.connect_button.setVisible(scene is Scene.ADDRESS)
        self.later.setVisible(scene is Scene.ENTITIES)
        self._show_buttons()
        self._fit()
        if scene is Scene.ADDRESS:
            self.address.begin()
        elif scene is Scene.WELCOME:
            self.begin()

    def _show_buttons(self) -> None:
        self.connect_button.setEnabled(not self._viewmodel.connection.is_testing)
        chooses = self._viewmodel.scene is Scene.ENTITIES
        self.track.setVisible(chooses and self._viewmodel.entities.state.has_content)
        self.track.show_text(self._viewmodel.entities.apply_text)
        self.track.setEnabled(self._viewmodel.entities.can_apply)

    def _fit(self) -> None:
        is_wide = self._viewmodel.scene is Scene.ENTITIES
        width, height = (_WIDE, _HIGH) if is_wide else (_WIDTH, _HEIGHT)
        is_low = self.height() < height + 2 * _MARGIN
        above, below = _LOW_PADDING if is_low else _PADDING
        margin = _LOW_MARGIN if is_low else _MARGIN
        self._card.body.setContentsMargins(0, above, 0, below)
        self._card.setFixedSize(
            min(width, self.width() - 2 * _MARGIN), min(height, self.height() - 2 * margin)
        )


def _scrolled(scene: QWidget) -> ScrollColumn:
    made = ScrollColumn(left=40, right=40, below=0, ground="surface")
    made.setObjectName("surface")
    made.column.addWidget(scene, 1)
    return made
