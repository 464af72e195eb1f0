"""What closing the window does."""

from pathlib import Path

import pytest

from energy_desktop.adapters.system.machine_settings import MachineSettingsFile
from energy_desktop.viewmodels.application import ApplicationViewModel
from energy_desktop.viewmodels.closing import ClosingViewModel
from energy_desktop.viewmodels.questions import Question


class Closing:
    """A window's closing, and what it led to."""

    def __init__(self, folder: Path, *, has_tray: bool) -> None:
        self.settings = MachineSettingsFile(folder / "settings.toml")
        self.application = ApplicationViewModel(self.settings, has_tray=has_tray)
        self.viewmodel = ClosingViewModel(self.application)
        self.did: list[str] = []
        self.questions: list[Question] = []
        self.viewmodel.hide_wanted.connect(lambda: self.did.append("hide"))
        self.viewmodel.leave_wanted.connect(lambda: self.did.append("leave"))
        self.viewmodel.told.connect(lambda *_: self.did.append("tell"))
        self.viewmodel.asked.connect(self.questions.append)


def test_it_goes_to_the_tray_and_says_so_once(tmp_path: Path) -> None:
    closing = Closing(tmp_path, has_tray=True)
    closing.viewmodel.close()
    closing.viewmodel.close()
    assert closing.did == ["hide", "tell", "hide"]
    assert Closing(tmp_path, has_tray=True).application.settings.told_of_tray


def test_who_does_not_want_the_tray_quits(tmp_path: Path) -> None:
    closing = Closing(tmp_path, has_tray=True)
    closing.application.close_to_tray(False)
    closing.viewmodel.close()
    assert closing.did == ["leave"]


@pytest.mark.parametrize(("agrees", "did"), [(True, ["leave"]), (False, [])])
def test_without_a_tray_it_asks_once_at_a_time(
    tmp_path: Path, agrees: bool, did: list[str]
) -> None:
    closing = Closing(tmp_path, has_tray=False)
    closing.viewmodel.close()
    closing.viewmodel.close()
    assert len(closing.questions) == 1
    closing.questions[0].answer(agrees)
    assert closing.did == did
    closing.viewmodel.close()
    assert len(closing.questions) == 2
