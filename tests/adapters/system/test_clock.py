"""The clocks of this machine."""

from energy_desktop.adapters.system import SystemClock
from energy_desktop.model.timestamps import to_datetime


def test_the_wall_clock_counts_microseconds_since_1970() -> None:
    assert to_datetime(SystemClock().wall()).year >= 2025


def test_the_monotonic_clock_never_goes_back() -> None:
    clock = SystemClock()
    moments = [clock.monotonic() for _ in range(100)]
    assert moments == sorted(moments)
