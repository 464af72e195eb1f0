"""On which screen the program starts, and how it is ended."""

import signal

import pytest

from tests.scripts.bare_system import BareSystem

SCREEN = 'echo 42 >&3; trap "note screen ended; exit" TERM; while :; do sleep 0.05; done'
PROGRAM = (
    'trap "sleep 0.2; note program ended; exit 130" INT\n'
    'trap "sleep 0.2; note program ended; exit 0" TERM\n'
    "echo started on $DISPLAY; while :; do sleep 0.05; done"
)


def virtual_screen(system: BareSystem) -> None:
    """Put an Xvfb on the system that takes display 42."""
    system.stand_in("xauth")
    system.stand_in("Xvfb", SCREEN)


@pytest.mark.parametrize("screen", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_a_screen_that_is_there_is_used(system: BareSystem, screen: str) -> None:
    virtual_screen(system)
    system.stand_in_environment("exit 7")
    assert system.finish("start_window", "--demo", **{screen: ":5"}) == (7, "")
    assert system.calls() == ["python -m energy_desktop --demo"]


def test_without_a_screen_it_says_so_and_takes_a_virtual_one(system: BareSystem) -> None:
    virtual_screen(system)
    system.stand_in_environment("echo started on $DISPLAY; exit 7")
    status, said = system.finish("start_window")
    assert status == 7
    assert "There is no screen here" in said
    assert "started on :42" in said


@pytest.mark.parametrize(
    ("sent", "status"), [(signal.SIGTERM, 0), (signal.SIGINT, 130), (signal.SIGHUP, 0)]
)
def test_the_virtual_screen_outlives_the_program(
    system: BareSystem, sent: signal.Signals, status: int
) -> None:
    virtual_screen(system)
    system.stand_in_environment(PROGRAM)
    with system.run("start_window") as running:
        assert running.stdout
        while "started on" not in running.stdout.readline():
            pass
        running.send_signal(sent)
        running.communicate(timeout=20)
    assert running.returncode == status
    assert system.calls()[-2:] == ["program ended", "screen ended"]


def test_a_screen_that_does_not_start_is_explained(system: BareSystem) -> None:
    system.stand_in("xauth")
    system.stand_in("Xvfb", "echo cannot bind >&2; exit 1")
    system.stand_in_environment()
    status, said = system.finish("start_window")
    assert status == 1
    assert "cannot bind" in said
    assert system.calls("python") == []
