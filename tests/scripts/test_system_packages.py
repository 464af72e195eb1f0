"""Which packages are installed, named or left alone."""

from tests.scripts.bare_system import BareSystem

QT = "libglib2.0-0 libgl1 libegl1 libxkbcommon0 libfontconfig1 libdbus-1-3"
WINDOW = "libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0"


def debian_with(system: BareSystem, packages: str) -> None:
    """Make it a Debian on which these packages are installed, and one removed with its settings."""
    lines = "".join(f"{name} installed\\n" for name in packages.split())
    system.stand_in("dpkg-query", f"printf '{lines}libgl1 config-files\\n'; exit 1")
    system.stand_in("apt-get")


def test_nothing_is_installed_where_nothing_is_missing(system: BareSystem) -> None:
    debian_with(system, QT)
    assert system.finish("system_packages", "qt") == (0, "")
    assert system.calls("apt-get") == []


def test_only_what_is_missing_is_installed_and_said(system: BareSystem) -> None:
    debian_with(system, QT.replace("libegl1", "") + " libxcb-cursor0")
    status, said = system.finish("system_packages", "qt", "window")
    assert status == 0
    missing = ["libegl1", *WINDOW.split()[1:]]
    assert all(name in said for name in missing)
    assert system.calls("apt-get") == [
        "apt-get update -q",
        f"apt-get install -q -y --no-install-recommends {' '.join(missing)}",
    ]


def test_a_package_that_is_there_under_its_new_name_is_not_missing(system: BareSystem) -> None:
    debian_with(system, QT.replace("libglib2.0-0", "libglib2.0-0t64"))
    assert system.finish("system_packages", "qt") == (0, "")


def test_a_package_of_which_only_the_settings_are_left_is_missing(system: BareSystem) -> None:
    debian_with(system, QT.replace("libgl1", ""))
    assert "libgl1" in system.finish("system_packages", "qt")[1]


def test_sudo_is_used_by_those_who_are_not_root(system: BareSystem) -> None:
    debian_with(system, "")
    system.stand_in("id", "echo 1000")
    system.stand_in("sudo", 'exec "$@"')
    assert system.finish("system_packages", "qt")[0] == 0
    assert len(system.calls("sudo")) == len(system.calls("apt-get")) == 2


def test_without_root_and_sudo_the_command_to_type_is_named(system: BareSystem) -> None:
    debian_with(system, "")
    system.stand_in("id", "echo 1000")
    status, said = system.finish("system_packages", "qt")
    assert status == 1
    assert f"apt-get install {QT}" in said
    assert system.calls("apt-get") == []


def test_what_apt_says_is_shown_when_it_fails(system: BareSystem) -> None:
    debian_with(system, "")
    system.stand_in("apt-get", 'if [ "$1" = install ]; then echo "no space left"; exit 100; fi')
    status, said = system.finish("system_packages", "qt")
    assert status == 1
    assert "no space left" in said


def test_a_package_list_that_cannot_be_renewed_does_not_stop_it(system: BareSystem) -> None:
    debian_with(system, "")
    system.stand_in("apt-get", '[ "$1" != update ]')
    assert system.finish("system_packages", "qt")[0] == 0


def test_other_systems_are_told_which_libraries_are_missing(system: BareSystem) -> None:
    system.stand_in("ldconfig", "printf '\\tlibGL.so.1 (libc6,x86-64) => /usr/lib/libGL.so.1\\n'")
    status, said = system.finish("system_packages", "qt")
    assert status == 1
    assert "libEGL.so.1" in said
    assert "libGL.so.1" not in said


def test_systems_that_bring_what_qt_needs_are_left_alone(system: BareSystem) -> None:
    system.stand_in("uname", "echo Darwin")
    assert system.finish("system_packages", "qt", "window") == (0, "")


def test_an_unusable_python_makes_python_a_missing_package(system: BareSystem) -> None:
    debian_with(system, "python3")
    system.stand_in("python3", "exit 1")
    system.finish("system_packages", "python")
    assert system.calls("apt-get install")[0].endswith(" python3-venv")


def test_a_java_and_a_maven_of_any_origin_are_enough(system: BareSystem) -> None:
    debian_with(system, "")
    system.stand_in("java")
    system.stand_in("mvn")
    assert system.finish("system_packages", "java") == (0, "")


def test_a_java_without_maven_is_not_enough(system: BareSystem) -> None:
    debian_with(system, "default-jre-headless")
    system.stand_in("java")
    system.finish("system_packages", "java")
    assert system.calls("apt-get install")[0].endswith(" maven")
