"""How a row of the devices' list looks."""

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from energy_desktop.model.figures import power
from energy_desktop.viewmodels.device_rows import DeviceRow, RowKind
from energy_desktop.viewmodels.hues import Hue
from energy_desktop.views.fonts import font
from energy_desktop.views.pages.device_painting import (
    NAME_WIDTH,
    PADDING,
    ROW_HEIGHT,
    RowPainting,
)
from energy_desktop.views.tokens import DARK, LIGHT, Tokens

WIDTH = 600


def painted(row: DeviceRow, tokens: Tokens) -> QImage:
    image = QImage(WIDTH, ROW_HEIGHT, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)
    painter = QPainter(image)
    painter.setFont(font())
    RowPainting(tokens, 1.0).draw(painter, QRectF(0, 0, WIDTH, ROW_HEIGHT), row)
    painter.end()
    return image


def row_of(watts: float, depth: int = 0) -> DeviceRow:
    return DeviceRow(
        RowKind.DEVICE, "a", "Inverter", "solar-power", power(watts), 1.0, depth, "", watts < 0
    )


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.usefixtures("qapp")
def test_what_gives_power_has_the_colour_of_the_sun_and_its_rim(tokens: Tokens) -> None:
    left, middle = PADDING + NAME_WIDTH, ROW_HEIGHT // 2
    image = painted(row_of(-730), tokens)
    assert image.pixelColor(left + 20, middle) == tokens.fill(Hue.SOLAR)
    assert image.pixelColor(left + 20, middle - 4) == tokens.mark(Hue.SOLAR)
    assert painted(row_of(730), tokens).pixelColor(left + 20, middle) == tokens.fill(Hue.HOME)
