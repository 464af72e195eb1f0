"""Where the databases of the servers profile are."""

from dataclasses import dataclass, field
from enum import StrEnum


class Server(StrEnum):
    """One of the two databases."""

    QUESTDB = "questdb"
    MONGODB = "mongodb"


SERVERS = tuple(Server)

SERVER_NAMES = {Server.QUESTDB: "QuestDB", Server.MONGODB: "MongoDB"}
"""Their own names, the same in every language."""


@dataclass(frozen=True, slots=True)
class ServerAddresses:
    """Three connection strings, empty where none is known; they do not show themselves."""

    questdb_ilp: str = field(default="", repr=False)
    """QuestDB for writing: the configuration string of its client."""
    questdb_pg: str = field(default="", repr=False)
    """QuestDB for reading: a PostgreSQL connection string."""
    mongodb_uri: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ServerEntries:
    """The same as a person types it into a form; it does not show itself.

    An address is host and port, or a whole connection string where it needs more than these.
    An empty password means the one that is kept.
    """

    questdb_http: str = field(default="http://localhost:9000", repr=False)
    questdb_pg: str = field(default="localhost:8812", repr=False)
    questdb_user: str = "energy"
    questdb_password: str = field(default="", repr=False)
    mongodb: str = field(default="mongodb://localhost:27017", repr=False)
    mongodb_user: str = "energy"
    mongodb_password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class KnownServers:
    """What a form begins with."""

    entries: ServerEntries = field(default_factory=ServerEntries)
    """Without passwords."""
    kept: frozenset[Server] = frozenset()
    """Servers whose password is in the keyring, or in the environment."""
    fixed: frozenset[str] = frozenset()
    """Names of `ServerAddresses` that the environment gives: they win, and are never stored."""
    are_saved: bool = False
    """Whether both have an address, so that the data can be moved there."""
