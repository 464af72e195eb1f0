"""Where the flow picture's nodes stand, so that the labels between them have room."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QSizeF

from energy_desktop.viewmodels.flow import Place, Ribbon

NODE_RADIUS, HOME_RADIUS = 28.0, 36.0
WORDS_GAP = 12.0
"""Between a node at the right and its words."""
HEAD_LENGTH = 9.0
SHORTEST_SWING = 60.0
LABEL, BESIDE_LABEL = 70.0, 7.0
ROOM_FOR_LABEL = LABEL + 2 * BESIDE_LABEL
"""So much straight ribbon carries a label, and shows at both sides of it."""
ON_THE_RIGHT = (Place.TOP, Place.MIDDLE, Place.BOTTOM)

_WORDS_WIDTH, _NARROW_WORDS_WIDTH = 140.0, 116.0
_NARROW = 480.0
_PITCH, _PITCH_OF_TWO = 72.0, 56.0
_ROOM_FOR_NOTHING = 24.0
_HOME_AT = 0.48
"""Where the home stands between the nodes at the left and right, if there is room for labels."""


def radius_of(place: Place) -> float:
    """The radius of a node's ring."""
    return HOME_RADIUS if place is Place.HOME else NODE_RADIUS


def centres_of(places: set[Place], ribbons: Iterable[Ribbon], size: QSizeF) -> dict[Place, QPointF]:
    """The middle of each node; widths below 606 cannot have every label."""
    middle = size.height() / 2
    words = _WORDS_WIDTH if size.width() >= _NARROW else _NARROW_WORDS_WIDTH
    right = size.width() - words - WORDS_GAP - NODE_RADIUS
    left = NODE_RADIUS + 4
    pitch = _PITCH if Place.MIDDLE in places else _PITCH_OF_TWO
    heights = {Place.TOP: -pitch, Place.MIDDLE: 0.0, Place.BOTTOM: pitch}
    centres = {place: QPointF(right, middle + heights[place]) for place in ON_THE_RIGHT}
    centres[Place.LEFT] = QPointF(left, middle)
    centres[Place.HOME] = QPointF(left + _home_at(right - left, ribbons), middle)
    return {place: point for place, point in centres.items() if place in places}


def _home_at(width: float, ribbons: Iterable[Ribbon]) -> float:
    """How far from the left node the home stands, so that labels have room on both sides.

    Where there is too little for all, each side gets its part of what there is.
    """
    rings = NODE_RADIUS + HOME_RADIUS
    before, behind = _room_needed(ribbons)
    free = width - 2 * rings
    if before + behind > free:
        return rings + free * before / (before + behind)
    return min(max(width * _HOME_AT, rings + before), width - rings - behind)


def _room_needed(ribbons: Iterable[Ribbon]) -> tuple[float, float]:
    """Between left node and home, and between home and right nodes."""
    before = behind = _ROOM_FOR_NOTHING
    straight = ROOM_FOR_LABEL + HEAD_LENGTH
    for ribbon in ribbons:
        if not ribbon.watts or Place.HOME not in (ribbon.start, ribbon.end):
            continue
        ends = {ribbon.start, ribbon.end}
        if Place.LEFT in ends:
            before = straight
        elif Place.MIDDLE in ends:
            behind = max(behind, straight)
        else:
            behind = SHORTEST_SWING + straight
    return before, behind
