"""The program with its demo home, as a person without Home Assistant starts it."""

import json
import signal
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.program import Program, ended
from tests.waiting import until

pytestmark = pytest.mark.timeout(180)

KEYS = [
    "entities",
    "events_received",
    "readings_stored",
    "duplicates",
    "rejected",
    "first_reading",
    "last_reading",
    "connection",
    "gaps",
    "duration_s",
    "demo",
]

STATUS = {
    "home_assistant": {"state", "since", "last_event_at", "subscription_id"},
    "stores": {"state", "metrics"},
    "recorder": {"state", "entities", "events_today", "events_per_minute"},
    "reconciliation": {"last", "next"},
    "gaps": {"found", "repaired", "open"},
    "queries": {"p50", "p95", "p99"},
}
"""Of each key that has keys of its own, those that scripts depend on."""


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path / "data")


async def test_a_recording_stores_exactly_what_the_demo_home_sent(program: Program) -> None:
    recorded = await program.run("record", "--demo", "--for", "6s", "--json")
    assert recorded.status == 0, recorded.errors
    report = recorded.document
    assert list(report) == KEYS
    assert report["readings_stored"] == report["demo"]["sent"] > 0
    assert report["events_received"] == report["readings_stored"]
    assert report["rejected"] == {}
    assert report["demo"]["seed"] == 1


async def test_status_tells_what_it_promises_and_disturbs_no_recording(program: Program) -> None:
    async with program.running("record", "--demo", "--json") as process:
        await demo_recording(program)
        told = [(await program.run("status", "--demo", "--json")).document]
        while len(told) < 10 or _events(told[-1]) == _events(told[0]):
            told.append((await program.run("status", "--demo", "--json")).document)
        report = (await ended(process, signal.SIGTERM)).document
    for document in told:
        assert set(document) == {*STATUS, "uptime", "journal"}
        for key, inner in STATUS.items():
            assert inner <= set(document[key])
        assert document["home_assistant"]["state"] == "live"
    events = [_events(document) for document in told]
    assert events == sorted(events)
    assert events[-1] <= report["readings_stored"]
    assert report["readings_stored"] == report["demo"]["sent"]
    assert report["connection"]["reconnects"] == 0


def _events(status: dict[str, Any]) -> int:
    """How many readings of today a status tells."""
    count: int = status["recorder"]["events_today"]
    return count


async def test_ctrl_c_ends_with_130_after_a_clean_flush(program: Program) -> None:
    async with program.running("record", "--demo", "--json") as process:
        await demo_recording(program)
        interrupted = await ended(process, signal.SIGINT)
    assert interrupted.status == 130
    assert interrupted.document["readings_stored"] == interrupted.document["demo"]["sent"]


async def test_sigterm_ends_with_0_after_a_clean_flush(program: Program) -> None:
    async with program.running("record", "--demo", "--json") as process:
        await demo_recording(program)
        terminated = await ended(process, signal.SIGTERM)
    assert terminated.status == 0
    assert terminated.document["readings_stored"] == terminated.document["demo"]["sent"]


async def demo_recording(program: Program) -> None:
    """Wait until the demo home of this folder is recorded."""
    while True:
        state = (await program.run("status", "--demo", "--json")).document["recorder"]
        if state["state"] == "recording" and state["events_today"]:
            return


@pytest.mark.parametrize("command", [("record",), ()])
async def test_commands_work_while_another_process_records(
    program: Program, command: tuple[str, ...]
) -> None:
    async with program.running(*command, "--demo") as process:
        await demo_recording(program)
        untracked = await program.run("untrack", "--demo", "sensor.pond_power")
        assert "sensor.pond_power" in untracked.output.decode(), untracked.errors
        tracked = await program.run("track", "--demo", "sensor.pond_power")
        assert "sensor.pond_power" in tracked.output.decode(), tracked.errors
        exported = await program.run(
            "export",
            "--demo",
            "--what=readings",
            "--entity=sensor.grid_power",
            "--from=2020-01-01",
            "--to=2100-01-01",
            "--format=json",
        )
        rows = json.loads(exported.output)
        assert rows
        assert {row["unit"] for row in rows} == {"W"}
        discovered = await program.run("discover", "--demo", "--json")
        assert {"sensor.grid_power"} <= {
            e["entity_id"] for e in discovered.document["entities"] if e["tracked"]
        }
        assert (await ended(process, signal.SIGTERM)).status == 0


async def test_a_second_start_raises_the_first_window_and_ends(program: Program) -> None:
    async with program.running("--demo") as first:
        await demo_recording(program)
        second = await program.run("--demo")
        assert second.status == 0, second.errors
        assert first.returncode is None
        assert (await ended(first, signal.SIGTERM)).status == 0


async def test_a_window_takes_over_from_a_recorder_and_gives_back(program: Program) -> None:
    async with program.running("record", "--demo", "--json") as recorder:
        await demo_recording(program)
        channel = program.data_dir / "demo" / "running.json"
        of_the_recorder = channel.read_bytes()
        async with program.running("--demo") as window:
            await until(lambda: channel.exists() and channel.read_bytes() != of_the_recorder, 60)
            await demo_recording(program)
            raised = await program.run("--demo")
            assert raised.status == 0, raised.errors
            assert (await ended(window, signal.SIGTERM)).status == 0
        await demo_recording(program)
        assert recorder.returncode is None
        report = (await ended(recorder, signal.SIGTERM)).document
        assert report["gaps"]["open"] >= 0


async def test_a_second_recorder_is_refused(program: Program) -> None:
    async with program.running("record", "--demo"):
        await demo_recording(program)
        second = await program.run("record", "--demo", "--for", "1s")
    assert second.status == 5
    assert "in use" in second.errors


async def test_without_a_home_it_says_how_to_set_one_up(program: Program) -> None:
    ended = await program.run("record", "--for", "5s", "--json")
    assert ended.status == 2
    assert "energy-desktop connect" in ended.errors


async def test_an_unreachable_home_ends_with_3(tmp_path: Path) -> None:
    program = Program(tmp_path / "data", token="some token")
    unreachable = await program.run("connect", "--url", "http://127.0.0.1:1")
    assert unreachable.status == 3
    assert "port 1" in unreachable.errors


async def test_a_damaged_store_ends_with_5_and_is_left_untouched(program: Program) -> None:
    folder = program.data_dir / "demo"
    folder.mkdir(parents=True)
    store = folder / "metrics.duckdb"
    store.write_bytes(b"this is no database" * 1000)
    damaged = await program.run("record", "--demo", "--for", "1s")
    assert damaged.status == 5
    assert "metrics.duckdb" in damaged.errors
    assert store.read_bytes() == b"this is no database" * 1000
