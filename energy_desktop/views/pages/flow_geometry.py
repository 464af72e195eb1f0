"""Which way the flow picture's ribbons go; no painting."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from PySide6.QtCore import QPointF, QSizeF
from PySide6.QtGui import QPainterPath

from energy_desktop.viewmodels.flow import FlowPicture, Place, Ribbon
from energy_desktop.views.pages.flow_nodes import (
    BESIDE_LABEL,
    HEAD_LENGTH,
    HOME_RADIUS,
    LABEL,
    ON_THE_RIGHT,
    ROOM_FOR_LABEL,
    SHORTEST_SWING,
    centres_of,
    radius_of,
)

_PER_KILOWATT, _THINNEST, _WIDEST = 12.0, 2.5, 28.0
_HEAD_BEYOND = 8.0
_BESIDE_HOME = 14.0
"""How far from its middle a ribbon from above or below meets the home at least."""
_STEEPEST = 0.66
"""Share of its radius above which nothing meets a ring: the name stands there."""
_STRAIGHT_NECK, _BOW = 8.0, 76.0


def ribbon_width(watts: float) -> float:
    """12 px per kilowatt, at least 2.5, at most 28."""
    return min(_WIDEST, max(_THINNEST, _PER_KILOWATT * watts / 1000))


@dataclass(frozen=True, slots=True)
class Band:
    """A ribbon as it is painted."""

    ribbon: Ribbon
    path: QPainterPath
    """The middle line, up to where the head begins."""
    width: float
    head: tuple[QPointF, QPointF, QPointF] | None
    label_at: QPointF | None


@dataclass(frozen=True, slots=True)
class Layout:
    """Centres of the nodes, and the bands between them."""

    centres: dict[Place, QPointF]
    bands: tuple[Band, ...]

    @property
    def untold(self) -> dict[Place, str]:
        """Figures whose ribbons have no room for them, by the node at the right."""
        return {
            place: band.ribbon.figure
            for band in self.bands
            for place in (band.ribbon.start, band.ribbon.end)
            if band.label_at is None and place in ON_THE_RIGHT
        }


def layout(picture: FlowPicture, size: QSizeF) -> Layout:
    """Place everything into an area; meant for 420 × 216 and more."""
    places = {node.place for node in picture.nodes}
    centres = centres_of(places, picture.ribbons, size)
    offsets = _offsets(picture.ribbons, places)
    bands = [_band(ribbon, centres, offsets) for ribbon in picture.ribbons]
    return Layout(centres, tuple(band for band in bands if band is not None))


def _offsets(ribbons: Iterable[Ribbon], places: set[Place]) -> dict[tuple[Ribbon, Place], float]:
    """How far above or below a node's middle each ribbon meets it."""
    offsets: dict[tuple[Ribbon, Place], float] = {}
    flowing = [ribbon for ribbon in ribbons if ribbon.watts]
    for place in places:
        here = [r for r in flowing if place in (r.start, r.end)]
        if place is Place.HOME:
            offsets.update(_into_home(here))
        else:
            offsets.update(_stacked(here, place))
    return offsets


def _into_home(ribbons: list[Ribbon]) -> dict[tuple[Ribbon, Place], float]:
    """The one from the left or to the middle meets the middle; the others lie beside it."""
    others = {r: r.start if r.end is Place.HOME else r.end for r in ribbons}
    middle = max(
        (ribbon_width(r.watts) for r, other in others.items() if other is Place.MIDDLE),
        default=0.0,
    )
    offsets: dict[tuple[Ribbon, Place], float] = {}
    for ribbon, other in others.items():
        beside = {Place.TOP: -1, Place.BOTTOM: 1}.get(other, 0)
        away = max(_BESIDE_HOME, (middle + ribbon_width(ribbon.watts)) / 2 + _HEAD_BEYOND / 2)
        offsets[ribbon, Place.HOME] = beside * away
    return offsets


def _stacked(ribbons: list[Ribbon], place: Place) -> dict[tuple[Ribbon, Place], float]:
    """Side by side; the one to or from the home in the middle where the node faces it."""
    heights = {Place.TOP: 0, Place.LEFT: 1, Place.HOME: 1, Place.MIDDLE: 2, Place.BOTTOM: 3}
    ordered = sorted(ribbons, key=lambda r: heights[r.end if r.start is place else r.start])
    widths = [ribbon_width(ribbon.watts) for ribbon in ordered]
    tops = [sum(widths[:i]) for i in range(len(widths))]
    middles = [top + width / 2 for top, width in zip(tops, widths, strict=True)]
    faces_home = place is Place.LEFT
    anchor = next(
        (m for m, r in zip(middles, ordered, strict=True) if Place.HOME in (r.start, r.end)),
        None,
    )
    zero = anchor if faces_home and anchor is not None else sum(widths) / 2
    return {(ribbon, place): middle - zero for ribbon, middle in zip(ordered, middles, strict=True)}


def _band(
    ribbon: Ribbon, centres: dict[Place, QPointF], offsets: dict[tuple[Ribbon, Place], float]
) -> Band | None:
    if ribbon.start not in centres or ribbon.end not in centres:
        return None
    start = _port(ribbon, ribbon.start, ribbon.end, centres, offsets)
    tip = _port(ribbon, ribbon.end, ribbon.start, centres, offsets)
    if not ribbon.watts:
        return Band(ribbon, _way(ribbon, start, tip, centres)[0], 0.0, None, None)
    width = ribbon_width(ribbon.watts)
    heading = 1.0 if _enters_from_left(ribbon.end, ribbon.start) else -1.0
    neck = QPointF(tip.x() - heading * HEAD_LENGTH, tip.y())
    half = (width + _HEAD_BEYOND) / 2
    head = (tip, QPointF(neck.x(), neck.y() - half), QPointF(neck.x(), neck.y() + half))
    # The body reaches a pixel into the head, so that no seam shows between them.
    path, label_at = _way(ribbon, start, QPointF(neck.x() + heading, neck.y()), centres)
    return Band(ribbon, path, width, head, label_at)


def _enters_from_left(place: Place, other: Place) -> bool:
    """Which side of a node faces another one."""
    return place in ON_THE_RIGHT or (place is Place.HOME and other is Place.LEFT)


def _port(
    ribbon: Ribbon,
    place: Place,
    other: Place,
    centres: dict[Place, QPointF],
    offsets: dict[tuple[Ribbon, Place], float],
) -> QPointF:
    """Where a ribbon meets the ring of a node; dotted lines keep a little away from it."""
    centre = centres[place]
    radius = radius_of(place) + (1 if ribbon.watts else 5)
    highest = radius * _STEEPEST
    dy = max(-highest, min(highest, offsets.get((ribbon, place), 0.0)))
    side = -1 if _enters_from_left(place, other) else 1
    return QPointF(centre.x() + side * sqrt(radius * radius - dy * dy), centre.y() + dy)


def _way(
    ribbon: Ribbon, start: QPointF, end: QPointF, centres: dict[Place, QPointF]
) -> tuple[QPainterPath, QPointF | None]:
    """The middle line of a ribbon, and the middle of its label, if there is room for it."""
    is_from_right = ribbon.start in ON_THE_RIGHT
    if is_from_right and ribbon.end in ON_THE_RIGHT:
        return _bow(start, end, centres[Place.HOME].x() + HOME_RADIUS)
    left, right = (end, start) if is_from_right else (start, end)
    if abs(left.y() - right.y()) < 1.5:
        path = QPainterPath(left)
        path.lineTo(right)
        has_room = right.x() - left.x() >= ROOM_FOR_LABEL
        label_at = (left + right) / 2 if has_room else None
    else:
        path, label_at = _swing(ribbon, left, right, centres)
    return (path.toReversed() if is_from_right else path), label_at


def _bow(start: QPointF, end: QPointF, home: float) -> tuple[QPainterPath, QPointF]:
    """From one node at the right to another, past what stands between them.

    Its label keeps off the home, whose right edge is given.
    """
    left = min(start.x(), end.x())
    path = QPainterPath(start)
    path.lineTo(left - _STRAIGHT_NECK, start.y())
    path.cubicTo(left - _BOW, start.y(), left - _BOW, end.y(), left - _STRAIGHT_NECK, end.y())
    path.lineTo(end)
    outermost = left - _STRAIGHT_NECK - 0.75 * (_BOW - _STRAIGHT_NECK)
    label_at = max(outermost, home + BESIDE_LABEL + LABEL / 2)
    return path, QPointF(label_at, _mid(start, end))


def _swing(
    ribbon: Ribbon, left: QPointF, right: QPointF, centres: dict[Place, QPointF]
) -> tuple[QPainterPath, QPointF | None]:
    """A curve out of the left that comes to rest before a straight part at the right."""
    home = centres[Place.HOME].x() + HOME_RADIUS
    if Place.HOME in (ribbon.start, ribbon.end):
        way = right.x() - left.x()
        rest = left.x() + max(SHORTEST_SWING, min(0.52 * way, way - ROOM_FOR_LABEL))
        label_at = (rest + right.x()) / 2
    else:
        rest = max(home - 2 * HOME_RADIUS - 24, left.x() + SHORTEST_SWING)
        label_at = min((home + right.x()) / 2, right.x() - ROOM_FOR_LABEL / 2)
    has_room = right.x() - rest >= ROOM_FOR_LABEL
    middle = (left.x() + rest) / 2
    path = QPainterPath(left)
    path.cubicTo(middle, left.y(), middle, right.y(), rest, right.y())
    path.lineTo(right)
    return path, QPointF(label_at, right.y()) if has_room else None


def _mid(start: QPointF, end: QPointF) -> float:
    return (start.y() + end.y()) / 2
