"""Where the databases of the servers profile are."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ServerAddresses:
    """Three connection strings, empty where none is known; they do not show themselves."""

    questdb_ilp: str = field(default="", repr=False)
    """QuestDB for writing: the configuration string of its client."""
    questdb_pg: str = field(default="", repr=False)
    """QuestDB for reading: a PostgreSQL connection string."""
    mongodb_uri: str = field(default="", repr=False)
