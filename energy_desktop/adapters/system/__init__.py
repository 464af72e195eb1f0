"""The machine's clocks and its log files."""

from energy_desktop.adapters.system.clock import SystemClock

__all__ = ["SystemClock"]
