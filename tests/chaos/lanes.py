"""The lanes of a run: which there are, and how each comes from nothing to its verdict."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from tests.chaos import settling
from tests.chaos.comparison import Verdict
from tests.chaos.demo_lane import demo_lane
from tests.chaos.inside_lane import inside_lane
from tests.chaos.real_lane import real_lane
from tests.chaos.report import say
from tests.chaos.schedule import CLOCK_FAULTS, DEMO_FAULTS, REAL_FAULTS, Planned, planned
from tests.real_home_assistant.releases import installed_release

_ONE_IN = 10
"""So many faults of a run go to one of the clock lane, and so many to one of the real lane."""
_INSIDE_SETTLES_WITHIN = 120.0


@dataclass(frozen=True, slots=True)
class Lane:
    """A home, a recorder, and the faults that are planned for both."""

    name: str
    plan: Sequence[Planned]
    _run: Callable[[str, Sequence[Planned]], Awaitable[Verdict]]

    async def run(self) -> Verdict:
        """Carry the plan out, let everything heal, compare."""
        verdict = await self._run(self.name, self.plan)
        verdict.examples = [f"{self.name}: {example}" for example in verdict.examples]
        say(f"{self.name}: {verdict.line(len(self.plan))}")
        return verdict


def lanes_of(folder: Path, seed: int, faults: int, demo_lanes: int) -> list[Lane]:
    """All lanes that this machine can run, with the faults shared out among them."""
    clock = max(1, faults // _ONE_IN)
    real = max(1, faults // _ONE_IN) if installed_release() is not None else 0
    if not real:
        say("no real Home Assistant is installed (make test-ha): its lane is left out")
    demo = faults - clock - real
    shares = [demo // demo_lanes + (lane < demo % demo_lanes) for lane in range(demo_lanes)]
    lanes = [
        Lane(name, _plan(seed, name, share, DEMO_FAULTS), partial(_demo, folder / name, seed + n))
        for n, share in enumerate(shares)
        for name in [f"demo{n}"]
    ]
    lanes.append(
        Lane("clock", _plan(seed, "clock", clock, CLOCK_FAULTS), partial(_clock, folder, seed))
    )
    if real:
        plan = _plan(seed, "real", real, REAL_FAULTS)
        lanes.append(Lane("real", plan, partial(_real, folder / "real", seed)))
    return lanes


def _plan(seed: int, name: str, count: int, faults: Mapping[str, int]) -> list[Planned]:
    return planned(f"{seed}/{name}", count, faults)


class _Performs(Protocol):
    async def live(self, seed: int) -> None: ...

    async def perform(self, planned: Planned) -> None: ...


@asynccontextmanager
async def _living(lane: _Performs, seed: int) -> AsyncIterator[None]:
    """States change as long as the block lasts."""
    async with asyncio.TaskGroup() as group:
        life = group.create_task(lane.live(seed))
        try:
            yield
        finally:
            life.cancel()


async def _carry_out(name: str, plan: Sequence[Planned], lane: _Performs) -> None:
    loop = asyncio.get_running_loop()
    for each in plan:
        began = loop.time()
        try:
            await lane.perform(each)
        except Exception as error:
            say(f"{name}: {each} failed: {error!r}")
            raise
        say(f"{name}: {each} took {loop.time() - began:.1f} s")


async def _demo(folder: Path, seed: int, name: str, plan: Sequence[Planned]) -> Verdict:
    async with demo_lane(folder, seed) as lane:
        if not lane.has_disk:
            say(
                f"{name}: no small disk can be mounted here: the clock lane's store refuses instead"
            )
        await lane.prepare()
        async with _living(lane, seed):
            await _carry_out(name, plan, lane)
        await lane.heal()
        verdict = await settling.settled(lane)
        if not verdict.is_clean:
            lane.recorder.copy_to(folder / "at_the_end")
    return verdict


async def _real(folder: Path, seed: int, name: str, plan: Sequence[Planned]) -> Verdict:
    release = installed_release()
    assert release is not None
    async with real_lane(folder, release) as lane:
        await lane.prepare()
        async with _living(lane, seed):
            await _carry_out(name, plan, lane)
        await lane.heal()
        return await settling.settled(lane)


async def _clock(folder: Path, seed: int, name: str, plan: Sequence[Planned]) -> Verdict:
    async with inside_lane(folder / name, seed) as lane:
        async with _living(lane, seed):
            await _carry_out(name, plan, lane)
        return await lane.settled(_INSIDE_SETTLES_WITHIN)
