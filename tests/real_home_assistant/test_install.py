"""The installer's choices; the installing itself is what `make test-ha` begins with."""

import json
from pathlib import Path

import pytest

from tests.real_home_assistant import install, pythons, releases, runtime_requirements
from tests.real_home_assistant.releases import RELEASES, Release


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache, and no release asked for by the environment."""
    monkeypatch.setattr(releases, "CACHE", tmp_path)
    monkeypatch.delenv(releases.VERSION_VARIABLE, raising=False)
    return tmp_path


def put_python(folder: Path, version: str) -> Path:
    """An executable that says it is a Python of this version."""
    python = folder / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f"#!/bin/sh\necho {version}\n", "utf-8")
    python.chmod(0o755)
    return python


def test_the_preferred_release_is_taken_where_its_python_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(install, "find_python", lambda version: Path(f"/python{version}"))
    assert install.choose(RELEASES) == (RELEASES[0], Path("/python3.13"))


def test_an_older_release_is_taken_where_only_its_python_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        install, "find_python", lambda version: Path("/python") if version == "3.11" else None
    )
    assert install.choose(RELEASES)[0].version == "2024.3.3"


def test_without_any_python_it_says_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(install, "find_python", lambda version: None)
    with pytest.raises(install.NoSuitablePython, match=r"Python 3\.13 .* or Python 3\.11"):
        install.choose(RELEASES)


def test_a_python_that_lies_to_its_name_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions = tmp_path / ".pyenv" / "versions"
    put_python(versions / "3.99.1", "3.98")
    right = put_python(versions / "3.99.0", "3.99")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert pythons.find_python("3.99") == right
    assert pythons.find_python("3.97") is None


def test_half_an_installation_is_none(cache: Path) -> None:
    assert releases.installed_release() is None
    environment = cache / RELEASES[1].version
    environment.mkdir()
    assert releases.installed_release() is None
    (environment / releases.COMPLETE).touch()
    assert releases.installed_release() == RELEASES[1]


def test_the_environment_can_ask_for_a_release(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for release in RELEASES:
        (cache / release.version).mkdir()
        (cache / release.version / releases.COMPLETE).touch()
    assert releases.installed_release() == RELEASES[0]
    monkeypatch.setenv(releases.VERSION_VARIABLE, "2024.3.3")
    assert releases.installed_release() == RELEASES[1]
    monkeypatch.setenv(releases.VERSION_VARIABLE, "2099.1.0")
    assert releases.requested() == Release("2099.1.0", "3.13")
    assert releases.installed_release() is None


def test_runtime_requirements_follow_the_dependencies_of_integrations(tmp_path: Path) -> None:
    for name, manifest in {
        "energy": {"dependencies": ["recorder"]},
        "recorder": {"requirements": ["SQLAlchemy==2"], "dependencies": ["energy"]},
        "camera": {"requirements": ["turbo==1"]},
    }.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    assert runtime_requirements.closure(tmp_path, {"energy"}) == {"SQLAlchemy==2"}


def test_default_integrations_are_read_and_not_run() -> None:
    source = 'raise RuntimeError\nDEFAULT_INTEGRATIONS = {"frontend", "logger"}\n'
    assert runtime_requirements.default_integrations(source) == {"frontend", "logger"}
