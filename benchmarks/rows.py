"""A figure of the program beside the limit it is held against."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BenchmarkRow:
    """One line of `build/bench.json`."""

    name: str
    unit: str
    ours: float
    limit: float
    ratio: float
    """Ours divided by the limit, both of the same run."""
    target: str
    met: bool
