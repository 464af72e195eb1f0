"""The two addresses of a QuestDB as they stand in a form, and the strings they mean."""

import re

import psycopg
from psycopg import conninfo

from energy_desktop.adapters.questdb.address import ILP_PORT, PG_PORT
from energy_desktop.adapters.questdb.passwords import (
    ilp_with_password,
    ilp_without_password,
    pg_without_password,
)

_WEB = re.compile(r"(?:(https?)://)?(\[[^\]]+\]|[^\s/:;=@\[\]]+)(:\d+)?/?")
_ILP_PLAIN = re.compile(r"(https?)::addr=([^;,]+);?")
_ILP_USER = re.compile(r"(?<=[;:])username=((?:[^;]|;;)*)(?:;|$)")
_HOST = re.compile(r"(\[[^\]]+\]|[^\s/:;=@,\[\]]+)(?::(\d+))?")
_PLAIN_PG = {"host", "port", "dbname"}


def ilp_typed(address: str, user: str, password: str) -> str:
    """The client's configuration string; a user in the address itself wins.

    What cannot be understood is returned as it is: `QuestDbAddress.of` refuses it.
    """
    ilp = address.strip()
    if not ilp.startswith(("http::", "https::")):
        found = _WEB.fullmatch(ilp)
        if found is None:
            return ilp
        ilp = f"{found[1] or 'http'}::addr={found[2]}{found[3] or f':{ILP_PORT}'};"
    if not ilp.endswith(";"):
        ilp = f"{ilp};"
    if user and _ILP_USER.search(ilp) is None:
        ilp = f"{ilp}username={user.replace(';', ';;')};"
    if password and ilp_without_password(ilp)[1] is None:
        ilp = ilp_with_password(ilp, password)
    return ilp


def ilp_to_type(ilp: str) -> tuple[str, str]:
    """Address and user; no password. What a short form cannot say stays as it is."""
    ilp, _ = ilp_without_password(ilp)
    found = _ILP_USER.search(ilp)
    user = found[1].replace(";;", ";") if found else ""
    if found:
        ilp = ilp.replace(found[0], "", 1)
    plain = _ILP_PLAIN.fullmatch(ilp)
    return (f"{plain[1]}://{plain[2]}" if plain else ilp), user


def pg_typed(address: str, user: str, password: str) -> str:
    """The PostgreSQL connection string; a user in the address itself wins.

    What cannot be understood is returned as it is: `QuestDbAddress.of` refuses it.
    """
    text = address.strip()
    found = _HOST.fullmatch(text)
    if found is not None:
        parts = {"host": found[1].strip("[]"), "port": found[2] or str(PG_PORT)}
    else:
        try:
            parts = {name: str(value) for name, value in conninfo.conninfo_to_dict(text).items()}
        except psycopg.ProgrammingError:
            return text
    if user:
        parts.setdefault("user", user)
    if password and "user" in parts:
        parts.setdefault("password", password)
    return conninfo.make_conninfo("", **parts)


def pg_to_type(pg: str) -> tuple[str, str]:
    """Address and user; no password. What a short form cannot say stays as it is."""
    pg, _ = pg_without_password(pg)
    parts = conninfo.conninfo_to_dict(pg)
    user, host = str(parts.pop("user", "")), str(parts.get("host", ""))
    is_plain = parts.keys() <= _PLAIN_PG and parts.get("dbname", "qdb") == "qdb"
    if is_plain and host and not set(host) & set("/,"):
        shown = f"[{host}]" if ":" in host else host
        return f"{shown}:{parts.get('port', PG_PORT)}", user
    return conninfo.make_conninfo("", **parts), user
