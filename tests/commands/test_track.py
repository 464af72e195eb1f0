"""`track` and `untrack`."""

import pytest

from tests.commands.conftest import Run
from tests.commands.program import FakeProgram


@pytest.mark.parametrize(
    ("arguments", "sent"),
    [
        (("sensor.a", "sensor.b"), {"entities": ["sensor.a", "sensor.b"]}),
        (("--all",), {"all": True}),
        (("--energy-prefs",), {"energy_prefs": True}),
    ],
)
def test_what_to_track_is_named_in_one_of_three_ways(
    run: Run, program: FakeProgram, arguments: tuple[str, ...], sent: dict[str, object]
) -> None:
    program.answer = {"tracked": ["sensor.a"], "already": ["sensor.b"]}
    outcome = run("track", *arguments)
    nothing = {"entities": [], "all": False, "energy_prefs": False}
    assert program.asked == [("track", {**nothing, **sent})]
    assert outcome.stdout == (
        "Tracked from now on (1):\n  sensor.a\nTracked already (1):\n  sensor.b\n"
    )


@pytest.mark.parametrize("arguments", [(), ("--all", "--energy-prefs"), ("sensor.a", "--all")])
def test_none_or_two_of_them_is_wrong_usage(
    run: Run, program: FakeProgram, arguments: tuple[str, ...]
) -> None:
    outcome = run("track", *arguments)
    assert outcome.exit_code == 2
    assert "--energy-prefs" in outcome.stderr
    assert program.asked == []


def test_nothing_to_track_is_said(run: Run, program: FakeProgram) -> None:
    program.answer = {"tracked": [], "already": []}
    assert run("track", "--all").stdout == "There was nothing to track.\n"


def test_untracking_names_what_is_no_longer_tracked(run: Run, program: FakeProgram) -> None:
    program.answer = {"untracked": ["sensor.a"]}
    outcome = run("untrack", "sensor.a", "sensor.b")
    assert program.asked == [("untrack", {"entities": ["sensor.a", "sensor.b"]})]
    assert outcome.stdout == "No longer tracked (1):\n  sensor.a\n"


def test_untracking_what_was_not_tracked_is_said(run: Run, program: FakeProgram) -> None:
    program.answer = {"untracked": []}
    assert run("untrack", "sensor.a").stdout == "None of them was tracked.\n"


def test_untracking_nothing_is_wrong_usage(run: Run) -> None:
    assert run("untrack").exit_code == 2
