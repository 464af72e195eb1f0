"""`servers`: tests the databases, and keeps their addresses when it is told to."""

import json

import pytest

from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import StoreUnusable
from tests.commands.conftest import Run
from tests.commands.program import FakeProgram


@pytest.mark.parametrize(
    ("arguments", "save", "said"), [((), False, "can be used."), (("--save",), True, "are kept.")]
)
def test_it_tests_and_keeps_only_when_told_to(
    run: Run, program: FakeProgram, arguments: tuple[str, ...], save: bool, said: str
) -> None:
    outcome = run("servers", *arguments)
    assert outcome.exit_code == 0
    assert program.asked == [("servers", {"save": save})]
    assert outcome.stdout.strip().endswith(said)


def test_with_json_it_is_one_document(run: Run) -> None:
    document = json.loads(run("servers", "--json").stdout)
    assert document == {"questdb": "ok", "mongodb": "ok", "saved": False}


def test_a_database_that_refuses_ends_with_5(run: Run, program: FakeProgram) -> None:
    program.failure = StoreUnusable(
        ProblemCode.DATABASE_REFUSED, path="mongodb://db", reason="Authentication failed."
    )
    outcome = run("servers", "--save")
    assert outcome.exit_code == 5
    assert "refused the user name" in outcome.stderr
