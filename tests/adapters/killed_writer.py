"""A process that writes batches, killed in the middle of it."""

import asyncio
import random
import sys
from pathlib import Path


async def acknowledged_before_kill(
    module: str, folder: Path, chance: random.Random, within: float
) -> int:
    """Let a module write into a folder and kill it, `within` seconds of its first batch.

    The number of the last batch that it told to be durable, 0 for none since the first.
    """
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", module, str(folder)), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    await process.stdout.readline()
    await asyncio.sleep(chance.uniform(0.0, within))
    process.kill()
    rest = (await process.communicate())[0].split()
    return int(rest[-1]) if rest else 0
