"""Files that this process holds open.

The drivers refuse a second process by themselves; DuckDB shares a file silently within one.
"""

import threading
from pathlib import Path

from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import StoreUnusable

_guard = threading.Lock()
_claimed: set[Path] = set()


def claim(path: Path) -> None:
    """Take a file for one store; StoreUnusable (locked) when this process holds it already."""
    with _guard:
        if path.resolve() in _claimed:
            raise StoreUnusable(
                ProblemCode.STORE_LOCKED, path=path, reason="this program has it open already"
            )
        _claimed.add(path.resolve())


def release(path: Path) -> None:
    """Give a file back; nothing happens when it is not held."""
    with _guard:
        _claimed.discard(path.resolve())
