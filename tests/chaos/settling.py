"""After the dust has settled: what is stored, and whether that is what the home holds."""

import asyncio
from collections.abc import Mapping
from datetime import UTC
from typing import Protocol

from energy_desktop.model.timestamps import Micros, format_utc, from_epoch_seconds, parse_moment
from tests.chaos.comparison import HomeRecord, Pair, Verdict, compare
from tests.chaos.recorder_process import RecorderProcess, has_no_open_gap

SETTLES_WITHIN = 240.0
_STORED_AFTER = 2.5
"""Seconds in which everything that was delivered is stored."""


class Lane(Protocol):
    """What is asked of a lane whose faults are over."""

    recorder: RecorderProcess
    names: dict[str, str]
    """What the home calls each entity at present, by the id it was tracked under."""
    beginning: str
    """A moment before everything that is compared."""

    async def now(self) -> float:
        """The home's time in seconds."""

    async def records(self) -> dict[str, HomeRecord]:
        """What the home holds, by the ids that entities were tracked under."""


async def settled(lane: Lane, within: float = SETTLES_WITHIN) -> Verdict:
    """Wait until no gap is open and the store holds what the home holds; what is wrong if not.

    The last comparison is made with a store that was closed in order. Raises nothing for what
    is wrong: the figures say it.
    """
    loop = asyncio.get_running_loop()
    deadline = loop.time() + within
    open_gaps = True
    until, records = from_epoch_seconds(await lane.now()), await lane.records()
    while open_gaps and loop.time() < deadline:
        if await lane.recorder.until(has_no_open_gap, deadline - loop.time()):
            until, records = from_epoch_seconds(await lane.now()), await lane.records()
            await asyncio.sleep(_STORED_AFTER)
            open_gaps = not (await _compared(lane, records, until)).is_clean
    alarms = await _audited(lane, until)
    await lane.recorder.stop()
    verdict = await _compared(lane, records, until)
    verdict.unexplained += len(alarms)
    verdict.examples += alarms
    if open_gaps and verdict.is_clean:
        verdict.unexplained += 1
        verdict.examples.append("a gap stayed open")
    return verdict


async def _compared(lane: Lane, records: Mapping[str, HomeRecord], until: Micros) -> Verdict:
    """The store as an export shows it, beside what the home held until a moment."""
    ended = await lane.recorder.run(
        *("export", "--what=readings", "--format=csv", "--all-states"),
        *(f"--from={lane.beginning}", f"--to={format_utc(Micros(until + 1))}"),
        *(f"--entity={name}" for name in lane.names.values()),
    )
    assert ended.status == 0, ended.errors
    recording_ids = {name: recording_id for recording_id, name in lane.names.items()}
    stored: dict[str, list[Pair]] = {recording_id: [] for recording_id in lane.names}
    for row in ended.rows:
        value = float(row["state"]) if row["state"] else None
        pair = (parse_moment(row["timestamp"], UTC), value)
        stored[recording_ids[row["entity_id"]]].append(pair)
    return compare({r: _until(record, until) for r, record in records.items()}, stored)


def _until(record: HomeRecord, until: Micros) -> HomeRecord:
    held = tuple(row for row in record.held if row[0] <= until)
    return HomeRecord(held, record.purged, record.lost)


async def _audited(lane: Lane, until: Micros) -> list[str]:
    """What the program's own audit cannot explain."""
    ended = await lane.recorder.run(
        "audit", "--json", f"--from={lane.beginning}", f"--to={format_utc(until)}"
    )
    if ended.status not in (0, 6):
        return [f"the audit ended with {ended.status}: {ended.errors}"]
    return [
        f"audit: {each['entity_id']} {each['hour']} {each['count']} {each['reason']}"
        for each in ended.document["differences"]
        if each["class"] == "unexplained"
    ]
