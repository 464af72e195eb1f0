"""Type: the system's font with tabular digits, in four sizes and two weights."""

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

HERO, TITLE, BODY, CAPTION = 64, 24, 13, 11
"""Sizes in logical pixels."""

LINE_PITCH = {HERO: 72, TITLE: 32, BODY: 20, CAPTION: 16}
"""From one baseline to the next, by size, where a text has more than one line."""

_SUBSTITUTE = "Inter"
_NAMELESS = frozenset({"", "Sans", "Sans Serif", "sans-serif"})
"""What Qt answers where no desktop has chosen a font."""


def font(size: int = BODY, strong: bool = False) -> QFont:
    """A font of the window."""
    return QFont(_made(size, strong))


@cache
def _made(size: int, strong: bool) -> QFont:
    chosen = QFont(_family())
    chosen.setPixelSize(size)
    chosen.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    chosen.setFeature(QFont.Tag("tnum"), 1)
    if size >= TITLE:
        chosen.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, -size / 100)
    return chosen


@cache
def _family() -> str:
    """The desktop's font; Inter where none was chosen or its digits differ in width."""
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    has_substitute = _SUBSTITUTE in QFontDatabase.families()
    if has_substitute and (system in _NAMELESS or not _has_tabular_digits(system)):
        return _SUBSTITUTE
    return system


def _has_tabular_digits(family: str) -> bool:
    probe = QFont(family)
    probe.setPixelSize(100)
    probe.setFeature(QFont.Tag("tnum"), 1)
    metrics = QFontMetricsF(probe)
    widths = [metrics.horizontalAdvance(digit) for digit in "0123456789"]
    return max(widths) - min(widths) < 0.5
