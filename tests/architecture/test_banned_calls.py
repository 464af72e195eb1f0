"""Each call that ruff bans is planted in a copy of the house, and must be found."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.house_copy import PACKAGE, PROJECT, HouseCopy, project_settings

BANNED = project_settings()["tool"]["ruff"]["lint"]["flake8-tidy-imports"]["banned-api"]
STARTS_TASKS = "services/supervisor.py"
LIFTS_BANS = re.compile(r"services/supervisor\.py|adapters/system/.*")


def test_the_bans_are_those_of_the_architecture() -> None:
    assert set(BANNED) == {
        "asyncio.create_task",
        "asyncio.ensure_future",
        "asyncio.run_coroutine_threadsafe",
        "asyncio.get_event_loop",
        "qasync.asyncSlot",
        "qasync.asyncClose",
        "datetime.datetime.now",
        "time.time",
    }


def test_every_banned_call_is_found_however_it_is_imported(house: HouseCopy) -> None:
    expected = set()
    for name in BANNED:
        module, *attributes = name.split(".")
        spellings = {
            "whole": f"import {module}\n\nOFFENCE = {name}\n",
            "part": f"from {module} import {attributes[0]}\n\nOFFENCE = {'.'.join(attributes)}\n",
        }
        for spelling, source in spellings.items():
            path = f"services/{name.replace('.', '_')}_{spelling}.py".lower()
            house.plant(path, f"\n{source}")
            expected.add(path)
    found = house.ruff_codes()
    assert {path for path in expected if "TID251" in found.get(path, set())} == expected


def test_a_module_outside_any_package_is_found(house: HouseCopy) -> None:
    house.plant("services/stray/module.py", "")
    assert "INP001" in house.ruff_codes()["services/stray/module.py"]


def test_a_task_that_is_thrown_away_is_found(house: HouseCopy) -> None:
    house.plant(
        "services/offence.py",
        "\nimport asyncio\n\n\nasync def forget() -> None:\n"
        "    loop = asyncio.get_running_loop()\n    loop.create_task(asyncio.sleep(1))\n",
    )
    assert "RUF006" in house.ruff_codes()["services/offence.py"]


def test_bans_are_lifted_only_where_the_architecture_says_so() -> None:
    lifted = {
        path.relative_to(PROJECT / PACKAGE).as_posix()
        for path in _modules()
        if re.search(r"noqa:[^#]*TID251", path.read_text())
    }
    assert {path for path in lifted if not LIFTS_BANS.fullmatch(path)} == set()


def test_every_exception_to_a_rule_carries_its_reason() -> None:
    bare = re.compile(r"#\s*(noqa|type:\s*ignore)(\s*$|:\s*[A-Z0-9, ]+$|\[[\w, -]+\]\s*$)")
    without_reason = [
        f"{path.relative_to(PROJECT)}:{number}"
        for path in _modules()
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if bare.search(line)
    ]
    assert without_reason == []


def test_free_tasks_are_started_by_the_supervisor_alone() -> None:
    starters = {
        f"{path.relative_to(PROJECT / PACKAGE).as_posix()}:{line}"
        for path in _modules()
        if path != PROJECT / PACKAGE / STARTS_TASKS
        for line in _free_tasks(path.read_text())
    }
    assert starters == set()


@pytest.mark.parametrize(
    ("body", "free"),
    [
        ("asyncio.get_running_loop().create_task(work())", True),
        ("self._loop.create_task(work())", True),
        ("self._group = asyncio.TaskGroup()\n    self._group.create_task(work())", False),
        ("async with asyncio.TaskGroup() as group:\n        group.create_task(work())", False),
    ],
)
def test_a_task_is_free_unless_a_task_group_holds_it(body: str, free: bool) -> None:
    assert bool(list(_free_tasks(f"async def start(self):\n    {body}\n"))) is free


def _modules() -> list[Path]:
    return sorted((PROJECT / PACKAGE).rglob("*.py"))


def _free_tasks(source: str) -> Iterator[int]:
    """The lines that call `create_task` on anything but a task group."""
    tree = ast.parse(source)
    groups = set(_task_groups(tree))
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=owner, attr="create_task")):
                if ast.unparse(owner) not in groups:
                    yield node.lineno


def _task_groups(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.withitem(context_expr=maker, optional_vars=ast.Name(id=name)):
                if ast.unparse(maker).endswith("TaskGroup()"):
                    yield name
            case ast.Assign(targets=[ast.Attribute() as target], value=maker):
                if ast.unparse(maker).endswith("TaskGroup()"):
                    yield ast.unparse(target)
            case ast.arg(arg=name, annotation=ast.expr() as annotation):
                if ast.unparse(annotation).endswith("TaskGroup"):
                    yield name
