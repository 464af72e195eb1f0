"""Addresses, users and passwords of both databases, tested before they are saved."""

from dataclasses import fields

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from energy_desktop.model.server_addresses import SERVER_NAMES, Server, ServerEntries
from energy_desktop.viewmodels.storage.servers import ServersViewModel
from energy_desktop.views.fonts import CAPTION
from energy_desktop.views.pages.settings.storage.servers_result import ServersResult
from energy_desktop.views.theme import Theme
from energy_desktop.views.widgets.button import PRIMARY, QUIET, Button
from energy_desktop.views.widgets.card import Card, label, rule
from energy_desktop.views.widgets.paragraph import Paragraph
from energy_desktop.views.widgets.text_field import TextField

_BETWEEN = 24


class ServersCard(Card):
    """What stands in the fields is saved only after a test of it has succeeded."""

    def __init__(self, theme: Theme, viewmodel: ServersViewModel) -> None:
        super().__init__("")
        self.setAccessibleName(self.tr("Addresses of the database servers"))
        self._theme = theme
        self._viewmodel = viewmodel
        self.fields = self._made_fields()
        """By name of `ServerEntries`."""
        for server in Server:
            self.fields[f"{server}_password"].be_secret()
        self.test = Button(theme, self.tr("Test"))
        self.save = Button(theme, self.tr("Save"), kind=PRIMARY)
        self.cancel = Button(theme, self.tr("Cancel"), kind=QUIET)
        self.result = ServersResult(theme, viewmodel)
        self._given = Paragraph()
        self._remark = Paragraph()
        self.body.addWidget(label(self.tr("Addresses of the database servers"), strong=True))
        self.body.addSpacing(4)
        self.body.addLayout(self._words())
        self.body.addSpacing(16)
        self.body.addWidget(self._form())
        self.body.addSpacing(16)
        self.body.addWidget(self._buttons())
        self.body.addWidget(self.result)
        self._wire()
        self._show_known()
        self._show_test()

    def _words(self) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addWidget(
            Paragraph(
                self.tr(
                    "For many homes, many readers or decades, QuestDB and MongoDB can keep the"
                    " data. One home needs neither."
                )
            )
        )
        words.addWidget(self._given)
        return words

    @property
    def entries(self) -> ServerEntries:
        """What stands in the fields."""
        return ServerEntries(**{name: field.text() for name, field in self.fields.items()})

    def _made_fields(self) -> dict[str, TextField]:
        names = {
            "questdb_http": self.tr("QuestDB: address for writing"),
            "questdb_pg": self.tr("QuestDB: address for reading"),
            "questdb_user": self.tr("QuestDB: user"),
            "questdb_password": self.tr("QuestDB: password"),
            "mongodb": self.tr("MongoDB: address"),
            "mongodb_user": self.tr("MongoDB: user"),
            "mongodb_password": self.tr("MongoDB: password"),
        }
        return {
            each.name: TextField(self._theme, names[each.name]) for each in fields(ServerEntries)
        }

    def _form(self) -> QWidget:
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        user, password = self.tr("User"), self.tr("Password")
        column.addWidget(
            self._group(
                Server.QUESTDB,
                (
                    (self.tr("Address for writing (HTTP)"), "questdb_http", 0, 0, 1),
                    (self.tr("Address for reading (PostgreSQL)"), "questdb_pg", 0, 1, 1),
                    (user, "questdb_user", 1, 0, 1),
                    (password, "questdb_password", 1, 1, 1),
                ),
            )
        )
        column.addWidget(rule())
        column.addWidget(
            self._group(
                Server.MONGODB,
                (
                    (self.tr("Address"), "mongodb", 0, 0, 2),
                    (user, "mongodb_user", 1, 0, 1),
                    (password, "mongodb_password", 1, 1, 1),
                ),
            )
        )
        column.addWidget(
            Paragraph(
                self.tr(
                    "Host and port, or a whole connection string where it needs more. Passwords"
                    " go to this system's keyring and nowhere else."
                ),
                size=CAPTION,
            )
        )
        return form

    def _group(self, server: Server, places: tuple[tuple[str, str, int, int, int], ...]) -> QWidget:
        """Caption above field, two side by side; a place is row, column and width."""
        group = QWidget()
        grid = QGridLayout(group)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(_BETWEEN)
        grid.setVerticalSpacing(4)
        head = label(SERVER_NAMES[server], strong=True)
        head.setContentsMargins(0, 0, 0, 4)
        grid.addWidget(head, 0, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for name, key, row, column, width in places:
            caption = label(name, muted=True)
            caption.setBuddy(self.fields[key])
            grid.addWidget(caption, 3 * row + 1, column, 1, width)
            grid.addWidget(self.fields[key], 3 * row + 2, column, 1, width)
        grid.setRowMinimumHeight(3, 4)  # between the two rows of fields
        return group

    def _buttons(self) -> QWidget:
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button in (self.test, self.save, self.cancel):
            row.addWidget(button)
        row.addSpacing(8)
        row.addWidget(self._remark, 1)
        return buttons

    def _wire(self) -> None:
        viewmodel = self._viewmodel
        self.test.clicked.connect(lambda: viewmodel.test(self.entries))
        self.save.clicked.connect(viewmodel.save)
        self.cancel.clicked.connect(viewmodel.cancel)
        for field in self.fields.values():
            field.returnPressed.connect(self.test.click)
            field.textEdited.connect(lambda _: viewmodel.forget_test())
            field.textChanged.connect(lambda _: self._show_test())
        viewmodel.known_changed.connect(self._show_known)
        viewmodel.test_changed.connect(self._show_test)
        viewmodel.saved.connect(self._forget_passwords)

    def _forget_passwords(self) -> None:
        for server in Server:
            self.fields[f"{server}_password"].clear()

    def _show_known(self) -> None:
        viewmodel = self._viewmodel
        self._given.setText(viewmodel.given_remark)
        self._given.setVisible(bool(viewmodel.given_remark))
        self.save.setVisible(not viewmodel.is_all_given)
        for server in Server:
            remark = viewmodel.password_remark(server)
            self.fields[f"{server}_password"].setPlaceholderText(remark)
        known = viewmodel.known
        for name, field in self.fields.items():
            field.setEnabled(known is not None and not viewmodel.is_given(name))
        if known is not None:
            for name, field in self.fields.items():
                if not field.isModified() and not name.endswith("password"):
                    field.setText(getattr(known.entries, name))
        self._show_test()

    def _show_test(self) -> None:
        viewmodel = self._viewmodel
        addresses = ("questdb_http", "questdb_pg", "mongodb")
        has_all = all(self.fields[each].text().strip() for each in addresses)
        is_ready = has_all and not viewmodel.is_busy and viewmodel.known is not None
        self.test.setEnabled(is_ready)
        self.save.setEnabled(viewmodel.can_save)
        self.cancel.setVisible(viewmodel.is_testing)
        self._remark.setText(viewmodel.saving_remark)
        wrong = viewmodel.wrong_fields()
        for name, field in self.fields.items():
            field.mark_wrong(name in wrong, wrong.get(name, ""))
