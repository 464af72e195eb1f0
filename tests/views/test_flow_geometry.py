"""Where ribbons go."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QSizeF

from energy_desktop.viewmodels.flow import FlowPicture, Node, Place, Ribbon
from energy_desktop.viewmodels.hues import Hue
from energy_desktop.views.pages.flow_geometry import Layout, layout, radius_of, ribbon_width

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


def test_labels_stand_within_the_picture() -> None:
    for width in (420, 620, 1300):
        for start, end in ALL_WAYS:
            at = laid_out((start, end, 800), size=QSizeF(width, 216)).bands[0].label_at
            if at is None:
                assert width == 420
                continue
            assert 30 < at.x() < width - 160
            assert 10 < at.y() < 206


def test_a_ribbon_to_nobody_is_not_drawn() -> None:
    nodes = (Node(Place.HOME, "Home", "home", Hue.HOME),)
    picture = FlowPicture(nodes, (Ribbon(Place.LEFT, Place.HOME, 10, "", Hue.HOME),))
    assert layout(picture, SIZE).bands == ()
