"""Settings › Home Assistant: where it is, how to get in, how that stands."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from energy_desktop.model.connection_test import Step
from energy_desktop.viewmodels.connection import ConnectionViewModel
from energy_desktop.viewmodels.frame import FrameViewModel
from energy_desktop.views.fonts import CAPTION
from energy_desktop.views.pages.settings.connection_result import ConnectionResult
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.button import PRIMARY, QUIET, Button
from energy_desktop.views.widgets.card import Card, label
from energy_desktop.views.widgets.paragraph import Paragraph
from energy_desktop.views.widgets.scroll_column import ScrollColumn
from energy_desktop.views.widgets.state_shape import shape_pixmap
from energy_desktop.views.widgets.text_field import TextField

_FIELD_WIDTH = 440


class HomeSection(ScrollColumn):
    """The state first, the form below."""

    def __init__(
        self, theme: Theme, connection: ConnectionViewModel, frame: FrameViewModel
    ) -> None:
        super().__init__(left=0)
        self.column.addWidget(_StateCard(theme, connection, frame))
        form = _FormCard(theme, connection)
        form.result.grown.connect(lambda: self.show_soon(form.result))
        self.column.addWidget(form)
        self.column.addStretch(1)


class _StateCard(Card):
    def __init__(
        self, theme: Theme, connection: ConnectionViewModel, frame: FrameViewModel
    ) -> None:
        super().__init__("")
        self.setAccessibleName(self.tr("State of the connection"))
        self._theme = theme
        self._connection = connection
        self._frame = frame
        self._shape = QLabel()
        self._shape.setFixedSize(14, 14)
        self._heading = label("", strong=True)
        self._explanation = Paragraph(is_selectable=True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._shape)
        head.addWidget(self._heading)
        head.addStretch(1)
        self.body.addLayout(head)
        self.body.addSpacing(4)
        self.body.addWidget(self._explanation)
        frame.foot_changed.connect(self._show)
        theme.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        state = self._connection.state(self._frame.home_row())
        shape = shape_pixmap(state.shape, 14, self._theme.tokens, self.devicePixelRatioF())
        self._shape.setPixmap(shape)
        self._heading.setText(state.name)
        self._explanation.setText(state.text)
        self.setAccessibleDescription(f"{state.name}. {state.text}")


class _FormCard(Card):
    """What stands in the fields is used only after a test has succeeded."""

    def __init__(self, theme: Theme, viewmodel: ConnectionViewModel) -> None:
        super().__init__("")
        self.setAccessibleName(self.tr("Address and token"))
        self._viewmodel = viewmodel
        self._address = TextField(theme, self.tr("Address"), "http://homeassistant.local:8123")
        self._token = TextField(theme, self.tr("Token"))
        self._token.be_secret()
        self._form = self._fields()
        self._demo = Paragraph(
            self.tr("This is the demo home. It runs inside this program and needs no address.")
        )
        self._connect = Button(theme, self.tr("Test and connect"), kind=PRIMARY)
        self._test = Button(theme, self.tr("Test only"))
        self._cancel = Button(theme, self.tr("Cancel"), kind=QUIET)
        self._buttons = self._button_row()
        self.result = ConnectionResult(theme, viewmodel)
        self.body.addWidget(label(self.tr("Address and token"), strong=True))
        self.body.addSpacing(12)
        self.body.addWidget(self._demo)
        self.body.addWidget(self._form)
        self.body.addWidget(self._buttons)
        self.body.addWidget(self.result)
        self._wire()
        self._show_configured()
        self._show_test()

    def _fields(self) -> QWidget:
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 16)
        column.setSpacing(4)
        for name, field, remark in (
            (
                self.tr("Address"),
                self._address,
                self.tr("As you open Home Assistant in a browser, from this computer."),
            ),
            (
                self.tr("Token"),
                self._token,
                self.tr(
                    "In Home Assistant: your profile › Security › Long-lived access tokens."
                    " It goes to this system's keyring and nowhere else."
                ),
            ),
        ):
            caption = label(name, muted=True)
            caption.setBuddy(field)
            field.setMaximumWidth(_FIELD_WIDTH)
            below = Paragraph(remark, size=CAPTION)
            column.addWidget(caption)
            column.addWidget(field)
            column.addWidget(below)
            column.addSpacing(8)
        return form

    def _button_row(self) -> QWidget:
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 8)
        row.setSpacing(8)
        for button in (self._connect, self._test, self._cancel):
            row.addWidget(button)
        row.addStretch(1)
        return buttons

    def _wire(self) -> None:
        viewmodel = self._viewmodel
        self._connect.clicked.connect(
            lambda: viewmodel.connect_to(self._address.text(), self._token.text())
        )
        self._test.clicked.connect(lambda: viewmodel.test(self._address.text(), self._token.text()))
        self._cancel.clicked.connect(viewmodel.cancel)
        for field in (self._address, self._token):
            field.returnPressed.connect(self._connect.click)
            field.textEdited.connect(lambda _: viewmodel.forget_test())
            field.textChanged.connect(lambda _: self._show_test())
        viewmodel.configured_changed.connect(self._show_configured)
        viewmodel.test_changed.connect(self._show_test)
        viewmodel.saved.connect(self._token.clear)

    def _show_configured(self) -> None:
        configured = self._viewmodel.configured
        self._demo.setVisible(configured.is_fixed)
        self._form.setVisible(not configured.is_fixed)
        self._buttons.setVisible(not configured.is_fixed)
        if configured.address and not self._address.isModified():
            self._address.setText(configured.address)
        self._token.setEnabled(self._viewmodel.keeps_token)
        self._token.setPlaceholderText(self._viewmodel.token_remark)
        self._show_test()

    def _show_test(self) -> None:
        viewmodel = self._viewmodel
        is_ready = bool(self._address.text().strip()) and not viewmodel.is_testing
        self._connect.setEnabled(is_ready)
        self._test.setEnabled(is_ready)
        self._cancel.setVisible(viewmodel.is_testing)
        failed, why = viewmodel.failed_step, viewmodel.problem_text
        self._address.mark_wrong(failed in (Step.NAME, Step.PORT, Step.ENCRYPTION), why)
        self._token.mark_wrong(failed is Step.SIGN_IN, why)
