"""Every colour of the window, light and dark, by what it is for."""

from dataclasses import dataclass, fields

from PySide6.QtGui import QColor

from energy_desktop.viewmodels.hues import Hue


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours as `#RRGGBB`."""

    back: str
    surface: str
    raised: str
    line: str
    edge: str
    """Borders of inputs, ticks, zero lines: 3 : 1 on the surface."""
    text: str
    muted: str
    accent: str
    on_accent: str
    tint: str
    """Behind what is selected."""
    hover: str
    solar: str
    solar_edge: str
    """Solar as a line, an icon or a rim, where the fill itself is too pale."""
    grid_in: str
    grid_out: str
    battery_out: str
    battery_in: str
    home: str
    gas: str
    water: str
    untracked: str
    untracked_edge: str
    good: str
    warning: str
    bad: str

    def fill(self, hue: Hue) -> QColor:
        """The colour of an area."""
        if hue is Hue.IDLE:
            return QColor(self.line)
        return QColor(getattr(self, hue.value))

    def mark(self, hue: Hue) -> QColor:
        """The colour of a line, a ring or an icon: at least 3 : 1 on the surface."""
        if hue is Hue.SOLAR:
            return QColor(self.solar_edge)
        if hue is Hue.UNTRACKED:
            return QColor(self.untracked_edge)
        if hue is Hue.IDLE:
            return QColor(self.muted)
        return QColor(getattr(self, hue.value))


LIGHT = Tokens(
    back="#F5F6F8",
    surface="#FFFFFF",
    raised="#FFFFFF",
    line="#E2E5EA",
    edge="#7B8794",
    text="#1A1F26",
    muted="#5F6B7A",
    accent="#2563EB",
    on_accent="#FFFFFF",
    tint="#E5EDFD",
    hover="#F0F2F5",
    solar="#E89B0C",
    solar_edge="#B57400",
    grid_in="#3B7FB8",
    grid_out="#7E57C2",
    battery_out="#219C8B",
    battery_in="#D9578F",
    home="#4B5B6E",
    gas="#A9472B",
    water="#1592B8",
    untracked="#9AA4B1",
    untracked_edge="#7B8794",
    good="#23864D",
    warning="#B87503",
    bad="#C83A3A",
)

DARK = Tokens(
    back="#101318",
    surface="#181C22",
    raised="#20262E",
    line="#2B323C",
    edge="#6C7785",
    text="#E9ECF1",
    muted="#9BA6B4",
    accent="#6EA8FE",
    on_accent="#101318",
    tint="#223148",
    hover="#20262E",
    solar="#FFB938",
    solar_edge="#FFB938",
    grid_in="#64A9DE",
    grid_out="#A88BE0",
    battery_out="#4CC9B6",
    battery_in="#F083B2",
    home="#B4C0CE",
    gas="#E07A5A",
    water="#4CC3E6",
    untracked="#6C7785",
    untracked_edge="#8492A1",
    good="#4CC38A",
    warning="#F0B429",
    bad="#FF7B7B",
)

NAMES = tuple(field.name for field in fields(Tokens))
