"""The server of the tests is a real one, and protected as a person's should be."""

import subprocess
from pathlib import Path

import psycopg
import pytest
import yaml

from tests.real_servers.questdb_fixtures import QuestDbAddresses
from tests.real_servers.questdb_server import READER, READER_PASSWORD, QuestDbServer

COMPOSE = Path(__file__).resolve().parents[2] / "packaging" / "servers" / "compose.yaml"

pytestmark = pytest.mark.real_servers


def _ask(pg: str, question: str) -> object:
    with psycopg.connect(pg, autocommit=True) as connection:
        row = connection.execute(question.encode()).fetchone()
    return None if row is None else row[0]


def test_it_is_questdb(questdb: QuestDbAddresses) -> None:
    assert "QuestDB" in str(_ask(questdb.pg, "SELECT build"))


def test_a_wrong_password_is_refused(questdb_server: QuestDbServer) -> None:
    with pytest.raises(psycopg.OperationalError, match="invalid username/password"):
        _ask(questdb_server.pg_as("energy", "wrong"), "SELECT 1")


def test_a_reader_cannot_write(questdb_server: QuestDbServer) -> None:
    with pytest.raises(psycopg.DatabaseError, match="permission denied"):
        _ask(questdb_server.pg_as(READER, READER_PASSWORD), "CREATE TABLE t (a INT)")


async def test_what_was_stored_is_there_after_a_kill(questdb_server: QuestDbServer) -> None:
    with psycopg.connect(questdb_server.pg, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS (SELECT 7 AS seven)")
    questdb_server.kill()
    await questdb_server.restart()
    assert _ask(questdb_server.pg, "SELECT seven FROM kept") == 7


def test_the_health_check_of_the_compose_file_tells_a_healthy_server(
    questdb_server: QuestDbServer,
) -> None:
    compose = yaml.safe_load(COMPOSE.read_text("utf-8"))
    command = compose["services"]["questdb"]["healthcheck"]["test"][1:]
    here = [part.replace("/9003", f"/{questdb_server.health_port}") for part in command]
    assert subprocess.run(here, check=False).returncode == 0
    questdb_server.kill()
    assert subprocess.run(here, check=False, stderr=subprocess.DEVNULL).returncode != 0
