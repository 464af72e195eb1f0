"""`make chaos`: runs the lanes, prints their schedules, and at the end one line of figures."""

import argparse
import asyncio
import logging
import shutil
import sys
import tempfile
from pathlib import Path

from tests.chaos.comparison import Verdict
from tests.chaos.lanes import Lane, lanes_of
from tests.chaos.report import say

FAULTS = 200
LANES = 4
SEED = 1


async def main(lanes: list[Lane]) -> Verdict:
    """Run all lanes beside each other; what is wrong in any of them."""
    async with asyncio.TaskGroup() as group:
        running = [group.create_task(lane.run()) for lane in lanes]
    whole = Verdict()
    for each in running:
        whole.add(each.result())
    return whole


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make chaos", description=__doc__)
    parser.add_argument("--seed", type=int, default=SEED, help="decides every schedule")
    parser.add_argument("--faults", type=int, default=FAULTS, help="how many in all")
    parser.add_argument("--lanes", type=int, default=LANES, help="demo homes side by side")
    parser.add_argument("--only", help="run one lane alone, by its name, to look at it")
    parser.add_argument("--keep", type=Path, help="leave logs and data in this new folder")
    return parser.parse_args()


if __name__ == "__main__":
    given = _arguments()
    folder: Path = given.keep or Path(tempfile.mkdtemp(prefix="chaos"))
    folder.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(filename=folder / "clock.log")
    every = lanes_of(folder, given.seed, given.faults, given.lanes)
    chosen = [lane for lane in every if given.only in (None, lane.name)]
    say(f"seed {given.seed}, {sum(len(lane.plan) for lane in chosen)} faults")
    for lane in chosen:
        say(f"{lane.name}: {' '.join(map(str, lane.plan))}")
    verdict = asyncio.run(main(chosen))
    for example in verdict.examples:
        say(example)
    if given.keep is None and verdict.is_clean:
        shutil.rmtree(folder)
    elif not verdict.is_clean:
        say(f"logs and data are in {folder}")
    say(verdict.line(sum(len(lane.plan) for lane in chosen)))
    sys.exit(0 if verdict.is_clean else 1)
