"""`audit` as a person runs it, against the demo home and a real Home Assistant."""

import asyncio
import signal
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from energy_desktop.adapters.system import SystemClock
from energy_desktop.model.timestamps import HOUR, Micros, format_utc
from tests.end_to_end.program import Ended, Program, ended
from tests.end_to_end.test_real_home_assistant import connected
from tests.real_home_assistant.fixtures import (
    baked_home_assistant,
    real_home_assistant,
    stopped_home_assistant,
)
from tests.real_home_assistant.peer import RealHomeAssistant

__all__ = ["baked_home_assistant", "real_home_assistant", "stopped_home_assistant"]

pytestmark = pytest.mark.timeout(300)


async def audited(program: Program, *more: str) -> Ended:
    """An audit of the last hour and of what is to come."""
    now = SystemClock().wall()
    return await program.run(
        "audit",
        "--json",
        f"--from={format_utc(Micros(now - HOUR))}",
        f"--to={format_utc(Micros(now + HOUR))}",
        *more,
    )


async def test_a_running_recorder_audits_its_record_of_the_demo_home(tmp_path: Path) -> None:
    program = Program(tmp_path / "data", environment={"ENERGY_DESKTOP_DEMO": "1"})
    async with program.running("record"):
        await program.recording()
        audit = await audited(program, "--entity", "sensor.grid_power", "sensor.grid_import")
    assert audit.status == 0, audit.errors
    document = audit.document
    assert document["unexplained"] == 0
    assert {e["entity_id"] for e in document["entities"]} == {
        "sensor.grid_power",
        "sensor.grid_import",
    }
    assert all(e["readings"] > 0 for e in document["entities"])
    assert set(document["classes"]) == {
        "missing here",
        "missing at HA",
        "HA changed it later",
        "HA held the last value",
        "not a number",
        "unexplained",
    }


@pytest.mark.real_home_assistant
async def test_every_row_of_a_real_home_is_in_the_store_and_a_missing_one_is_an_alarm(
    tmp_path: Path, real_home_assistant: RealHomeAssistant
) -> None:
    home, power, text = real_home_assistant, "sensor.peer_power_w_0", "sensor.peer_not_a_number_0"
    program = await connected(tmp_path, home)
    before = await home.emit(200, rate=0, entity_ids=[power])
    await home.recorded()
    assert (await program.run("track", power, text)).status == 0
    async with program.running("record") as process:
        await program.recording()
        await home.emit(200, rate=200, entity_ids=[power])
        await home.recorded()
        whole = await audited_when_settled(program, power, readings=400)
        await ended(process, signal.SIGTERM)
    assert whole.status == 0, whole.output
    assert whole.document["classes"]["not a number"] >= 1
    assert whole.document["classes"]["unexplained"] == 0

    forget(tmp_path / "data", before.changes[100].last_updated)
    alarm = await audited(program)
    assert alarm.status == 6
    (difference,) = [d for d in alarm.document["differences"] if d["class"] == "unexplained"]
    assert difference["entity_id"] == power
    assert difference["first"] == format_utc(Micros(before.changes[100].last_updated))


async def audited_when_settled(program: Program, entity_id: str, readings: int) -> Ended:
    """The audit that reaches so many readings: it ends ten seconds before the present."""
    async with asyncio.timeout(90):
        while True:
            audit = await audited(program)
            held = {e["entity_id"]: e["readings"] for e in audit.document["entities"]}
            if held[entity_id] >= readings and not audit.document["classes"]["missing here"]:
                return audit


def forget(folder: Path, moment: int) -> None:
    """Take a reading out of the store, as no program does."""
    with closing(duckdb.connect(folder / "metrics.duckdb")) as database:
        tables = [
            table
            for (table,) in database.execute(
                "SELECT table_name FROM duckdb_columns() WHERE column_name = 'last_reset'"
            ).fetchall()
        ]
        for table in tables:
            database.execute(f'DELETE FROM "{table}" WHERE timestamp = ?', [moment])
