"""The settings of this machine, in a file that a person may edit."""

from dataclasses import replace
from pathlib import Path

import pytest

from energy_desktop.adapters.system.machine_settings import MachineSettingsFile
from energy_desktop.model.machine_settings import (
    Language,
    MachineSettings,
    ProfileName,
    ThemeChoice,
)
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.phrases import PHRASES, Phrase

CHOSEN = MachineSettings(ThemeChoice.DARK, Language.GERMAN, close_to_tray=False, told_of_tray=True)


def test_without_a_file_the_defaults_hold_and_none_is_made(tmp_path: Path) -> None:
    file = MachineSettingsFile(tmp_path / "settings.toml")
    assert file.settings == MachineSettings()
    assert file.problem is None
    assert list(tmp_path.iterdir()) == []


def test_what_was_saved_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "not there yet" / "settings.toml"
    MachineSettingsFile(path).save(CHOSEN)
    assert MachineSettingsFile(path).settings == CHOSEN
    assert [p.name for p in path.parent.iterdir()] == ["settings.toml"]


def test_comments_and_unknown_keys_stay(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('# mine\ntheme = "light"\nlater = 3\n[table]\nkey = "ü"\n', encoding="utf-8")
    MachineSettingsFile(path).save(CHOSEN)
    text = path.read_text(encoding="utf-8")
    assert "# mine" in text
    assert "later = 3" in text
    assert 'key = "ü"' in text
    assert MachineSettingsFile(path).settings == CHOSEN


@pytest.mark.parametrize(
    "text",
    ["theme = ", 'theme = "purple"', "close_to_tray = 1", "theme = 3", "language = []", "\0"],
)
def test_a_damaged_file_is_told_and_left_as_it_is(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")
    file = MachineSettingsFile(path)
    assert file.settings == MachineSettings()
    assert file.problem is not None
    assert file.problem.code is ProblemCode.SETTINGS_DAMAGED
    file.save(CHOSEN)
    assert file.settings == CHOSEN
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"# mine\ntheme = \n", "line 2 is no TOML"),
        (b'theme = "dark', "it ends in the middle of something"),
        (b'theme = "purple"', "“theme” is “purple” instead of system, light, dark"),
        (b"close_to_tray = 1", "“close_to_tray” is neither true nor false"),
        (b"servers = 3", "“servers” is no table"),
        (b"\xff\xfe\x00", "it is not in UTF-8"),
    ],
)
def test_what_is_wrong_with_a_file_is_a_phrase_that_a_window_can_translate(
    tmp_path: Path, text: bytes, reason: str
) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(text)
    problem = MachineSettingsFile(path).problem
    assert problem is not None
    told = problem.parameters["reason"]
    assert isinstance(told, Phrase)
    assert told.text in PHRASES
    assert str(told) == reason


def test_a_file_that_is_no_text_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(b"\xff\xfe\x00")
    problem = MachineSettingsFile(path).problem
    assert problem is not None
    assert problem.code is ProblemCode.SETTINGS_DAMAGED


def test_where_nothing_can_be_written_the_choice_holds_until_the_end(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    file = MachineSettingsFile(tmp_path / "file" / "settings.toml")
    file.save(CHOSEN)
    assert file.settings == CHOSEN
    assert file.problem is not None


def test_what_another_process_has_written_meanwhile_stays(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    opened = MachineSettingsFile(path)
    MachineSettingsFile(path).save(MachineSettings(profile=ProfileName.SERVERS))
    opened.save(replace(opened.settings, theme=ThemeChoice.DARK))
    again = MachineSettingsFile(path).settings
    assert again == MachineSettings(theme=ThemeChoice.DARK, profile=ProfileName.SERVERS)
