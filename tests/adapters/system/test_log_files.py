"""The log: what gets into it, and what never does."""

import json
import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from energy_desktop.adapters.system.log_files import FILE_SIZE, start_logging, stop_logging
from energy_desktop.adapters.system.redaction import Redaction

TOKEN = "a-token-without-form"
JWT = "eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJhYmMiLCJpYXQiOjF9.Vb3-x_Y9z"

_log = logging.getLogger("energy_desktop.some.service")


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    root = logging.getLogger()
    wire, loop = logging.getLogger("websockets"), logging.getLogger("qasync")
    levels = root.level, wire.level, loop.level
    yield
    stop_logging()
    for logger, level in zip((root, wire, loop), levels, strict=True):
        logger.setLevel(level)


@contextmanager
def without_pytest() -> Iterator[None]:
    """Keep records from pytest's own handlers, which fail on those that are misused."""
    root = logging.getLogger()
    handlers, root.handlers = root.handlers, []
    try:
        yield
    finally:
        stop_logging()
        root.handlers = handlers


def lines(folder: Path) -> list[dict[str, Any]]:
    text = (folder / "energy-desktop.log").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def knowing(secret: str) -> Redaction:
    redaction = Redaction()
    redaction.register(secret)
    return redaction


def test_each_record_is_a_json_object_on_a_line(tmp_path: Path) -> None:
    start_logging(tmp_path, "info")
    _log.info("recorded %d readings\nof one", 3, extra={"entity": "sensor.a"})
    (record,) = lines(tmp_path)
    assert record["message"] == "recorded 3 readings\nof one"
    assert record["level"] == "INFO"
    assert record["logger"] == "energy_desktop.some.service"
    assert record["entity"] == "sensor.a"
    assert record["time"].endswith("+00:00")


def test_less_than_the_level_is_not_written(tmp_path: Path) -> None:
    start_logging(tmp_path, "warning")
    _log.info("unimportant")
    assert lines(tmp_path) == []


class _Telling:
    def __str__(self) -> str:
        return f"it is {TOKEN}"


@pytest.mark.parametrize("secret", [TOKEN, JWT])
def test_a_token_planted_in_every_way_is_nowhere_in_the_file(
    tmp_path: Path, secret: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with without_pytest():
        start_logging(tmp_path, "debug", knowing(TOKEN))
        _log.warning(f"message {secret}")
        _log.warning("argument %s", secret)
        _log.warning("argument by name %(token)s", {"token": secret})
        _log.warning("too many arguments", secret)
        _log.warning("an object %s", _Telling())
        _log.warning(_Telling())
        _log.warning(
            "extra", extra={"access_token": secret, "frame": {"deep": [secret, _Telling()]}}
        )
        _log.warning("stack", stack_info=True)
        try:
            try:
                raise KeyError(secret)
            except KeyError as error:
                raise ValueError(f"wrong: {secret}") from error
        except ValueError:
            _log.exception("failed")
    written = (tmp_path / "energy-desktop.log").read_text(encoding="utf-8")
    assert secret not in written
    assert secret not in capsys.readouterr().err
    assert len(written.splitlines()) == 9
    assert "ValueError" in written


def test_a_secret_registered_after_the_start_is_taken_out_too(tmp_path: Path) -> None:
    redaction = start_logging(tmp_path, "info")
    redaction.register(TOKEN)
    _log.info(TOKEN)
    assert lines(tmp_path)[0]["message"] == "[redacted]"


def test_the_wire_is_silent_below_warning_whatever_the_level(tmp_path: Path) -> None:
    start_logging(tmp_path, "debug")
    logging.getLogger("websockets.client").debug("> TEXT")
    talkative = logging.getLogger("websockets.server")
    talkative.setLevel(logging.DEBUG)
    talkative.info("connection open")
    talkative.setLevel(logging.NOTSET)
    logging.getLogger("websockets").warning("trouble")
    assert [record["message"] for record in lines(tmp_path)] == ["trouble"]


def test_warnings_of_python_are_logged(tmp_path: Path) -> None:
    start_logging(tmp_path, "info")
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(False)
        logging.captureWarnings(True)
        warnings.warn("soon gone", DeprecationWarning, stacklevel=1)
        logging.captureWarnings(False)
    assert "soon gone" in lines(tmp_path)[0]["message"]


def test_warnings_reach_the_terminal_as_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    start_logging(tmp_path, "info")
    _log.info("quiet")
    try:
        raise ValueError("x")
    except ValueError:
        _log.exception("storing failed")
    logging.getLogger("energy_desktop.commands.invocation").error("said by the command itself")
    assert capsys.readouterr().err == "error: storing failed\n"


def test_a_folder_that_cannot_be_written_leaves_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    start_logging(tmp_path / "file" / "logs", "info")
    _log.warning("still heard")
    told = capsys.readouterr().err
    assert "no log is written" in told
    assert "warning: still heard" in told


def test_the_files_rotate_and_five_are_kept(tmp_path: Path) -> None:
    start_logging(tmp_path, "info")
    block = "x" * (FILE_SIZE // 4)
    for _ in range(40):
        _log.info(block)
    files = sorted(tmp_path.iterdir())
    assert len(files) == 5
    assert all(file.stat().st_size <= FILE_SIZE for file in files)


def test_a_record_that_is_no_text_disturbs_nobody(tmp_path: Path) -> None:
    class Broken:
        def __str__(self) -> str:
            raise RuntimeError

    with without_pytest():
        start_logging(tmp_path, "info")
        _log.info("%s", Broken(), extra={"more": Broken()})
    assert lines(tmp_path)[0]["message"] == "what was logged is no text (RuntimeError)"


def test_starting_twice_writes_each_record_once(tmp_path: Path) -> None:
    start_logging(tmp_path, "info")
    start_logging(tmp_path, "info")
    _log.info("once")
    assert len(lines(tmp_path)) == 1
