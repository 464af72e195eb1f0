"""Where the process that holds the data listens; told in a private file in the data folder.

The file names the place, so that a start from cron or over ssh, where `$XDG_RUNTIME_DIR` is
another or missing, finds the same program. It also holds a key: whoever can read it may ask.
"""

import json
import os
import socket
import struct
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_FILE = "running.json"
_LONGEST_PATH = 100
"""Bytes; a socket's path ends at 108, on macOS at 104."""


@dataclass(frozen=True, slots=True)
class Address:
    """A Unix socket by its path, or a port of this machine's loopback."""

    path: str | None
    port: int | None
    key: str

    def publish(self, data_folder: Path) -> None:
        """Let others find it; only the user may read it. Raises OSError."""
        draft = data_folder / f".{_FILE}.{os.getpid()}"
        draft.unlink(missing_ok=True)
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            json.dump({"path": self.path, "port": self.port, "key": self.key}, file)
        draft.replace(data_folder / _FILE)

    def withdraw(self, data_folder: Path) -> None:
        """Remove what was published, and the socket; only the holder of the lock may."""
        with suppress(OSError):
            (data_folder / _FILE).unlink()
        if self.path is not None:
            with suppress(OSError):
                Path(self.path).unlink()


def published(data_folder: Path) -> Address | None:
    """What the holder published, or one that crashed left behind; None when there is nothing."""
    try:
        document = json.loads((data_folder / _FILE).read_text(encoding="ascii"))
        path, port, key = document["path"], document["port"], document["key"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if isinstance(key, str) and (isinstance(path, str) or isinstance(port, int)):
        return Address(path, port, key)
    return None


def socket_path(data_folder: Path) -> Path:
    """Where the socket of a data folder is made: a private folder, and a short name.

    Raises OSError when no private folder can be had.
    """
    import hashlib

    name = hashlib.sha256(os.fsencode(data_folder.resolve())).hexdigest()[:16] + ".sock"
    for folder in _folders():
        if len(os.fsencode(folder / name)) <= _LONGEST_PATH and _is_private(folder):
            return folder / name
    raise PermissionError("there is no private folder for a socket")


def _folders() -> list[Path]:
    import tempfile

    by_user = f"energy-desktop-{os.getuid()}"
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    first = [Path(runtime) / "energy-desktop"] if runtime else []
    return [*first, Path(tempfile.gettempdir()) / by_user, Path("/tmp") / by_user]


def _is_private(folder: Path) -> bool:
    """Whether the folder is there, or can be made, and nobody else can enter it."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        status = folder.lstat()
    except OSError:
        return False
    is_ours = status.st_uid == os.geteuid() and not folder.is_symlink()
    return is_ours and status.st_mode & 0o077 == 0


def peer_is_other_user(connection: "socket.socket") -> bool:
    """Whether the process at the other end of a Unix socket is known to be another user's."""
    option = getattr(socket, "SO_PEERCRED", None)
    if option is None or connection.family != socket.AF_UNIX:
        return False
    _, uid, _ = struct.unpack("iII", connection.getsockopt(socket.SOL_SOCKET, option, 12))
    return int(uid) != os.geteuid()
