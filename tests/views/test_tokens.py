"""Every colour can be read, and told from its neighbours."""

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from energy_desktop.viewmodels.hues import Hue
from energy_desktop.views.stylesheet import stylesheet
from energy_desktop.views.theme import palette_of
from energy_desktop.views.tokens import DARK, LIGHT, NAMES, Tokens

THEMES = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
Vector = NDArray[np.float64]


def linear(colour: str) -> Vector:
    """Linear light of a colour, 0 to 1 (IEC 61966-2-1)."""
    rgb = np.array([QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF()])
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio."""
    light, dark = sorted(
        (float(linear(c) @ [0.2126, 0.7152, 0.0722]) for c in (one, other)), reverse=True
    )
    return (light + 0.05) / (dark + 0.05)


@THEMES
@pytest.mark.parametrize("ground", ["back", "surface", "raised", "tint", "hover"])
@pytest.mark.parametrize("text", ["text", "muted"])
def test_text_is_readable(tokens: Tokens, text: str, ground: str) -> None:
    assert contrast(getattr(tokens, text), getattr(tokens, ground)) >= 4.5


@THEMES
def test_text_on_the_accent_is_readable(tokens: Tokens) -> None:
    assert contrast(tokens.on_accent, tokens.accent) >= 4.5


@THEMES
@pytest.mark.parametrize("hue", list(Hue))
def test_marks_stand_out(tokens: Tokens, hue: Hue) -> None:
    assert contrast(tokens.mark(hue).name(), tokens.surface) >= 3


@THEMES
@pytest.mark.parametrize("name", ["good", "warning", "bad", "accent", "edge"])
def test_states_and_edges_stand_out(tokens: Tokens, name: str) -> None:
    for ground in (tokens.surface, tokens.back):
        assert contrast(getattr(tokens, name), ground) >= 3


# Machado, Oliveira and Fernandes 2009, severity 1, on linear light.
DEFICIENCIES = {
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}


def lab(light: Vector) -> Vector:
    """CIE L*a*b* under D65."""
    to_xyz = np.array(
        [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    )
    xyz = to_xyz @ np.clip(light, 0, 1) / np.array([0.9505, 1.0, 1.089])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@THEMES
@pytest.mark.parametrize("deficiency", list(DEFICIENCIES))
@pytest.mark.parametrize(
    ("one", "other"),
    [("solar", "home"), ("solar", "battery_out"), ("battery_out", "grid_in")],
)
def test_neighbours_differ_for_every_eye(
    tokens: Tokens, deficiency: str, one: str, other: str
) -> None:
    matrix = np.array(DEFICIENCIES[deficiency])
    seen = [lab(matrix @ linear(getattr(tokens, name))) for name in (one, other)]
    assert float(np.linalg.norm(seen[0] - seen[1])) >= 11


@THEMES
def test_the_style_sheet_names_only_tokens(tokens: Tokens) -> None:
    sheet = stylesheet(tokens)
    assert "$" not in sheet
    assert tokens.surface in sheet


@THEMES
def test_all_tokens_are_colours(tokens: Tokens) -> None:
    assert all(QColor(getattr(tokens, name)).isValid() for name in NAMES)
    assert palette_of(tokens).window().color() == QColor(tokens.back)
