"""`status --json` asks a running program, as a whole process, in a fraction of a second."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.adapters.local_channel.processes import has_begun, serving_elsewhere

DRIVERS = {"duckdb", "keyring", "msgspec", "numpy", "PySide6", "sqlite3", "websockets"}

_PROBE = """
import sys
from energy_desktop.app.main import main
try:
    main()
finally:
    print(*sys.modules, file=sys.stderr)
"""


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="this system does not tell a process's time")
def test_it_costs_less_than_400_ms_of_work_and_imports_no_driver(tmp_path: Path) -> None:
    with serving_elsewhere(tmp_path / "data") as holder:
        assert has_begun(holder)
        asking = subprocess.Popen(
            [sys.executable, "-c", _PROBE, "status", "--json", "--data-dir", tmp_path / "data"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        answer, modules = asking.stdout, asking.stderr
        assert answer is not None
        assert modules is not None
        with answer, modules:
            assert json.load(answer) == {"uptime": 1.5}
            assert not DRIVERS & set(modules.read().decode().split())
        _, status, usage = os.wait4(asking.pid, 0)
        asking.returncode = os.waitstatus_to_exitcode(status)
    assert asking.returncode == 0
    assert usage.ru_utime + usage.ru_stime < 0.4
