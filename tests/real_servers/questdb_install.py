"""QuestDB's server for the tests: one jar, fetched with Maven and run by the system's Java."""

import os
import shutil
import subprocess
from pathlib import Path

from tests.real_servers.availability import CannotBeHad

VERSION = "9.3.2"

ILP_VARIABLE = "ENERGY_DESKTOP_TEST_QUESTDB_ILP"
PG_VARIABLE = "ENERGY_DESKTOP_TEST_QUESTDB_PG"
"""Both together name a server of the person's own: the client's configuration string, and a
PostgreSQL connection string. Tables whose names begin with `test_` are made and removed there."""

_PROJECT = Path(__file__).resolve().parents[2]
_CACHE = _PROJECT / ".cache" / "questdb"
JAR = _CACHE / f"questdb-{VERSION}.jar"

HOW_TO_GET_ONE = (
    "No QuestDB is here: `make test-servers` fetches one (it takes Java and Maven), or set"
    f" {ILP_VARIABLE} and {PG_VARIABLE}."
)


def own_server() -> tuple[str, str] | None:
    """The two addresses of the person's own server, if both are set."""
    ilp, pg = os.environ.get(ILP_VARIABLE), os.environ.get(PG_VARIABLE)
    return (ilp, pg) if ilp and pg else None


def can_be_run() -> bool:
    """Whether the server was fetched and there is a Java to run it."""
    return JAR.is_file() and shutil.which("java") is not None


def install() -> str:
    """Fetch what is missing, and return where it is; raises CannotBeHad."""
    if own_server() is not None:
        return f"QuestDB is the one that {ILP_VARIABLE} and {PG_VARIABLE} name"
    if not can_be_run():
        _run("scripts/system_packages", "java")
        _fetch()
    return f"QuestDB {VERSION} is {JAR}"


def _fetch() -> None:
    """Under another name first, so that half a file is never used."""
    arriving = _CACHE / "arriving"
    shutil.rmtree(arriving, ignore_errors=True)
    arriving.mkdir(parents=True)
    artifact = f"-Dartifact=org.questdb:questdb:{VERSION}"
    _run("mvn", "-q", "-B", "dependency:copy", artifact, f"-DoutputDirectory={arriving}")
    (arriving / JAR.name).replace(JAR)
    arriving.rmdir()


def _run(*command: str) -> None:
    try:
        subprocess.run(command, check=True, cwd=_PROJECT, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError) as error:
        raise CannotBeHad(f"{HOW_TO_GET_ONE} ({error})") from error
