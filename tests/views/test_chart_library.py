"""What charts draw with is loaded beside the loop."""

import sys
import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from energy_desktop.views.chart_library import ChartLibrary

MODULE = "a_drawing_library"


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ChartLibrary:
    source = "import threading\nLOADED_ON = threading.current_thread()\n"
    (tmp_path / f"{MODULE}.py").write_text(source, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, MODULE, raising=False)
    return ChartLibrary((MODULE,))


def test_it_is_loaded_on_a_thread_of_its_own_and_told_of_on_the_loop(
    library: ChartLibrary, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told_on: list[threading.Thread] = []
    library.loaded.connect(lambda: told_on.append(threading.current_thread()))
    states = [library.is_loaded]
    with qtbot.waitSignal(library.loaded):
        library.load()
        library.load()
    states.append(library.is_loaded)
    assert states == [False, True]
    assert sys.modules[MODULE].LOADED_ON is not threading.main_thread()
    assert told_on == [threading.main_thread()]
    monkeypatch.delitem(sys.modules, MODULE)


def test_a_library_that_cannot_be_loaded_is_told_of_too(qtbot: QtBot) -> None:
    library = ChartLibrary(("a_library_that_is_not_there",))
    with qtbot.waitSignal(library.loaded):
        library.load()
    assert not library.is_loaded
