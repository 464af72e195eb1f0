"""`export`: to a file that is complete or absent, or to standard output."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import ChannelFailed
from energy_desktop.ports.recorder_control import Chunk, Progress
from tests.commands.conftest import Run
from tests.commands.program import FakeProgram

STRETCH = ("--from", "2026-11-23T00:00", "--to", "2026-11-24")
READINGS = ("export", "--what", "readings", "--format", "csv", *STRETCH)


@pytest.fixture(autouse=True)
def _two_chunks(program: FakeProgram) -> None:
    program.messages = [Progress("half"), Chunk(b"entity_id\n"), Chunk("m³\n".encode())]
    program.answer = {"rows": 1000}


@pytest.mark.parametrize(
    "entities",
    [
        ("--entity", "sensor.a", "--entity", "sensor.b"),
        ("--entity", "sensor.a", "sensor.b"),
    ],
)
def test_entities_follow_one_or_several_options(
    run: Run, program: FakeProgram, entities: tuple[str, ...]
) -> None:
    assert run(*READINGS, *entities, "--all-states").exit_code == 0
    assert program.asked == [
        (
            "export",
            {
                "what": "readings",
                "entities": ["sensor.a", "sensor.b"],
                "from": "2026-11-23T00:00",
                "to": "2026-11-24",
                "format": "csv",
                "all_states": True,
            },
        )
    ]


def test_standard_output_gets_the_bytes_and_nothing_else(run: Run) -> None:
    outcome = run(*READINGS, "--entity", "sensor.a")
    assert outcome.stdout_bytes == "entity_id\nm³\n".encode()
    assert outcome.stderr == ""


def test_a_file_gets_the_bytes_and_the_terminal_a_summary(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    file.write_text("before")
    outcome = run(*READINGS, "--entity", "sensor.a", "--output", str(file))
    assert file.read_text(encoding="utf-8") == "entity_id\nm³\n"
    assert outcome.stdout == ""
    assert f"1,000 readings written to {file}" in outcome.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["out.csv"]


@pytest.mark.parametrize(
    ("failure", "status"),
    [
        (ChannelFailed(ProblemCode.RUNNING_PROGRAM_FAILED, reason="it ended"), 1),
        (KeyboardInterrupt(), 130),
    ],
)
def test_a_failed_export_leaves_the_file_as_it_was(
    run: Run, program: FakeProgram, tmp_path: Path, failure: BaseException, status: int
) -> None:
    file = tmp_path / "out.csv"
    file.write_text("before")
    program.failure = failure
    assert run(*READINGS, "--entity", "a", "--output", str(file)).exit_code == status
    assert file.read_text() == "before"
    assert [each.name for each in tmp_path.iterdir()] == ["out.csv"]


def test_a_file_that_cannot_be_written_is_named_before_anything_is_asked(
    run: Run, program: FakeProgram, tmp_path: Path
) -> None:
    outcome = run(*READINGS, "--entity", "a", "--output", str(tmp_path / "none" / "out.csv"))
    assert outcome.exit_code == 2
    assert "out.csv cannot be written (No such file or directory)" in outcome.stderr
    assert program.asked == []


def test_a_folder_is_no_file(run: Run, tmp_path: Path) -> None:
    outcome = run(*READINGS, "--entity", "a", "--output", str(tmp_path))
    assert outcome.exit_code == 2
    assert "directory" in outcome.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_disk_that_is_full_is_named(run: Run) -> None:
    outcome = run(*READINGS, "--entity", "a", "--output", "/dev/full")
    assert outcome.exit_code == 2
    assert "No space left" in outcome.stderr
    assert Path("/dev/full").is_char_device()


def test_a_link_keeps_pointing_at_its_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "real.csv").touch()
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    run(*READINGS, "--entity", "a", "--output", str(tmp_path / "link.csv"))
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_bytes()


@pytest.mark.parametrize(
    "arguments",
    [
        ("--what", "readings", "--format", "csv", *STRETCH),
        ("--what", "cost", "--format", "csv", "--entity", "a", *STRETCH),
        ("--what", "readings", "--format", "xlsx", "--entity", "a", *STRETCH),
        ("--what", "readings", "--format", "csv", "--entity", "a", "--from", "2026"),
    ],
)
def test_a_missing_or_unknown_part_is_wrong_usage(
    run: Run, program: FakeProgram, arguments: tuple[str, ...]
) -> None:
    assert run("export", *arguments).exit_code == 2
    assert program.asked == []


_BROKEN_PIPE = """
from energy_desktop.commands.command_line import build
from energy_desktop.ports.recorder_control import Chunk
from tests.commands.program import FakeProgram

program = FakeProgram()
program.messages = [Chunk(b"x" * 65536)] * 100
program.answer = {"rows": 1}
build(program.made_with)()
"""


def test_a_reader_that_has_enough_ends_it_quietly() -> None:
    reading, writing = os.pipe()
    arguments = [sys.executable, "-c", _BROKEN_PIPE, *READINGS, "--entity", "a"]
    root = Path(__file__).parents[2]
    with subprocess.Popen(arguments, stdout=writing, stderr=subprocess.PIPE, cwd=root) as process:
        os.close(writing)
        os.read(reading, 10)
        os.close(reading)
        assert process.communicate()[1] == b""
    assert process.returncode == 0
