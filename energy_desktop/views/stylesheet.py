"""The style sheet of the window, made from the tokens."""

from string import Template

from energy_desktop.views.tokens import NAMES, Tokens

_SHEET = Template("""
QMainWindow, QWidget#page, QWidget#sidebar { background: $back; }
QWidget#sidebar { border-right: 1px solid $line; }
QLabel { color: $text; background: transparent; }
QLabel[tone="muted"] { color: $muted; }
QFrame#card { background: $surface; border: 1px solid $line; border-radius: 10px; }
QFrame#rule { background: $line; border: none; }
QScrollArea, QScrollArea > QWidget > QWidget#page { background: $back; border: none; }
QScrollArea#surface, QScrollArea > QWidget > QWidget#surface { background: $surface; }
QProgressBar { background: $line; border: none; }
QProgressBar::chunk { background: $accent; }

QListView#pages { background: transparent; border: none; outline: 0; }
QTableView#devices { background: transparent; border: none; outline: 0; }

QFrame#segments { background: $surface; border: 1px solid $line; border-radius: 6px; }
QFrame#segments QToolButton {
    background: transparent; color: $muted; border: 2px solid transparent;
    border-radius: 5px; padding: 0 6px;
}
QFrame#segments QToolButton:hover { background: $hover; }
QFrame#segments QToolButton:checked { background: $tint; color: $text; font-weight: 600; }
QFrame#segments QToolButton:focus { border-color: $accent; }

QPushButton {
    background: $surface; color: $text; border: 1px solid $line; border-radius: 8px;
    padding: 0 12px; min-height: 30px;
}
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $line; }
QPushButton:disabled { background: $back; color: $muted; }
QPushButton:focus { border: 2px solid $accent; padding: 0 11px; min-height: 28px; }
QPushButton[kind="primary"] {
    background: $accent; color: $on_accent; border-color: $accent; font-weight: 600;
}
QPushButton[kind="primary"]:hover { background: $accent_hover; }
QPushButton[kind="primary"]:pressed { background: $accent_pressed; }
QPushButton[kind="primary"]:focus { border-color: $text; }

QPushButton[kind="primary"]:disabled { background: $line; color: $muted; border-color: $line; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; }
QPushButton[kind="quiet"]:hover { background: $hover; }
QPushButton[kind="quiet"]:pressed { background: $line; }
QPushButton[kind="quiet"]:focus { border-color: $accent; }
QPushButton[kind="danger"] { color: $bad; border-color: $bad; }
QPushButton[kind="danger"]:pressed { background: $bad; color: $surface; }
QPushButton[kind="danger"]:disabled { color: $muted; border-color: $line; }
QPushButton[kind="danger"]:focus { border-color: $accent; }
QPushButton[small="true"] { border-radius: 6px; padding: 0 8px; min-height: 22px; }
QPushButton[small="true"]:focus { padding: 0 7px; min-height: 20px; }

QLineEdit {
    background: $surface; color: $text; border: 1px solid $edge; border-radius: 8px;
    padding: 0 10px; selection-background-color: $accent; selection-color: $on_accent;
    placeholder-text-color: $muted;
}
QLineEdit:focus { border: 2px solid $accent; padding: 0 9px; }
QLineEdit[error="true"] { border: 2px solid $bad; padding: 0 9px; }
QLineEdit:disabled { background: $back; color: $muted; border-color: $line; }
QLineEdit QToolButton { background: transparent; border: none; }
QLineEdit QToolButton:focus { border: 2px solid $accent; border-radius: 6px; }

QTableView#entities { background: transparent; border: none; outline: 0; }
QTableView#entities QHeaderView { background: transparent; border: none; }
QTableView#entities QHeaderView::section { background: transparent; border: none; }
QHeaderView#readings::section { color: $muted; padding: 0 8px; }
QLabel[tone="bad"] { color: $bad; }
QMenu { background: $raised; color: $text; border: 1px solid $edge; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 12px; border-radius: 6px; }
QMenu::item:selected { background: $hover; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QDialog { background: $surface; }

QFrame#popup { background: $raised; border: 1px solid $edge; border-radius: 8px; }
QToolTip { background: $raised; color: $text; border: 1px solid $edge; padding: 4px 8px; }

QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar::handle:vertical {
    background: $line; border-radius: 3px; min-height: 32px; margin: 2px;
}
QScrollBar::handle:vertical:hover, QScrollBar::handle:vertical:pressed { background: $edge; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")

_ACCENT_STATES = {
    "#2563EB": ("#1F57D6", "#1D4FBF"),
    "#6EA8FE": ("#82B4FE", "#93BFFF"),
}


def stylesheet(tokens: Tokens) -> str:
    """For the main window; what is inside inherits it."""
    names = {name: getattr(tokens, name) for name in NAMES}
    hover, pressed = _ACCENT_STATES.get(tokens.accent, (tokens.accent, tokens.accent))
    return _SHEET.substitute(names, accent_hover=hover, accent_pressed=pressed)
