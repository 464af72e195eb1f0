"""Where a server is, as a person may read it."""

import re
from urllib.parse import quote_plus, unquote_plus

SCHEMES = ("mongodb://", "mongodb+srv://")
"""How a connection string begins."""


_USER = r"(?P<user>mongodb(?:\+srv)?://[^:@/?]+)"
_WITH_USER = re.compile(rf"{_USER}@(?P<rest>.*)")
_WITH_PASSWORD = re.compile(rf"{_USER}:(?P<password>[^@/?]*)@(?P<rest>.*)")


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
