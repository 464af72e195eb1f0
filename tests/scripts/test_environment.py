"""When packages are installed into .venv, and when they are left alone."""

from tests.scripts.bare_system import BareSystem

PIP = "python -m pip install"


def test_the_first_time_the_locked_packages_and_the_project_are_installed(
    system: BareSystem,
) -> None:
    system.stand_in_environment()
    assert system.finish("environment", "run")[0] == 0
    locked, project = system.calls(PIP)
    assert locked.endswith("--only-binary=:all: -r requirements.lock")
    assert project.endswith("--no-deps -e .")


def test_the_second_time_nothing_is_installed(system: BareSystem) -> None:
    system.stand_in_environment()
    system.finish("environment", "dev")
    before = system.calls(PIP)
    assert system.finish("environment", "dev") == (0, "")
    assert system.calls(PIP) == before


def test_an_environment_for_tests_serves_the_program_too(system: BareSystem) -> None:
    system.stand_in_environment()
    system.finish("environment", "dev")
    assert system.finish("environment", "run") == (0, "")
    assert system.finish("environment", "dev") == (0, "")


def test_a_changed_lock_is_installed(system: BareSystem) -> None:
    system.stand_in_environment()
    system.finish("environment", "run")
    with (system.checkout / "requirements.lock").open("a") as lock:
        lock.write("more==1.0\n")
    system.finish("environment", "run")
    assert len(system.calls(PIP)) == 4


def test_changed_tool_settings_install_nothing(system: BareSystem) -> None:
    system.stand_in_environment()
    system.finish("environment", "run")
    with (system.checkout / "pyproject.toml").open("a") as settings:
        settings.write("# a remark\n")
    assert system.finish("environment", "run") == (0, "")


def test_a_failed_installation_is_tried_again(system: BareSystem) -> None:
    system.stand_in_environment('[ "$1" != -m ]')
    assert system.finish("environment", "run")[0] == 1
    system.stand_in_environment()
    assert system.finish("environment", "run")[0] == 0
    assert system.finish("environment", "run") == (0, "")


def test_an_environment_without_its_python_is_made_anew(system: BareSystem) -> None:
    system.stand_in_environment("exit 1")
    system.stand_in(
        "python3", 'if [ "$2" = venv ]; then mkdir -p .venv/bin; cp "$0" .venv/bin/python; fi'
    )
    assert system.finish("environment", "run")[0] == 0
    assert "python3 -m venv .venv" in system.calls("python3")


def test_a_machine_without_a_fitting_python_is_told_what_is_needed(system: BareSystem) -> None:
    status, said = system.finish("environment", "run")
    assert status == 1
    assert "Python 3.11 or newer" in said
