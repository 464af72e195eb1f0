"""The command line starts quickly because it imports little."""

import subprocess
import sys

HEAVY = {
    "asyncio",
    "duckdb",
    "keyring",
    "msgspec",
    "numpy",
    "pyqtgraph",
    "pydantic",
    "PySide6",
    "qasync",
    "rich",
    "sqlite3",
    "websockets",
}


def imported_by(statement: str) -> set[str]:
    probe = f"import sys; {statement}; print(*sys.modules)"
    arguments = [sys.executable, "-c", probe]
    answer = subprocess.run(arguments, capture_output=True, text=True, check=True)
    return set(answer.stdout.splitlines()[-1].split())


def test_the_command_line_imports_no_driver_and_no_numpy() -> None:
    assert not imported_by("import energy_desktop.commands.command_line") & HEAVY


def test_neither_does_a_command_that_is_carried_out() -> None:
    statement = (
        "from energy_desktop.commands.command_line import build;"
        "from tests.commands.program import FakeProgram as P;"
        "build(P().made_with)(['discover', '--json'], standalone_mode=False)"
    )
    assert not imported_by(statement) & HEAVY


def test_recording_into_files_imports_no_driver_of_a_server() -> None:
    found = imported_by("import energy_desktop.app.recording, energy_desktop.app.migrating")
    assert not found & {"psycopg", "pymongo", "questdb", "pandas"}
