"""Where a server is, as a person may read it."""

import re

_SCHEME = re.compile(r"^(mongodb(?:\+srv)?)://")


def shown_address(uri: str) -> str:
    """Scheme and hosts of a connection string: no user, password or option."""
    scheme = _SCHEME.match(uri)
    after_credentials = (
        uri.rpartition("@")[2] if "@" in uri else uri[scheme.end() :] if scheme else ""
    )
    hosts = re.split(r"[/?]", after_credentials, maxsplit=1)[0]
    return f"{scheme[1] if scheme else 'mongodb'}://{hosts}"
