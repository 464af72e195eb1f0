"""A server of MongoDB's protocol for the tests: FerretDB, built with Go from pinned sources.

MongoDB itself is in no package registry. FerretDB 1.24 is an independent server of the same
protocol that keeps everything in SQLite; it calls itself MongoDB 7.0.
"""

import fcntl
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.real_servers.availability import CannotBeHad

VERSION = "1.24.0"

URI_VARIABLE = "ENERGY_DESKTOP_TEST_MONGODB_URI"
"""Names a server of the person's own. Databases whose names begin with `energy_test_` are made
and removed there."""

PROGRAM = Path(__file__).resolve().parents[2] / ".cache" / "ferretdb" / VERSION / "ferretdb"

HOW_TO_GET_ONE = (
    "No server of MongoDB's protocol is here: `make test-servers` builds one (it takes Go 1.22 or"
    f" newer), or set {URI_VARIABLE}."
)

_MODULE = "github.com/FerretDB/FerretDB"
_PINS = Path(__file__).with_name("ferretdb")
_OLDEST_GO = (1, 22)


def own_server() -> str | None:
    """The address of the person's own server, if it is set."""
    return os.environ.get(URI_VARIABLE)


def can_be_run() -> bool:
    """Whether the server was built."""
    return PROGRAM.is_file()


def install() -> str:
    """Build what is missing, and return where it is; raises CannotBeHad."""
    if own_server() is not None:
        return f"MongoDB is the one that {URI_VARIABLE} names"
    PROGRAM.parent.mkdir(parents=True, exist_ok=True)
    with (PROGRAM.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not can_be_run():
            if not _has_go():
                raise CannotBeHad(HOW_TO_GET_ONE)
            try:
                _build()
            except subprocess.CalledProcessError as error:
                raise CannotBeHad(f"FerretDB could not be built: {error}") from error
    return f"FerretDB {VERSION} is {PROGRAM}"


def _has_go() -> bool:
    """Whether a Go that is new enough is on the PATH."""
    go = shutil.which("go")
    if go is None:
        return False
    told = subprocess.run([go, "env", "GOVERSION"], capture_output=True, text=True, check=False)
    found = re.match(r"go(\d+)\.(\d+)", told.stdout)
    return found is not None and (int(found[1]), int(found[2])) >= _OLDEST_GO


def _build() -> None:
    """Make the program, in a minute or two; half of one is never used."""
    with tempfile.TemporaryDirectory() as folder:
        module = Path(folder, "module")
        shutil.copytree(_PINS, module)
        _go(module, "mod", "download", _MODULE)
        source = Path(folder, "source")
        shutil.copytree(_go(module, "list", "-m", "-f", "{{.Dir}}", _MODULE), source)
        _write_what_a_release_writes(source)
        _go(module, "mod", "edit", "-replace", f"{_MODULE}={source}")
        built = module / "built"
        _go(module, "build", "-mod=mod", "-o", str(built), f"{_MODULE}/cmd/ferretdb")
        PROGRAM.parent.mkdir(parents=True, exist_ok=True)
        beside = PROGRAM.with_suffix(".new")
        shutil.copy2(built, beside)
        os.replace(beside, PROGRAM)


def _write_what_a_release_writes(source: Path) -> None:
    """The program ends at once without the file that its releases are made with."""
    version = source / "build" / "version"
    version.chmod(0o755)  # Go keeps downloaded sources read-only
    (version / "version.txt").write_text(f"v{VERSION}\n", "utf-8")


def _go(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["go", *arguments], cwd=folder, check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout.strip()
