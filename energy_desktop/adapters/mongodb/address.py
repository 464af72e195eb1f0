"""Where a server is, as a person may read it."""

import re
from urllib.parse import quote_plus, unquote_plus

from energy_desktop.model.server_test import Endpoint

SCHEMES = ("mongodb://", "mongodb+srv://")
"""How a connection string begins."""


_USER = r"(?P<user>mongodb(?:\+srv)?://[^:@/?]+)"
_WITH_USER = re.compile(rf"{_USER}@(?P<rest>.*)")
_WITH_PASSWORD = re.compile(rf"{_USER}:(?P<password>[^@/?]*)@(?P<rest>.*)")


USUAL_PORT = 27017
"""Where a MongoDB listens unless somebody changed it."""
_ONE_HOST = re.compile(r"(\[[^\]]+\]|[^:,\[\]]+)(?::(\d+))?")
_TLS = re.compile(r"[?&](?:tls|ssl)=true", re.IGNORECASE)


def endpoints(uri: str) -> tuple[Endpoint, ...]:
    """The port that has to answer; none where the driver looks for one among several."""
    address = shown_address(uri)
    found = _ONE_HOST.fullmatch(address.removeprefix(SCHEMES[0]))
    if not address.startswith(SCHEMES[0]) or found is None:
        return ()
    host, port = unquote_plus(found[1]).strip("[]"), int(found[2] or USUAL_PORT)
    is_socket = "/" in host
    if is_socket or not 0 < port < 2**16:
        return ()
    return (Endpoint(host, port, bool(_TLS.search(uri)), USUAL_PORT),)


def shown_address(uri: str) -> str:
    """Scheme and hosts of a connection string: no user, password or option."""
    scheme = next((each for each in SCHEMES if uri.startswith(each)), "")
    after_credentials = uri.removeprefix(scheme).rpartition("@")[2]
    return scheme + re.split(r"[/?]", after_credentials, maxsplit=1)[0]


def without_password(uri: str) -> tuple[str, str | None]:
    """A connection string that may be kept anywhere, and the password it held."""
    found = _WITH_PASSWORD.fullmatch(uri)
    if found is None:
        return uri, None
    return f"{found['user']}@{found['rest']}", unquote_plus(found["password"])


def with_password(uri: str, password: str) -> str:
    """The connection string with the password of its user; unchanged where it names none."""
    found = _WITH_USER.fullmatch(uri)
    if found is None:
        return uri
    return f"{found['user']}:{quote_plus(password)}@{found['rest']}"


def typed(address: str, user: str, password: str) -> str:
    """A connection string of what stands in a form; a user in the address itself wins."""
    uri = address.strip()
    if "://" not in uri:
        uri = f"{SCHEMES[0]}{uri}"
    scheme = next((each for each in SCHEMES if uri.startswith(each)), "")
    if without_password(uri)[1] is not None:
        return uri
    if scheme and user and _WITH_USER.fullmatch(uri) is None:
        uri = f"{scheme}{quote_plus(user)}@{uri.removeprefix(scheme)}"
    return with_password(uri, password) if password else uri


def to_type(uri: str) -> tuple[str, str]:
    """Address and user as they stand in a form; no password."""
    uri, _ = without_password(uri)
    found = _WITH_USER.fullmatch(uri)
    if found is None:
        return uri, ""
    scheme = next(each for each in SCHEMES if uri.startswith(each))
    return f"{scheme}{found['rest']}", unquote_plus(found["user"].removeprefix(scheme))
