"""Material Design Icons, which Home Assistant names its icons by.

QtAwesome brings the font. Its own classes load all of its fonts and cost a tenth of a second
before the window is there; one font and its table of names need three milliseconds.
"""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QIcon,
    QPainter,
    QPainterPath,
    QPixmap,
    QTransform,
)

FALLBACK = "power-plug"


@cache
def _font_files() -> tuple[Path, Path]:
    """The font and its table of names."""
    package = find_spec("qtawesome")
    if package is None or not package.submodule_search_locations:
        raise FileNotFoundError("QtAwesome, which brings the icons, is not installed")
    folder = Path(next(iter(package.submodule_search_locations))) / "fonts"
    font = max(folder.glob("materialdesignicons6-webfont-*.ttf"))
    table = max(folder.glob("materialdesignicons6-webfont-charmap-*.json"))
    return font, table


@cache
def _family() -> str:
    identifier = QFontDatabase.addApplicationFont(str(_font_files()[0]))
    return QFontDatabase.applicationFontFamilies(identifier)[0]


@cache
def _characters() -> dict[str, str]:
    table: dict[str, str] = json.loads(_font_files()[1].read_text(encoding="utf-8"))
    return {name: chr(int(code, 16)) for name, code in table.items()}


def known(name: str) -> bool:
    """Whether there is an icon of this name."""
    return name in _characters()


@cache
def _path(name: str) -> QPainterPath:
    """The icon's outline in a square of 24."""
    character = _characters().get(name) or _characters()[FALLBACK]
    font = QFont(_family())
    font.setPixelSize(240)
    outline = QPainterPath()
    outline.addText(QPointF(0, 0), font, character)
    # The glyphs' em square is the icon's square; its baseline lies at 7/8 of the height.
    path = QTransform().translate(0, 21).scale(0.1, 0.1).map(outline)
    path.setFillRule(Qt.FillRule.WindingFill)
    return path


def draw_icon(painter: QPainter, name: str, box: QRectF, colour: QColor) -> None:
    """Paint an icon into a square; an unknown name is a plug."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / 24, box.height() / 24)
    painter.fillPath(_path(name), colour)
    painter.restore()


def icon_pixmap(name: str, size: int, colour: QColor, ratio: float) -> QPixmap:
    """An icon of `size` logical pixels for a screen of that device-pixel ratio."""
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    draw_icon(painter, name, QRectF(0, 0, size, size), colour)
    painter.end()
    return pixmap


def app_icon() -> QIcon:
    """The program's own icon."""
    return QIcon(str(Path(__file__).parent / "icons" / "app.svg"))
