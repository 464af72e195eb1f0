"""Where a server is, as a person may read it."""

import re

SCHEMES = ("mongodb://", "mongodb+srv://")
"""How a connection string begins."""


def shown_address(uri: str) -> str:
    """Scheme and hosts of a connection string: no user, password or option."""
    scheme = next((each for each in SCHEMES if uri.startswith(each)), "")
    after_credentials = uri.removeprefix(scheme).rpartition("@")[2]
    return scheme + re.split(r"[/?]", after_credentials, maxsplit=1)[0]
