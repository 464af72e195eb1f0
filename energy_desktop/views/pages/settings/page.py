"""The *Settings* page: sections at the left, or above where it is narrow."""

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from energy_desktop.viewmodels.application import ApplicationViewModel
from energy_desktop.viewmodels.connection import ConnectionViewModel
from energy_desktop.viewmodels.entities import EntitiesViewModel
from energy_desktop.viewmodels.frame import FrameViewModel
from energy_desktop.viewmodels.storage.page import StorageViewModel
from energy_desktop.views.fonts import CAPTION
from energy_desktop.views.pages.settings.application_section import ApplicationSection
from energy_desktop.views.pages.settings.entities_section import EntityActions, EntityList
from energy_desktop.views.pages.settings.home_section import HomeSection
from energy_desktop.views.pages.settings.storage.section import StorageSection
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.navigation_list import NavigationList, PageEntry
from energy_desktop.views.widgets.paragraph import Paragraph
from energy_desktop.views.widgets.segmented import Segmented

_SECTIONS_WIDTH = 168
_NARROW = 800
"""Below this width the sections stand above."""


class Section(IntEnum):
    """The sections in their order."""

    HOME = 0
    ENTITIES = 1
    STORAGE = 2
    APPLICATION = 3


@dataclass(frozen=True, slots=True)
class SettingsViewModels:
    """What the sections show."""

    connection: ConnectionViewModel
    entities: EntitiesViewModel
    storage: StorageViewModel
    application: ApplicationViewModel


class SettingsPage(QWidget):
    """Changes apply at once."""

    def __init__(self, theme: Theme, viewmodels: SettingsViewModels, frame: FrameViewModel) -> None:
        super().__init__()
        self.setObjectName("page")
        self._entities = viewmodels.entities
        self._storage = viewmodels.storage
        self._is_seen = False
        names = (
            self.tr("Home Assistant"),
            self.tr("Entities"),
            self.tr("Storage"),
            self.tr("Application"),
        )
        icons = ("home-assistant", "format-list-checks", "database", "tune")
        entries = [PageEntry(name, icon) for name, icon in zip(names, icons, strict=True)]
        self._list = NavigationList(theme, list(enumerate(entries)), self.tr("Sections"))
        self._list.setFixedWidth(_SECTIONS_WIDTH)
        self._remark = Paragraph(
            self.tr("Changes apply at once. The recorder keeps running."), size=CAPTION
        )
        self._above = Segmented(self.tr("Sections"), names)
        self.entity_list = EntityList(theme, viewmodels.entities)
        self.title_actions = QWidget()
        """For the title row: what the open section offers."""
        self._entity_actions = EntityActions(theme, viewmodels.entities)
        in_title = QHBoxLayout(self.title_actions)
        in_title.setContentsMargins(0, 0, 0, 0)
        in_title.addWidget(self._entity_actions)
        self._stack = QStackedWidget()
        self._stack.addWidget(HomeSection(theme, viewmodels.connection, frame))
        self._stack.addWidget(_framed(self.entity_list))
        self._stack.addWidget(StorageSection(theme, viewmodels.storage))
        self._stack.addWidget(ApplicationSection(theme, viewmodels.application))
        self._laid_out()
        self.entity_list.home_wanted.connect(lambda: self.open_section(Section.HOME))
        self._list.chosen.connect(lambda place: self.open_section(Section(place)))
        self._above.chosen.connect(lambda place: self.open_section(Section(place)))
        self.open_section(Section.HOME)

    @property
    def section(self) -> Section:
        """Which section is open."""
        return Section(self._stack.currentIndex())

    def open_section(self, section: Section) -> None:
        """Open a section."""
        self._stack.setCurrentIndex(section)
        self._list.select(section)
        self._above.select(section)
        self._entity_actions.setVisible(section is Section.ENTITIES)
        self._tell_sections()

    def set_seen(self, is_seen: bool) -> None:
        """Whether a person can see the page."""
        self._is_seen = is_seen
        self._tell_sections()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Arrange for the width."""
        super().resizeEvent(event)
        is_narrow = event.size().width() < _NARROW
        self._side.setVisible(not is_narrow)
        self._above.setVisible(is_narrow)

    def _tell_sections(self) -> None:
        """What nobody sees does no work."""
        self._entities.set_visible(self._is_seen and self.section is Section.ENTITIES)
        self._storage.set_visible(self._is_seen and self.section is Section.STORAGE)

    def _laid_out(self) -> None:
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 24, 0)
        side.setSpacing(12)
        side.addWidget(self._list)
        remark = QHBoxLayout()
        remark.setContentsMargins(8, 0, 8, 0)
        remark.addWidget(self._remark)
        side.addLayout(remark)
        side.addStretch(1)
        self._side.setFixedWidth(_SECTIONS_WIDTH + 24)
        column = QVBoxLayout()
        column.setSpacing(16)
        column.addWidget(self._above)
        column.addWidget(self._stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side)
        row.addLayout(column, 1)


def _framed(inside: QWidget) -> QWidget:
    outer = QWidget()
    column = QVBoxLayout(outer)
    column.setContentsMargins(0, 0, 24, 16)
    column.addWidget(inside)
    return outer
