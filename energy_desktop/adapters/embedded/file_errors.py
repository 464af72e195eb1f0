"""What the operating system's errors about a store's file mean."""

import errno
from pathlib import Path

from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import StoreUnusable

_FULL = {errno.ENOSPC, errno.EDQUOT}


def store_error_of_os(error: OSError, path: Path) -> StoreUnusable:
    """A full disk, or a folder or file that cannot be written."""
    code = ProblemCode.STORE_FULL if error.errno in _FULL else ProblemCode.STORE_NOT_WRITABLE
    return StoreUnusable(code, path=path, reason=error.strerror or str(error))
