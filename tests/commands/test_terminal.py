"""What a terminal shows and what a pipe gets."""

import subprocess
import sys

import pytest

from energy_desktop.commands.terminal import ProgressLine, pairs, table


def test_columns_are_aligned_without_blanks_at_the_ends() -> None:
    assert table(("A", "B"), [("long", ""), ("x", "y")]) == "A     B\nlong\nx     y"


def test_labels_are_aligned() -> None:
    assert pairs([("a", "1"), ("long", "2")]) == "a     1\nlong  2"


def test_what_the_encoding_lacks_becomes_a_question_mark() -> None:
    probe = "from energy_desktop.commands.terminal import say; say('12 m³')"
    arguments = [sys.executable, "-X", "utf8=0", "-c", probe]
    outcome = subprocess.run(
        arguments, capture_output=True, env={"PYTHONIOENCODING": "ascii"}, check=True
    )
    assert outcome.stdout.splitlines() == [b"12 m?"]


def test_progress_is_shown_on_a_terminal_and_wiped_at_the_end(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with ProgressLine() as line:
        line.show("half")
    assert capsys.readouterr().err == "\r\x1b[2Khalf\r\x1b[2K"


def test_progress_is_silent_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    with ProgressLine() as line:
        line.show("half")
    assert capsys.readouterr().err == ""
