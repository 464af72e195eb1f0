"""Where ribbons go."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QRectF, QSizeF

from energy_desktop.viewmodels.flow import FlowPicture, Node, Place, Ribbon
from energy_desktop.viewmodels.hues import Hue
from energy_desktop.views.pages.flow_geometry import Band, Layout, layout, ribbon_width
from energy_desktop.views.pages.flow_nodes import radius_of

SIZE = QSizeF(620, 216)


@pytest.mark.parametrize(
    ("watts", "width"), [(10, 2.5), (1000, 12), (1240, 14.88), (2333, 27.996), (9000, 28)]
)
def test_a_ribbon_is_twelve_pixels_a_kilowatt_within_limits(watts: float, width: float) -> None:
    assert ribbon_width(watts) == pytest.approx(width)


def laid_out(*flows: tuple[Place, Place, float], size: QSizeF = SIZE) -> Layout:
    places = {Place.HOME, *(p for start, end, _ in flows for p in (start, end))}
    nodes = tuple(Node(place, place.value, "home", Hue.HOME) for place in places)
    ribbons = tuple(Ribbon(start, end, watts, "", Hue.HOME) for start, end, watts in flows)
    return layout(FlowPicture(nodes, ribbons), size)


ALL_WAYS = [
    (Place.LEFT, Place.HOME),
    (Place.LEFT, Place.TOP),
    (Place.LEFT, Place.BOTTOM),
    (Place.TOP, Place.HOME),
    (Place.BOTTOM, Place.HOME),
    (Place.HOME, Place.MIDDLE),
    (Place.TOP, Place.BOTTOM),
    (Place.BOTTOM, Place.TOP),
    (Place.BOTTOM, Place.LEFT),
]


@pytest.mark.parametrize(("start", "end"), ALL_WAYS)
@pytest.mark.parametrize("watts", [0.0, 150.0, 1240.0, 9000.0])
@pytest.mark.parametrize("width", [420, 560, 720, 1300])
def test_a_ribbon_leads_from_ring_to_ring(
    start: Place, end: Place, watts: float, width: float
) -> None:
    shown = laid_out((start, end, watts), size=QSizeF(width, 216))
    band = shown.bands[0]
    first, last = band.path.elementAt(0), band.path.currentPosition()
    tip = band.head[0] if band.head else last
    for place, x, y in ((start, first.x, first.y), (end, tip.x(), tip.y())):
        centre = shown.centres[place]
        distance = ((x - centre.x()) ** 2 + (y - centre.y()) ** 2) ** 0.5
        assert distance == pytest.approx(radius_of(place), abs=6)


def test_nodes_at_the_right_leave_room_for_their_words() -> None:
    shown = laid_out((Place.LEFT, Place.HOME, 100), (Place.HOME, Place.MIDDLE, 50))
    assert shown.centres[Place.MIDDLE].x() + radius_of(Place.MIDDLE) + 12 + 140 <= 620


def test_ribbons_of_one_node_lie_side_by_side() -> None:
    shown = laid_out(
        (Place.LEFT, Place.HOME, 1240),
        (Place.LEFT, Place.TOP, 710),
        (Place.LEFT, Place.BOTTOM, 150),
    )
    starts = sorted((band.path.elementAt(0).y, band.width) for band in shown.bands)
    for (y, width), (below, width_below) in pairwise(starts):
        assert below - y == pytest.approx((width + width_below) / 2, abs=0.01)
    home = next(b for b in shown.bands if b.ribbon.end is Place.HOME)
    assert home.path.elementAt(0).y == pytest.approx(108)


MOMENTS = {
    "sun": (
        (Place.LEFT, Place.HOME, 1240.0),
        (Place.LEFT, Place.TOP, 710.0),
        (Place.LEFT, Place.BOTTOM, 150.0),
        (Place.HOME, Place.MIDDLE, 640.0),
    ),
    "night": (
        (Place.TOP, Place.HOME, 6480.0),
        (Place.BOTTOM, Place.HOME, 2400.0),
        (Place.HOME, Place.MIDDLE, 7360.0),
    ),
    "cheap hour": ((Place.TOP, Place.HOME, 1310.0), (Place.TOP, Place.BOTTOM, 3000.0)),
    "evening": ((Place.LEFT, Place.HOME, 1950.0), (Place.TOP, Place.HOME, 900.0)),
    "grid alone": ((Place.LEFT, Place.HOME, 2980.0), (Place.HOME, Place.MIDDLE, 2410.0)),
}
LABEL_WIDTH, LABEL_HEIGHT = 70, 20
NARROW, WIDE = 606, 1300
"""The picture in a window of 900, and in a wide one."""


def straight_part(band: Band) -> tuple[float, float]:
    """From where to where a ribbon runs at the height of its label, by its x."""
    assert band.label_at is not None
    points = [band.path.pointAtPercent(i / 500) for i in range(501)]
    level = [p.x() for p in points if abs(p.y() - band.label_at.y()) < 0.1]
    return min(level), max(level)


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("width", [420, 520, NARROW, 720, WIDE])
def test_no_label_lies_over_a_node(moment: str, width: float) -> None:
    shown = laid_out(*MOMENTS[moment], size=QSizeF(width, 216))
    for band in shown.bands:
        if band.label_at is None:
            continue
        box = QRectF(0, 0, LABEL_WIDTH, LABEL_HEIGHT)
        box.moveCenter(band.label_at)
        for place, centre in shown.centres.items():
            x = max(box.left(), min(centre.x(), box.right()))
            y = max(box.top(), min(centre.y(), box.bottom()))
            away = ((x - centre.x()) ** 2 + (y - centre.y()) ** 2) ** 0.5
            assert away > radius_of(place)


@pytest.mark.parametrize("moment", [name for name in MOMENTS if name != "cheap hour"])
@pytest.mark.parametrize("width", [420, 520, NARROW, 720, WIDE])
def test_a_ribbon_shows_at_both_sides_of_its_label(moment: str, width: float) -> None:
    for band in laid_out(*MOMENTS[moment], size=QSizeF(width, 216)).bands:
        if band.label_at is not None:
            begin, end = straight_part(band)
            assert band.label_at.x() - LABEL_WIDTH / 2 - begin >= 6
            assert end - band.label_at.x() - LABEL_WIDTH / 2 >= 6


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("width", [NARROW, 720, WIDE])
def test_in_a_window_of_900_and_more_every_ribbon_has_its_label(moment: str, width: float) -> None:
    bands = laid_out(*MOMENTS[moment], size=QSizeF(width, 216)).bands
    assert all(band.label_at is not None for band in bands)


def test_what_no_ribbon_has_room_for_is_told_beside_the_node() -> None:
    small = laid_out(*MOMENTS["night"], size=QSizeF(420, 216))
    assert set(small.untold) == {Place.TOP, Place.MIDDLE, Place.BOTTOM}
    assert laid_out(*MOMENTS["night"], size=QSizeF(NARROW, 216)).untold == {}


def test_the_home_makes_room_where_it_is_needed_and_stands_still_where_it_is_not() -> None:
    def home_at(moment: str, width: float) -> float:
        shown = laid_out(*MOMENTS[moment], (Place.LEFT, Place.HOME, 0), size=QSizeF(width, 216))
        return shown.centres[Place.HOME].x()

    assert home_at("night", NARROW) < home_at("sun", NARROW)
    assert home_at("night", WIDE) == home_at("sun", WIDE)


def test_a_ribbon_to_nobody_is_not_drawn() -> None:
    nodes = (Node(Place.HOME, "Home", "home", Hue.HOME),)
    picture = FlowPicture(nodes, (Ribbon(Place.LEFT, Place.HOME, 10, "", Hue.HOME),))
    assert layout(picture, SIZE).bands == ()
