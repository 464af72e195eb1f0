"""Addresses of Home Assistant, as far as a person may leave something out."""

OWN_PORT = 8123
"""Where Home Assistant listens unless it was told otherwise."""


def completed(text: str) -> str:
    """The address a person means: without a scheme, plain HTTP on Home Assistant's own port.

    `homeassistant.local` becomes `http://homeassistant.local:8123`; an address with a scheme
    stays as it is.
    """
    address = text.strip().rstrip("/")
    if not address or "://" in address:
        return address
    host, slash, path = address.partition("/")
    bare = host.rpartition("]")[2] if host.startswith("[") else host
    port = "" if ":" in bare else f":{OWN_PORT}"
    return f"http://{host}{port}{slash}{path}"
