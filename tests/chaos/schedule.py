"""Which faults happen in which order: decided by a seed alone."""

import random
from collections.abc import Mapping
from dataclasses import dataclass

DEMO_FAULTS: Mapping[str, int] = {
    "kill": 12,
    "stop": 5,
    "cut": 9,
    "half_open": 6,
    "stall": 3,
    "freeze": 6,
    "restart_home": 6,
    "crash_home": 6,
    "refuse_token": 4,
    "wrong_token": 3,
    "lock_store": 3,
    "fill_disk": 4,
    "restore_both": 3,
    "restore_metrics": 3,
    "jump_forward": 3,
    "jump_back": 4,
    "rename": 3,
    "rename_while_away": 3,
    "change_unit": 4,
    "flood": 5,
    "lose_device": 3,
    "remove_entity": 3,
    "untrack": 3,
    "purge": 2,
}
"""Each fault of a demo lane and how often it comes up, relative to the others."""

REAL_FAULTS: Mapping[str, int] = {
    "kill": 4,
    "cut": 3,
    "half_open": 1,
    "freeze": 2,
    "restart_home": 3,
    "crash_home": 3,
    "wrong_token": 2,
    "rename_while_away": 1,
    "change_unit": 2,
    "flood": 3,
}
"""Those that can be made with a real Home Assistant."""

CLOCK_FAULTS: Mapping[str, int] = {
    "jump_our_clock": 5,
    "sleep": 3,
    "cut": 3,
    "kill": 3,
    "half_open": 1,
    "refuse_store": 3,
    "restart_home": 2,
    "crash_home": 2,
    "jump_back": 1,
    "flood": 2,
}
"""Those of the lane inside this process, where our own clock can be moved."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One fault to come."""

    number: int
    kind: str
    size: float
    """From 0 to 1: how long or how large it is."""
    choice: int
    """Chooses among entities, copies and the like."""
    pause: float
    """Seconds to wait afterwards, where it is not waited for healing."""
    heals: bool
    """Whether the next one waits until this one has healed."""

    def between(self, low: float, high: float) -> float:
        """The size on a scale."""
        return low + (high - low) * self.size

    def __str__(self) -> str:
        """As the schedule is printed."""
        healed = ", then healed" if self.heals else ""
        return f"{self.number}:{self.kind}({self.size:.2f}{healed})"


def planned(seed: str, count: int, faults: Mapping[str, int]) -> list[Planned]:
    """The schedule of a lane; every kind comes up once before the rest is drawn, if it fits."""
    source = random.Random(seed)
    kinds = list(faults)
    source.shuffle(kinds)
    drawn = source.choices(list(faults), weights=list(faults.values()), k=count)
    order = [*kinds, *drawn][:count]
    source.shuffle(order)
    return [
        Planned(
            number,
            kind,
            source.random(),
            source.randrange(1 << 30),
            source.uniform(0.1, 1.5),
            source.random() < 0.3,
        )
        for number, kind in enumerate(order)
    ]
