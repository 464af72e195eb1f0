"""Passwords taken out of the two addresses of a QuestDB, and put into them again.

The driver is imported by those who have an address: a home without servers never loads it.
"""

import re

from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import WrongUsage

# In the client's configuration string a semicolon inside a value is written twice.
_ILP_PASSWORD = re.compile(r"(?<=[;:])(?:password|token)=(?P<secret>(?:[^;]|;;)*)(?:;|$)")


def ilp_without_password(ilp: str) -> tuple[str, str | None]:
    """A configuration string that may be kept anywhere, and the password it held."""
    found = _ILP_PASSWORD.search(ilp)
    if found is None:
        return ilp, None
    return ilp.replace(found[0], "", 1), found["secret"].replace(";;", ";")


def ilp_with_password(ilp: str, password: str) -> str:
    """The configuration string with a password for its user; unchanged where it names none."""
    if "username=" not in ilp:
        return ilp
    separator = "" if ilp.endswith(";") else ";"
    return f"{ilp}{separator}password={password.replace(';', ';;')};"


def pg_without_password(pg: str) -> tuple[str, str | None]:
    """A connection string that may be kept anywhere, and the password it held."""
    from psycopg import ProgrammingError, conninfo

    try:
        parts = conninfo.conninfo_to_dict(pg)
    except ProgrammingError:
        raise WrongUsage(
            ProblemCode.DATABASE_ADDRESS_INVALID,
            wanted="QuestDB",
            example="host=localhost port=8812 user=… password=…",
        ) from None
    password = parts.pop("password", None)
    if password is None:
        return pg, None
    return conninfo.make_conninfo("", **parts), str(password)


def pg_with_password(pg: str, password: str) -> str:
    """The connection string with a password."""
    from psycopg import conninfo

    return conninfo.make_conninfo(pg, password=password)
