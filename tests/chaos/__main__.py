"""`make chaos`: runs the lanes, prints the schedules, and at the end one line of figures."""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.chaos.comparison import Verdict
from tests.chaos.demo_lane import demo_lane
from tests.chaos.schedule import DEMO_FAULTS, Planned, planned
from tests.chaos.settling import settled

FAULTS = 200
LANES = 4


def say(text: str) -> None:
    """A line of the run's own report."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


async def run_demo_lane(folder: Path, lane: int, seed: int, plan: Sequence[Planned]) -> Verdict:
    """One lane from nothing to its verdict."""
    async with demo_lane(folder, seed + lane) as running:
        await running.prepare()
        async with asyncio.TaskGroup() as group:
            living = group.create_task(running.live(seed))
            for each in plan:
                began = time.monotonic()
                try:
                    await running.perform(each)
                except Exception as error:
                    say(f"lane {lane}: {each} failed: {error!r}")
                    raise
                say(f"lane {lane}: {each} {time.monotonic() - began:.1f} s")
            living.cancel()
        await running.heal()
        verdict = await settled(running)
        if not verdict.is_clean:
            running.recorder.copy_to(folder / "at_the_end")
    say(f"lane {lane}: {verdict.line(len(plan))}")
    for example in verdict.examples:
        say(f"lane {lane}:   {example}")
    return verdict


async def main(seed: int, faults: int, lanes: int, folder: Path, only: int | None) -> Verdict:
    shares = [faults // lanes + (lane < faults % lanes) for lane in range(lanes)]
    plans = [planned(seed, lane, share, DEMO_FAULTS) for lane, share in enumerate(shares)]
    say(f"seed {seed}, {faults} faults, {lanes} lanes")
    for lane, plan in enumerate(plans):
        say(f"lane {lane}: {' '.join(map(str, plan))}")
    async with asyncio.TaskGroup() as group:
        running = [
            group.create_task(run_demo_lane(folder / str(lane), lane, seed, plan))
            for lane, plan in enumerate(plans)
            if only in (None, lane)
        ]
    whole = Verdict()
    for each in running:
        whole.add(each.result())
    return whole


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="make chaos")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--faults", type=int, default=FAULTS)
    parser.add_argument("--lanes", type=int, default=LANES)
    parser.add_argument("--only", type=int)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    folder = given.keep or Path(tempfile.mkdtemp())
    verdict = asyncio.run(main(given.seed, given.faults, given.lanes, folder, given.only))
    say(verdict.line(given.faults))
    sys.exit(0 if verdict.is_clean else 1)
