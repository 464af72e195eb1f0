"""Finds a Python of a given minor version, wherever tools commonly put one."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

_ASK = "import sys, venv, ensurepip; print('%d.%d' % sys.version_info[:2])"


def find_python(version: str) -> Path | None:
    """An interpreter of that version (`3.13`) that can make a virtual environment, or None."""
    return next((python for python in _candidates(version) if _is(python, version)), None)


def _candidates(version: str) -> Iterator[Path]:
    yield Path(sys.base_prefix, "bin", f"python{version}")
    if found := shutil.which(f"python{version}"):
        yield Path(found)
    if managed := _told_by_uv(version):
        yield managed
    home = Path.home()
    yield from _newest_first(home / ".pyenv" / "versions", f"{version}*", "bin/python")
    yield from _newest_first(
        home / ".local" / "share" / "uv" / "python",
        f"cpython-{version}*",
        f"bin/python{version}",
    )


def _newest_first(folder: Path, pattern: str, executable: str) -> list[Path]:
    return sorted((place / executable for place in folder.glob(pattern)), reverse=True)


def _told_by_uv(version: str) -> Path | None:
    uv = shutil.which("uv")
    if uv is None:
        return None
    answer = subprocess.run(
        [uv, "python", "find", "--offline", version], capture_output=True, text=True, check=False
    )
    return Path(answer.stdout.strip()) if answer.returncode == 0 else None


def _is(python: Path, version: str) -> bool:
    # A pyenv shim exists for versions that are not switched on, so only running it tells.
    try:
        answer = subprocess.run(
            [python, "-c", _ASK], capture_output=True, text=True, check=False, timeout=30
        )
    except OSError:
        return False
    return answer.returncode == 0 and answer.stdout.strip() == version
