"""Where a QuestDB is written to and read from."""

import re
from dataclasses import dataclass, field

import psycopg
from psycopg import conninfo

from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.server_test import Endpoint
from energy_desktop.ports.errors import WrongUsage

_WRITES_BY = ("http::", "https::")
_ILP_ADDRESS = re.compile(r"[:;]addr=([^;]+)")
_CONNECT_WITHIN = 5
ILP_PORT, PG_PORT = 9000, 8812
"""Where a QuestDB listens unless somebody changed it."""
_EXAMPLE = "http://localhost:9000"
_ENCRYPTED = ("require", "verify-ca", "verify-full")
_HOST_AND_PORT = re.compile(r"(\[[^\]]+\]|[^:\[\]]+)(?::(\d+))?")
_PATIENCE = {
    # A machine that vanished is noticed within half a minute; it would take hours otherwise.
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}


@dataclass(frozen=True, slots=True)
class QuestDbAddress:
    """Two ways to one server; shows itself without its passwords."""

    ilp: str = field(repr=False)
    """The client's configuration string, such as `http::addr=localhost:9000;username=…;`."""
    pg: str = field(repr=False)
    """A PostgreSQL connection string."""
    reads_from: str
    """Host and port of the PostgreSQL wire, for people to read."""
    writes_to: str
    """Host and port of ILP, for people to read."""

    @property
    def shown(self) -> str:
        """Both, for people to read."""
        return f"{self.writes_to}, {self.reads_from}"

    @property
    def endpoints(self) -> tuple[Endpoint, ...]:
        """The ports that have to answer; none where the client looks for one among several.

        Raises WrongUsage for a port that is none.
        """
        parts = conninfo.conninfo_to_dict(self.pg)
        host, port = str(parts.get("host") or "localhost"), str(parts["port"])
        if set(host) & set("/,") or "," in self.writes_to:
            return ()
        is_secure = parts.get("sslmode") in _ENCRYPTED
        written = _HOST_AND_PORT.fullmatch(self.writes_to)
        if written is None:
            raise _not_an_address(_EXAMPLE)
        return (
            _endpoint(written[1].strip("[]"), written[2], self.ilp.startswith("https"), ILP_PORT),
            _endpoint(host, port, is_secure, PG_PORT),
        )

    @classmethod
    def of(cls, ilp: str, pg: str) -> "QuestDbAddress":
        """Both addresses as a person wrote them; raises WrongUsage when one is none."""
        writes_to = _ILP_ADDRESS.search(ilp)
        # A user and a password before the host would be shown with it.
        if not ilp.startswith(_WRITES_BY) or writes_to is None or "@" in writes_to[1]:
            raise _not_an_address("http::addr=localhost:9000;username=…;password=…;")
        try:
            parts = conninfo.conninfo_to_dict(pg)
        except psycopg.ProgrammingError:
            raise _not_an_address("host=localhost port=8812 user=… password=…") from None
        host, port = parts.get("host") or "localhost", parts.get("port") or "8812"
        chosen = {"connect_timeout": _CONNECT_WITHIN, "port": port, "dbname": "qdb"}
        filled = {**chosen, **_PATIENCE, **parts}
        pg = conninfo.make_conninfo("", **filled)
        return cls(ilp, pg, f"{host}:{port}", writes_to[1])


def _endpoint(host: str, port: str | None, is_secure: bool, usual: int) -> Endpoint:
    number = port or str(usual)
    if not number.isdecimal() or not 0 < int(number) < 2**16:
        raise _not_an_address(_EXAMPLE)
    return Endpoint(host, int(number), is_secure, usual)


def _not_an_address(example: str) -> WrongUsage:
    return WrongUsage(ProblemCode.DATABASE_ADDRESS_INVALID, wanted="QuestDB", example=example)
