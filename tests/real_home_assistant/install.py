"""Installs a real Home Assistant for the tests, in an environment of its own.

    python -m tests.real_home_assistant.install

Takes about a minute and 800 MB the first time, nothing the second. Everything is pinned by Home
Assistant's own constraints, and what it would fetch while it runs is installed beforehand, so
the tests need no network. `ENERGY_DESKTOP_TEST_HA_VERSION` names a release explicitly.
"""

import fcntl
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.real_home_assistant.pythons import find_python
from tests.real_home_assistant.releases import CACHE, COMPLETE, RELEASES, Release, requested

_CONSTRAINTS = "homeassistant/package_constraints.txt"
_RUNTIME_REQUIREMENTS = Path(__file__).with_name("runtime_requirements.py")


class NoSuitablePython(Exception):
    """None of the releases can be installed here; the text says what to do."""

    def __init__(self, releases: tuple[Release, ...]) -> None:
        """Name what was looked for."""
        needs = " or ".join(f"Python {each.python} (for {each.version})" for each in releases)
        super().__init__(
            f"A real Home Assistant needs {needs}, with the modules venv and ensurepip. "
            "None was found on the PATH, in ~/.pyenv/versions or among uv's interpreters. "
            "`uv python install 3.13` or `pyenv install 3.13` provides one."
        )


def choose(releases: tuple[Release, ...]) -> tuple[Release, Path]:
    """The first release for which a Python is found, with it; raises NoSuitablePython."""
    for release in releases:
        if python := find_python(release.python):
            return release, python
    raise NoSuitablePython(releases)


def install(release: Release, python: Path) -> None:
    """Make the environment of the release; raises CalledProcessError when a step fails."""
    shutil.rmtree(release.environment, ignore_errors=True)
    _run(python, "-m", "venv", str(release.environment))
    with tempfile.TemporaryDirectory() as folder:
        _pip(release, "download", "--no-deps", "-d", folder, f"homeassistant=={release.version}")
        wheel = next(Path(folder).glob("homeassistant-*.whl"))
        constraints = Path(folder, "constraints.txt")
        constraints.write_bytes(zipfile.ZipFile(wheel).read(_CONSTRAINTS))
        pinned = ("install", "-c", str(constraints))
        _pip(release, *pinned, str(wheel), *release.beside)
        runtime = Path(folder, "runtime.txt")
        runtime.write_text(_output(release.interpreter, _RUNTIME_REQUIREMENTS), "utf-8")
        _pip(release, *pinned, "-r", str(runtime))
        if release.replaced:
            _pip(release, "install", "--no-deps", *release.replaced)
    (release.environment / COMPLETE).write_text(f"{release.version}\n", "utf-8")


def _run(*command: str | Path) -> None:
    subprocess.run(command, check=True)


def _output(*command: str | Path) -> str:
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def _pip(release: Release, step: str, *arguments: str) -> None:
    quiet = ("--quiet", "--progress-bar", "off", "--disable-pip-version-check")
    _run(release.interpreter, "-m", "pip", step, *quiet, *arguments)


@contextmanager
def _alone() -> Iterator[None]:
    """Hold the cache against a second installer."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def main() -> int:
    """Install what is missing and say where it is; 1 with a sentence when that cannot be done."""
    chosen = requested()
    candidates = RELEASES if chosen is None else (chosen,)
    with _alone():
        try:
            release = next((each for each in candidates if each.installed), None)
            if release is None:
                release, python = choose(candidates)
                sys.stdout.write(f"Installing Home Assistant {release.version} with {python}\n")
                sys.stdout.flush()
                install(release, python)
        except (NoSuitablePython, subprocess.CalledProcessError) as error:
            sys.stderr.write(f"{error}\n")
            return 1
    sys.stdout.write(f"Home Assistant {release.version} is in {release.environment}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
