"""`discover`: what qualifies, for a person and for a script."""

import json
from typing import Any

from tests.commands.conftest import Run
from tests.commands.program import FakeProgram


def entity(entity_id: str, **more: Any) -> dict[str, Any]:
    return {
        "entity_id": entity_id,
        "name": None,
        "unit": None,
        "device_class": None,
        "state_class": None,
        "tracked": False,
        "active": True,
        "energy_prefs": False,
        **more,
    }


DOCUMENT = {
    "entities": [
        entity("sensor.gas", name="Gas", unit="m³", tracked=True, energy_prefs=True),
        entity("sensor.dishwasher_power", name="Dishwasher", active=False),
    ]
}


def test_a_script_gets_one_document(run: Run, program: FakeProgram) -> None:
    program.answer = DOCUMENT
    outcome = run("discover", "--json")
    assert json.loads(outcome.stdout) == DOCUMENT
    assert outcome.stdout.isascii()
    assert outcome.stderr == ""


def test_a_person_gets_an_aligned_table(run: Run, program: FakeProgram) -> None:
    program.answer = DOCUMENT
    assert run("discover").stdout.splitlines() == [
        "ENTITY                   NAME        UNIT  NOTES",
        "sensor.gas               Gas         m³    tracked, energy dashboard",
        "sensor.dishwasher_power  Dishwasher        not active",
    ]


def test_a_home_without_meters_is_told_so(run: Run, program: FakeProgram) -> None:
    program.answer = {"entities": []}
    outcome = run("discover")
    assert outcome.stdout == ""
    assert "no entity that qualifies" in outcome.stderr
