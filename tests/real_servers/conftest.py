"""The tests of the servers themselves use their fixtures."""

from tests.real_servers.questdb_fixtures import questdb, questdb_server

__all__ = ["questdb", "questdb_server"]
