"""The whole program on Qt's loop, its stores on a disk, its keyring in memory."""

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import keyring
import pytest
from PySide6.QtWidgets import QApplication

from energy_desktop.app.event_loop import qt_loop
from tests.adapters.keyring_vault.backends import MemoryKeyring

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What the watchdog complains of has to happen three times.

    Beside a busy neighbour the same work takes up to three times the processor time. What really
    holds the loop does so each time; of any other failure the first counts.
    """
    again = pytest.mark.flaky(reruns=2, only_rerun=["operations held the loop"])
    for item in items:
        if _HERE in item.path.parents:
            item.add_marker(again)


def pytest_asyncio_loop_factories() -> Mapping[str, Callable[[], object]]:
    """Screen and recorder share one loop, as in the program."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    return {"qt": lambda: qt_loop(application)}


@pytest.fixture(autouse=True)
def application(qapp: QApplication) -> QApplication:
    """One application for this process, as the program sets it up."""
    qapp.setQuitOnLastWindowClosed(False)
    return qapp


@pytest.fixture(autouse=True)
def secrets(monkeypatch: pytest.MonkeyPatch) -> Iterator[MemoryKeyring]:
    """A keyring that works and forgets."""
    monkeypatch.delenv("ENERGY_DESKTOP_HA_TOKEN", raising=False)
    before, made = keyring.get_keyring(), MemoryKeyring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder that is not there yet; sockets stand beside it."""
    runtime = tmp_path / "run"
    runtime.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    return tmp_path / "data"
