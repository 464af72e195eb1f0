"""Renders every page and dialog, to be looked at.

    .venv/bin/python -m tests.screens FOLDER [SCENE …] [--sizes 1280 900] [--languages en de]

Run with QT_SCALE_FACTOR=2 for a screen of twice the density.
"""

import argparse
import asyncio
import os
import tempfile
from pathlib import Path

from PySide6.QtCore import QLocale, QPoint, QSize
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from energy_desktop.model.machine_settings import Language
from energy_desktop.views.fonts import font
from energy_desktop.views.languages import Speech
from energy_desktop.views.main_window import MainWindow
from tests.screens.languages import LOCALES
from tests.screens.scenes import SCENES
from tests.screens.stage import Stage, stage

_SIZES = {1280: QSize(1280, 800), 900: QSize(900, 600)}
_BUSY_SHOWS_AFTER = 0.5


def picture_of(window: MainWindow, dialog: QWidget | None) -> QPixmap:
    """The window, with a dialog or menu in its middle."""
    picture = window.grab()
    if dialog is not None:
        dialog.adjustSize()
        over = dialog.grab()
        ratio = picture.devicePixelRatio()
        room = (picture.size() - over.size()) / ratio / 2
        painter = QPainter(picture)
        painter.fillRect(picture.rect(), QColor(0, 0, 0, 60))
        painter.drawPixmap(QPoint(room.width(), room.height()), over)
        painter.end()
    return picture


async def _take(made: Stage, folder: Path, name: str, sizes: list[int], suffix: str) -> None:
    window = made.window
    assert window is not None
    for size in sizes:
        window.resize(_SIZES[size])
        window.show()
        await made.paint()
        if name.endswith(("loading", "connecting")):
            await asyncio.sleep(_BUSY_SHOWS_AFTER)
            await made.paint()
        await made.rest()
        picture_of(window, made.dialog).save(str(folder / f"{name}-{suffix}-{size}.png"))


async def render(folder: Path, names: list[str], sizes: list[int], suffix: str) -> None:
    """The scenes in both themes."""
    for name in names or list(SCENES):
        for theme, is_dark in (("light", False), ("dark", True)):
            with tempfile.TemporaryDirectory() as data:
                async with stage(Path(data), is_dark=is_dark) as made:
                    await SCENES[name](made)
                    await _take(made, folder, name, sizes, f"{theme}-{suffix}")


def main() -> None:
    """Render what was asked for."""
    parser = argparse.ArgumentParser(description="Render the window's pages and dialogs.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("scenes", nargs="*", choices=[[], *SCENES], metavar="SCENE")
    parser.add_argument("--sizes", nargs="+", type=int, default=list(_SIZES), choices=_SIZES)
    parser.add_argument(
        "--languages", nargs="+", type=Language, default=[*LOCALES], choices=LOCALES
    )
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication([])
    application.setFont(font())
    speech = Speech()
    scale = os.environ.get("QT_SCALE_FACTOR", "1")
    for language in arguments.languages:
        speech.speak(language)
        QLocale.setDefault(LOCALES[language])
        suffix = f"{language.value}@{scale}"
        asyncio.run(render(arguments.folder, arguments.scenes, arguments.sizes, suffix))
    application.quit()


main()
