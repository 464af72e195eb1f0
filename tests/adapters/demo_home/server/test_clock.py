"""The home's own clock."""

from energy_desktop.adapters.demo_home.server.clock import HomeClock
from tests.adapters.demo_home.server.homes import Hand


def test_home_time_runs_at_its_own_speed() -> None:
    hand = Hand()
    clock = HomeClock(1000.5, 60.0, hand)
    assert clock.now() == 1_000_500_000
    hand.seconds = 2.0
    assert clock.now() == 1_120_500_000
    assert clock.real_seconds(60_000_000) == 1.0


def test_stamps_increase_even_while_the_clock_stands() -> None:
    clock = HomeClock(1.0, 1.0, Hand())
    assert [clock.stamp() for _ in range(3)] == [1_000_000, 1_000_001, 1_000_002]


def test_reserved_moments_are_not_given() -> None:
    clock = HomeClock(1.0, 1.0, Hand())
    clock.reserve(1_000_500)
    assert clock.stamp() == 1_000_501


def test_after_a_jump_back_stamps_go_on_from_there() -> None:
    clock = HomeClock(100.0, 1.0, Hand())
    clock.stamp()
    clock.jump(-50)
    assert clock.stamp() == 50_000_001
