"""What systems, libraries and this program give as reasons, so far as a window translates it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

NO_UTF_8 = "it is not in UTF-8"
NO_TABLE = "“{name}” is no table"
NO_TRUTH = "“{name}” is neither true nor false"
NOT_POSSIBLE = "“{name}” is “{value}” instead of {possible}"
NO_TOML = "line {line} is no TOML"
NO_TOML_AT_ITS_END = "it ends in the middle of something"

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
        "Authentication failed",
        "database is locked",
        "database or disk is full",
        "file is not a database",
        "it has none of Energy Desktop's tables",
        "this program has it open already",
        "it is closed",
        "it is read-only",
        "another process has the data",
        # What answers and is not what was looked for.
        "it closed the connection without an answer",
        "its answer is not HTTP",
        "it does not speak WebSocket",
        "no reason given",
        "no route",
        # A settings file that cannot be understood; with details, as a `Phrase`.
        NO_UTF_8,
        NO_TABLE,
        NO_TRUTH,
        NOT_POSSIBLE,
        NO_TOML,
        NO_TOML_AT_ITS_END,
        # Who and what.
        "Another program",
        "an older one",
    }
)
"""Those that come often. Any other reason is shown as it was given."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A reason with details; a terminal shows it as it is, a window translates its text."""

    text: str
    """One of `PHRASES`."""
    parameters: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """In English."""
        return self.text.format_map(dict(self.parameters))
