"""Each import contract is broken once in a copy of the house, and must say so."""

from dataclasses import dataclass

import pytest

from tests.architecture.house_copy import HouseCopy, contract_names

DOWNWARDS = "Imports point downwards"
ONLY_APP = "Only app names an adapter"
VIEWS = "Views speak to viewmodels, not past them"
NO_QT = "No Qt below the viewmodels"
DRIVERS = "Drivers live in adapters alone"
PYQTGRAPH = "pyqtgraph is drawn with in one room"
QASYNC = "qasync is named in one file"
STRANGERS = "Adapters do not know each other"
CIRCLES = "No package has a circle"


@dataclass(frozen=True)
class Offence:
    """A module that breaks one contract; `path` is relative to the package."""

    contract: str
    path: str
    source: str

    def __str__(self) -> str:
        return f"{self.path}: {self.source}"


OFFENCES = [
    Offence(DOWNWARDS, "model/offence.py", "import energy_desktop.ports"),
    Offence(DOWNWARDS, "ports/offence.py", "import energy_desktop.services"),
    Offence(DOWNWARDS, "services/offence.py", "import energy_desktop.viewmodels"),
    Offence(DOWNWARDS, "services/offence.py", "import energy_desktop.adapters.embedded"),
    Offence(DOWNWARDS, "adapters/embedded/offence.py", "import energy_desktop.services"),
    Offence(DOWNWARDS, "viewmodels/offence.py", "import energy_desktop.views"),
    Offence(DOWNWARDS, "viewmodels/offence.py", "import energy_desktop.commands"),
    Offence(DOWNWARDS, "views/offence.py", "import energy_desktop.commands"),
    Offence(DOWNWARDS, "commands/offence.py", "import energy_desktop.views"),
    Offence(DOWNWARDS, "views/offence.py", "import energy_desktop.app"),
    Offence(DOWNWARDS, "app/offence.py", "import energy_desktop.__main__"),
    Offence(
        DOWNWARDS,
        "model/offence.py",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import energy_desktop.ports",
    ),
    Offence(DOWNWARDS, "cellar/__init__.py", ""),
    Offence(ONLY_APP, "views/offence.py", "import energy_desktop.adapters.home_assistant"),
    Offence(ONLY_APP, "viewmodels/offence.py", "import energy_desktop.adapters.embedded"),
    Offence(ONLY_APP, "commands/offence.py", "import energy_desktop.adapters.system"),
    Offence(ONLY_APP, "services/offence.py", "import energy_desktop.adapters.demo_home"),
    Offence(VIEWS, "views/pages/offence.py", "import energy_desktop.services"),
    Offence(VIEWS, "views/offence.py", "import energy_desktop.ports"),
    Offence(NO_QT, "model/offence.py", "import PySide6.QtCore"),
    Offence(NO_QT, "ports/offence.py", "import PySide6.QtCore"),
    Offence(NO_QT, "services/offence.py", "import qasync"),
    Offence(NO_QT, "adapters/embedded/offence.py", "import PySide6.QtCore"),
    Offence(NO_QT, "commands/offence.py", "import PySide6.QtWidgets"),
    Offence(DRIVERS, "model/offence.py", "import sqlite3"),
    Offence(DRIVERS, "ports/offence.py", "import ssl"),
    Offence(DRIVERS, "services/offence.py", "import duckdb"),
    Offence(DRIVERS, "viewmodels/offence.py", "import keyring"),
    Offence(DRIVERS, "views/offence.py", "import socket"),
    Offence(DRIVERS, "commands/offence.py", "import websockets"),
    Offence(PYQTGRAPH, "views/pages/offence.py", "import pyqtgraph"),
    Offence(QASYNC, "app/offence.py", "import qasync"),
    Offence(
        STRANGERS, "adapters/home_assistant/offence.py", "import energy_desktop.adapters.embedded"
    ),
    Offence(CIRCLES, "model/offence.py", "import energy_desktop.model.offence_back"),
    Offence(CIRCLES, "views/pages/offence.py", "import energy_desktop.views.pages.offence_back"),
]


def test_the_house_as_it_stands_keeps_every_contract(house: HouseCopy) -> None:
    report = house.lint_imports()
    assert report.verdicts == dict.fromkeys(contract_names(), "KEPT"), report.text
    assert report.status == 0


def test_every_contract_is_broken_by_some_offence() -> None:
    assert {offence.contract for offence in OFFENCES} == set(contract_names())


@pytest.mark.parametrize("offence", OFFENCES, ids=str)
def test_an_offence_breaks_its_contract(house: HouseCopy, offence: Offence) -> None:
    house.plant(offence.path, offence.source)
    if offence.contract == CIRCLES:
        house.plant(offence.path.replace(".py", "_back.py"), _import_of(offence.path))
    report = house.lint_imports()
    assert offence.contract in report.broken, report.text
    assert report.status == 1


def test_every_adapter_may_use_the_shared_owner_thread(house: HouseCopy) -> None:
    house.plant("adapters/owner_thread.py", "")
    house.plant(
        "adapters/keyring_vault/neighbour.py", "import energy_desktop.adapters.owner_thread"
    )
    assert STRANGERS not in house.lint_imports().broken


def _import_of(path: str) -> str:
    return "import energy_desktop." + path.removesuffix(".py").replace("/", ".")
