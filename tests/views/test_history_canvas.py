"""What charts promise Qt when they say that they paint all of themselves."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor

from energy_desktop.views.charts.history_canvas import opaque_pixmap
from energy_desktop.views.tokens import DARK, LIGHT, Tokens


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 1.75, 2.0])
@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.usefixtures("qapp")
def test_no_pixel_of_a_widget_is_left_to_what_lies_below(ratio: float, tokens: Tokens) -> None:
    size = QSize(801, 333)
    pixmap = opaque_pixmap(size, ratio, tokens)
    assert pixmap.deviceIndependentSize().width() >= size.width()
    assert pixmap.deviceIndependentSize().height() >= size.height()
    assert not pixmap.hasAlphaChannel()
    last = pixmap.toImage().pixelColor(pixmap.width() - 1, pixmap.height() - 1)
    assert last == QColor(tokens.surface)
