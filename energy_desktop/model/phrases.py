"""What systems, libraries and this program give as reasons, so far as a window translates it."""

from typing import Final

PHRASES: Final = frozenset(
    {
        # The operating system, as the C library says it.
        "Broken pipe",
        "Cannot assign requested address",
        "Connection refused",
        "Connection reset by peer",
        "Connection timed out",
        "Device or resource busy",
        "Disk quota exceeded",
        "File exists",
        "File name too long",
        "Host is down",
        "Input/output error",
        "Is a directory",
        "Name or service not known",
        "Network is down",
        "Network is unreachable",
        "No route to host",
        "No space left on device",
        "No such device",
        "No such file or directory",
        "Not a directory",
        "Operation not permitted",
        "Permission denied",
        "Read-only file system",
        "Resource temporarily unavailable",
        "Temporary failure in name resolution",
        "Too many open files",
        # TLS.
        "certificate has expired",
        "certificate is not yet valid",
        "self-signed certificate",
        "self-signed certificate in certificate chain",
        "unable to get local issuer certificate",
        "the connection was closed while TLS began",
        "wrong version number",
        # The stores.
        "database is locked",
        "database or disk is full",
        "file is not a database",
        "it has none of Energy Desktop's tables",
        "this program has it open already",
        "it is closed",
        "another process has the data",
        # What answers and is not what was looked for.
        "it closed the connection without an answer",
        "its answer is not HTTP",
        "it does not speak WebSocket",
        "no reason given",
        "no route",
        # Who and what.
        "Another program",
        "an older one",
    }
)
"""Those that come often. Any other reason is shown as it was given."""
