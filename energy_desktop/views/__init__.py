"""How it looks: QtWidgets."""
