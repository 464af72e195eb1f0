"""What holds for the files of the project as a whole."""

import ast
import re
import subprocess
from pathlib import Path

from tests.architecture.house_copy import PACKAGE, PROJECT, project_settings

# Folders whose content differs from machine to machine, so that no file may rely on them.
PRIVATE_FOLDERS = ("home", "Users", "root", "work", "srv", "farm")
PRIVATE_PATH = re.compile(rf"(?<![\w.:/~-])/(?:{'|'.join(PRIVATE_FOLDERS)})/[\w.-]+")


def test_no_file_mentions_a_path_of_one_machine() -> None:
    own = str(PROJECT)
    mentions = [
        f"{path.relative_to(PROJECT)}:{number}: {line.strip()}"
        for path in _files_of_the_project()
        for number, line in enumerate(_lines(path), start=1)
        if PRIVATE_PATH.search(line) or own in line
    ]
    assert mentions == []


def test_a_planted_path_is_found() -> None:
    assert PRIVATE_PATH.search(f'open("/{PRIVATE_FOLDERS[0]}/ada/energy.toml")')
    assert not PRIVATE_PATH.search("https://example.org/home/ada and ./work/ada")


def test_the_dev_lock_contains_the_run_lock() -> None:
    assert _pins("requirements.lock") <= _pins("requirements-dev.lock")


def test_every_dependency_is_locked() -> None:
    settings = project_settings()
    assert _names(settings["project"]["dependencies"]) <= _names(_pins("requirements.lock"))
    wanted_for_tests = settings["dependency-groups"]["dev"]
    assert _names(wanted_for_tests) <= _names(_pins("requirements-dev.lock"))


def test_every_package_says_what_it_is_for() -> None:
    silent = [
        path.relative_to(PROJECT).as_posix()
        for path in (PROJECT / PACKAGE).rglob("__init__.py")
        if not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert silent == []


def test_the_program_carries_the_master_of_its_icon() -> None:
    master = PROJECT / "resources" / "icon.svg"
    carried = PROJECT / PACKAGE / "views" / "icons" / "app.svg"
    assert carried.read_bytes() == master.read_bytes()


def _files_of_the_project() -> list[Path]:
    """What git knows or would add: neither caches nor environments."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = [PROJECT / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        return []


def _pins(lock: str) -> set[str]:
    """The lines `name==version` of a lock, without the conditions behind them."""
    lines = (PROJECT / lock).read_text().splitlines()
    return {line.partition(";")[0].strip() for line in lines if line}


def _names(requirements: set[str] | list[str]) -> set[str]:
    found = (re.match(r"[\w.-]+", requirement) for requirement in requirements)
    return {name[0].lower().replace("_", "-").replace(".", "-") for name in found if name}
