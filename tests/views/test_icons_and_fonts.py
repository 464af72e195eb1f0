"""Icons by Home Assistant's names, type with even digits."""

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter

from energy_desktop.viewmodels.device_icons import _KINDS, DEFAULT_ICON
from energy_desktop.viewmodels.frame import Shape
from energy_desktop.views.fonts import BODY, HERO, font
from energy_desktop.views.mdi import app_icon, draw_icon, icon_pixmap, known
from energy_desktop.views.tokens import DARK, LIGHT
from energy_desktop.views.widgets.state_shape import shape_pixmap


@pytest.mark.parametrize("name", sorted({DEFAULT_ICON, *(icon for _, icon in _KINDS)}))
def test_every_fallback_icon_exists(name: str) -> None:
    assert known(name)


@pytest.mark.parametrize(
    "name", ["gauge", "flash", "home", "home-battery", "transmission-tower", "solar-power-variant",
             "help-circle-outline", "alert-circle-outline", "power-plug-off"],
)  # fmt: skip
def test_every_icon_of_the_window_exists(name: str) -> None:
    assert known(name)


def painted(name: str) -> QImage:
    image = QImage(24, 24, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    draw_icon(painter, name, QRectF(0, 0, 24, 24), QColor("#000000"))
    painter.end()
    return image


def test_an_unknown_name_is_a_plug() -> None:
    assert painted("no-such-icon") == painted("power-plug")
    assert painted("home") != painted("power-plug")


def test_icons_are_sharp_on_every_screen() -> None:
    pixmap = icon_pixmap("home", 20, QColor("#ff0000"), 2.0)
    assert pixmap.width() == 40
    assert pixmap.deviceIndependentSize().width() == 20


def test_the_program_has_an_icon() -> None:
    assert not app_icon().pixmap(32, 32).isNull()


@pytest.mark.parametrize("size", [BODY, HERO])
@pytest.mark.parametrize("strong", [False, True])
def test_digits_are_equally_wide(size: int, strong: bool) -> None:
    metrics = QFontMetricsF(font(size, strong))
    widths = [metrics.horizontalAdvance(digit) for digit in "0123456789"]
    assert max(widths) - min(widths) < 0.005 * size


def test_states_differ_in_shape_not_only_in_colour() -> None:
    silhouettes = []
    for shape in Shape:
        image = shape_pixmap(shape, 24, LIGHT, 1.0).toImage()
        silhouettes.append(
            tuple(image.pixelColor(x, y).alpha() > 127 for x in range(24) for y in range(24))
        )
    assert len(set(silhouettes)) == len(Shape)
    assert shape_pixmap(Shape.GOOD, 12, DARK, 2.0).width() == 24
