"""Where the flow picture's nodes stand and which way its ribbons go; no painting."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from PySide6.QtCore import QPointF, QSizeF
from PySide6.QtGui import QPainterPath

from energy_desktop.viewmodels.flow import FlowPicture, Place, Ribbon

NODE_RADIUS, HOME_RADIUS = 28.0, 36.0
LABEL_GAP = 12.0
_LABEL_WIDTH = 140.0
_PITCH, _PITCH_OF_TWO = 72.0, 56.0
_PER_KILOWATT, _THINNEST, _WIDEST = 12.0, 2.5, 28.0
_HEAD_BEYOND, _HEAD_LENGTH = 8.0, 9.0
_BESIDE_HOME = 14.0
"""How far from its middle line a ribbon enters the home when others do too."""

_RIGHT = (Place.TOP, Place.MIDDLE, Place.BOTTOM)


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


def radius_of(place: Place) -> float:
    """The radius of a node's ring."""
    return HOME_RADIUS if place is Place.HOME else NODE_RADIUS


def layout(picture: FlowPicture, size: QSizeF) -> Layout:
    """Place everything into an area; meant for 420 × 216 and more."""
    places = {node.place for node in picture.nodes}
    centres = _centres(places, size)
    offsets = _offsets(picture.ribbons, places)
    bands = [_band(ribbon, centres, offsets) for ribbon in picture.ribbons]
    return Layout(centres, tuple(band for band in bands if band is not None))


def _centres(places: set[Place], size: QSizeF) -> dict[Place, QPointF]:
    middle = size.height() / 2
    right = size.width() - _LABEL_WIDTH - LABEL_GAP - NODE_RADIUS
    left = NODE_RADIUS + 4
    pitch = _PITCH if Place.MIDDLE in places else _PITCH_OF_TWO
    heights = {Place.TOP: -pitch, Place.MIDDLE: 0.0, Place.BOTTOM: pitch}
    centres = {place: QPointF(right, middle + heights[place]) for place in _RIGHT}
    centres[Place.LEFT] = QPointF(left, middle)
    centres[Place.HOME] = QPointF(left + (right - left) * 0.54, middle)
    return {place: point for place, point in centres.items() if place in places}


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
    offsets: dict[tuple[Ribbon, Place], float] = {}
    for ribbon in ribbons:
        other = ribbon.start if ribbon.end is Place.HOME else ribbon.end
        half = ribbon_width(ribbon.watts) / 2
        beside = {Place.TOP: -1, Place.BOTTOM: 1}.get(other, 0)
        offsets[ribbon, Place.HOME] = beside * max(_BESIDE_HOME, half + 4)
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
    end = _port(ribbon, ribbon.end, ribbon.start, centres, offsets)
    if not ribbon.watts:
        return Band(ribbon, _line(_curve(ribbon, start, end, centres)), 0.0, None, None)
    width = ribbon_width(ribbon.watts)
    heading = 1.0 if _enters_from_left(ribbon.end, ribbon.start) else -1.0
    tip = end
    end = QPointF(tip.x() - heading * _HEAD_LENGTH, tip.y())
    half = (width + _HEAD_BEYOND) / 2
    head = (tip, QPointF(end.x(), end.y() - half), QPointF(end.x(), end.y() + half))
    # The body reaches a pixel into the head, so that no seam shows between them.
    curve = _curve(ribbon, start, QPointF(end.x() + heading, end.y()), centres)
    return Band(ribbon, _line(curve), width, head, _label_at(ribbon, start, end, centres))


def _enters_from_left(place: Place, other: Place) -> bool:
    """Which side of a node faces another one."""
    return place in _RIGHT or (place is Place.HOME and other is Place.LEFT)


def _port(
    ribbon: Ribbon,
    place: Place,
    other: Place,
    centres: dict[Place, QPointF],
    offsets: dict[tuple[Ribbon, Place], float],
) -> QPointF:
    """Where a ribbon meets the ring of a node."""
    centre, radius = centres[place], radius_of(place) + 1
    dy = max(-radius * 0.8, min(radius * 0.8, offsets.get((ribbon, place), 0.0)))
    dx = sqrt(radius * radius - dy * dy)
    side = -1 if _enters_from_left(place, other) else 1
    if not ribbon.watts:
        dx += 4
    return QPointF(centre.x() + side * dx, centre.y() + dy)


def _curve(
    ribbon: Ribbon, start: QPointF, end: QPointF, centres: dict[Place, QPointF]
) -> list[QPointF]:
    """Corner points: a straight line of two, or a curve of four with a straight rest of five."""
    if ribbon.start in _RIGHT and ribbon.end in _RIGHT:
        bulge = min(start.x(), end.x()) - 52
        return [start, QPointF(bulge, start.y()), QPointF(bulge, end.y()), end]
    if abs(start.y() - end.y()) < 1.5:
        return [start, end]
    # Curves leave the left and come to rest before the straight part at the right.
    is_leftward = ribbon.start in _RIGHT
    left, right = (end, start) if is_leftward else (start, end)
    bend = _bend(left, right, centres, Place.HOME in (ribbon.start, ribbon.end))
    middle = (left.x() + bend) / 2
    points = [
        left,
        QPointF(middle, left.y()),
        QPointF(middle, right.y()),
        QPointF(bend, right.y()),
        right,
    ]
    return points[::-1] if is_leftward else points


def _bend(
    left: QPointF, right: QPointF, centres: dict[Place, QPointF], is_beside_home: bool
) -> float:
    """Where the curve ends and the straight part begins."""
    if is_beside_home:
        return left.x() + (right.x() - left.x()) * 0.45
    home = centres.get(Place.HOME)
    return (home.x() - HOME_RADIUS - 20) if home is not None else right.x()


def _line(points: list[QPointF]) -> QPainterPath:
    path = QPainterPath(points[0])
    if len(points) == 2:
        path.lineTo(points[1])
    elif len(points) == 4:
        path.cubicTo(points[1], points[2], points[3])
    elif points[1].y() == points[0].y() and points[1].x() != points[3].x() and _bends_first(points):
        path.cubicTo(points[1], points[2], points[3])
        path.lineTo(points[4])
    else:
        path.lineTo(points[1])
        path.cubicTo(points[2], points[3], points[4])
    return path


def _bends_first(points: list[QPointF]) -> bool:
    """Whether the curve comes before the straight part."""
    return points[3].y() == points[4].y() and points[1].y() != points[3].y()


def _label_at(
    ribbon: Ribbon, start: QPointF, end: QPointF, centres: dict[Place, QPointF]
) -> QPointF:
    """The middle of a ribbon's straight part."""
    if ribbon.start in _RIGHT and ribbon.end in _RIGHT:
        return QPointF(min(start.x(), end.x()) - 39, (start.y() + end.y()) / 2)
    if abs(start.y() - end.y()) < 1.5:
        return QPointF((start.x() + end.x()) / 2, start.y())
    right = start if ribbon.start in _RIGHT else end
    home = centres[Place.HOME].x()
    if Place.HOME in (ribbon.start, ribbon.end):
        left = home + HOME_RADIUS
        return QPointF(right.x() - (right.x() - left) * 0.36, right.y())
    return QPointF((home + HOME_RADIUS + right.x()) / 2, right.y())
