"""Where the holder of the data listens, and who finds it."""

import os
import socket
import stat
import tempfile
from pathlib import Path

import pytest

from energy_desktop.adapters.local_channel import address
from energy_desktop.adapters.local_channel.address import Address, published, socket_path


def test_each_data_folder_has_a_socket_of_its_own(data_folder: Path) -> None:
    assert socket_path(data_folder) == socket_path(data_folder / "x" / "..")
    assert socket_path(data_folder) != socket_path(data_folder / "x")


def test_the_socket_stands_in_a_private_folder_of_the_runtime_folder(
    data_folder: Path, runtime: Path
) -> None:
    folder = socket_path(data_folder).parent
    assert folder == runtime / "energy-desktop"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_without_a_runtime_folder_the_temporary_one_serves(
    data_folder: Path, runtime: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    monkeypatch.setattr(tempfile, "tempdir", str(runtime))
    assert socket_path(data_folder).parent == runtime / f"energy-desktop-{os.getuid()}"


def test_a_runtime_folder_with_a_long_name_is_passed_over(
    data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runtime = tmp_path / ("x" * 90)
    runtime.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    assert len(os.fsencode(socket_path(data_folder))) < 108


def test_a_folder_that_others_may_enter_is_passed_over(data_folder: Path, runtime: Path) -> None:
    folder = runtime / "energy-desktop"
    folder.mkdir()
    folder.chmod(0o755)
    assert socket_path(data_folder).parent != folder


def test_a_link_to_a_folder_is_passed_over(data_folder: Path, runtime: Path) -> None:
    (runtime / "elsewhere").mkdir(mode=0o700)
    folder = runtime / "energy-desktop"
    folder.symlink_to(runtime / "elsewhere")
    assert socket_path(data_folder).parent != folder


@pytest.mark.parametrize("place", [Address("/run/x.sock", None, "k"), Address(None, 4000, "k")])
def test_what_is_published_is_found_and_private(tmp_path: Path, place: Address) -> None:
    place.publish(tmp_path)
    assert published(tmp_path) == place
    (file,) = tmp_path.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    place.withdraw(tmp_path)
    place.withdraw(tmp_path)
    assert published(tmp_path) is None


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"path": 1, "port": null, "key": "k"}'])
def test_a_file_that_says_nothing_is_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "running.json").write_text(text)
    assert published(tmp_path) is None


@pytest.mark.skipif(not hasattr(socket, "SO_PEERCRED"), reason="this system has no SO_PEERCRED")
def test_a_peer_of_another_user_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = socket.socketpair()
    with one, other:
        assert not address.peer_is_other_user(one)
        monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
        assert address.peer_is_other_user(one)
