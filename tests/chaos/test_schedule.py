import pytest

from tests.chaos.demo_lane import DemoLane
from tests.chaos.inside_lane import InsideLane
from tests.chaos.real_lane import RealLane
from tests.chaos.schedule import CLOCK_FAULTS, DEMO_FAULTS, REAL_FAULTS, planned


def test_a_seed_decides_everything() -> None:
    assert planned("7/demo0", 50, DEMO_FAULTS) == planned("7/demo0", 50, DEMO_FAULTS)
    assert planned("7/demo0", 50, DEMO_FAULTS) != planned("8/demo0", 50, DEMO_FAULTS)
    assert planned("7/demo0", 50, DEMO_FAULTS) != planned("7/demo1", 50, DEMO_FAULTS)


def test_every_kind_comes_up_where_there_is_room() -> None:
    plan = planned("7", 50, DEMO_FAULTS)
    assert {each.kind for each in plan} == set(DEMO_FAULTS)
    assert [each.number for each in plan] == list(range(50))
    assert len(planned("7", 5, DEMO_FAULTS)) == 5


@pytest.mark.parametrize(
    ("lane", "faults"),
    [(DemoLane, DEMO_FAULTS), (InsideLane, CLOCK_FAULTS), (RealLane, REAL_FAULTS)],
)
def test_every_planned_fault_can_be_performed(lane: type, faults: dict[str, int]) -> None:
    assert [kind for kind in faults if not hasattr(lane, f"_{kind}")] == []
