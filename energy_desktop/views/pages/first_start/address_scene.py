"""The second scene: which Home Assistant, its token, and a test step by step."""

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from energy_desktop.model.connection_test import Step
from energy_desktop.viewmodels.first_start import LOOKED_FOR, FirstStartViewModel
from energy_desktop.viewmodels.frame import Shape
from energy_desktop.views.fonts import TITLE, font
from energy_desktop.views.mdi import icon_pixmap
from energy_desktop.views.pages.first_start.home_row import AddressRow, HomeRow
from energy_desktop.views.pages.settings.connection_result import ConnectionResult
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.button import QUIET, Button
from energy_desktop.views.widgets.card import label
from energy_desktop.views.widgets.paragraph import Paragraph
from energy_desktop.views.widgets.state_shape import shape_pixmap
from energy_desktop.views.widgets.text_field import TextField

_EXAMPLE = "http://homeassistant.local:8123"
_SHAPE = 14


class AddressScene(QWidget):
    """What was found can be chosen at once; an address can always be typed."""

    def __init__(self, theme: Theme, viewmodel: FirstStartViewModel) -> None:
        super().__init__()
        self._theme = theme
        self._viewmodel = viewmodel
        self._connection = viewmodel.connection
        self.rows: list[HomeRow] = []
        self._group = QButtonGroup(self)
        self.other = AddressRow(theme, self.tr("Another address"), _EXAMPLE)
        self.other.setChecked(True)
        self._group.addButton(self.other)
        self.token = TextField(theme, self.tr("Token"))
        self.token.be_secret()
        self._shape, self._looking = QLabel(), Paragraph()
        self._again = Button(theme, self.tr("Look again"), kind=QUIET, is_small=True)
        self._bar = QProgressBar()
        self._search = self._search_row()
        self._homes = QVBoxLayout()
        self._lock = QLabel()
        self.result = ConnectionResult(theme, viewmodel.connection)
        self._laid_out()
        self._wire()
        self._show_homes()
        self._show_token()
        self._show_test()

    @property
    def address(self) -> str:
        """Of the chosen Home Assistant."""
        chosen = self._group.checkedButton()
        if isinstance(chosen, HomeRow) and chosen.address:
            return chosen.address
        return self.other.field.text()

    def connect_home(self) -> None:
        """Test what is chosen, and use it when the test succeeds."""
        self._connection.connect_to(self.address, self.token.text())

    def begin(self) -> None:
        """The scene opens: the focus goes where a person acts first."""
        self._show_homes()
        if self._viewmodel.looks_in_the_network:
            self.token.setFocus()
        else:
            self.other.click()
            self.other.field.setFocus()

    def _search_row(self) -> QWidget:
        search = QWidget()
        self._shape.setFixedSize(_SHAPE, _SHAPE)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(2)
        self._bar.setRange(0, LOOKED_FOR)
        self._bar.setAccessibleName(self.tr("Looking in the network"))
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._shape)
        line.addWidget(self._looking, 1)
        line.addWidget(self._again)
        column = QVBoxLayout(search)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(8)
        column.addLayout(line)
        column.addWidget(self._bar)
        return search

    def _laid_out(self) -> None:
        title = label(self.tr("Which Home Assistant?"), strong=True)
        title.setFont(font(TITLE, strong=True))
        caption = label(self.tr("Token"), muted=True)
        caption.setBuddy(self.token)
        self._homes.setSpacing(8)
        self._lock.setFixedSize(16, 16)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self._lock)
        below.addWidget(
            Paragraph(
                self.tr(
                    "In Home Assistant: your profile › Security › Long-lived access tokens."
                    " It goes to this system’s keyring and nowhere else."
                )
            ),
            1,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(title)
        column.addSpacing(8)
        column.addWidget(self._search)
        column.addLayout(self._homes)
        column.addSpacing(8)
        column.addWidget(self.other)
        column.addSpacing(16)
        column.addWidget(caption)
        column.addSpacing(4)
        column.addWidget(self.token)
        column.addSpacing(8)
        column.addLayout(below)
        column.addWidget(self.result)
        column.addStretch(1)

    def _wire(self) -> None:
        self._again.clicked.connect(self._viewmodel.look_again)
        self._group.buttonClicked.connect(lambda _: self._connection.forget_test())
        for field in (self.other.field, self.token):
            field.textEdited.connect(lambda _: self._connection.forget_test())
            field.returnPressed.connect(self.connect_home)
        self._viewmodel.homes_changed.connect(self._show_homes)
        self._connection.test_changed.connect(self._show_test)
        self._connection.configured_changed.connect(self._show_token)
        self._theme.changed.connect(self._show_homes)

    def _show_homes(self) -> None:
        viewmodel, tokens, ratio = self._viewmodel, self._theme.tokens, self.devicePixelRatioF()
        self._search.setVisible(viewmodel.looks_in_the_network)
        found = Shape.GOOD if viewmodel.homes else Shape.PAUSED
        shape = Shape.BUSY if viewmodel.is_looking else found
        self._shape.setPixmap(shape_pixmap(shape, _SHAPE, tokens, ratio))
        self._lock.setPixmap(icon_pixmap("lock", 16, QColor(tokens.muted), ratio))
        self._looking.setText(viewmodel.looking_text)
        self._bar.setValue(round(viewmodel.share_looked * LOOKED_FOR))
        self._bar.setVisible(viewmodel.is_looking)
        self._again.setVisible(not viewmodel.is_looking)
        known = {row.address for row in self.rows}
        for home in viewmodel.homes:
            if home.address not in known:
                self._add_row(HomeRow(self._theme, home.name, home.address, home.version))

    def _add_row(self, row: HomeRow) -> None:
        is_first = not self.rows and not self.other.field.text()
        self.rows.append(row)
        self._group.addButton(row)
        self._homes.addWidget(row)
        if is_first:
            row.click()

    def _show_token(self) -> None:
        self.token.setEnabled(self._connection.keeps_token)
        self.token.setPlaceholderText(self._connection.token_remark)

    def _show_test(self) -> None:
        failed, why = self._connection.failed_step, self._connection.problem_text
        is_typed = self._group.checkedButton() is self.other
        of_address = failed in (Step.NAME, Step.PORT, Step.ENCRYPTION)
        self.other.field.mark_wrong(of_address and is_typed, why)
        self.token.mark_wrong(failed is Step.SIGN_IN, why)
