"""A small disk that can be filled, freed and protected."""

import subprocess
from contextlib import suppress
from pathlib import Path

_BALLAST = "ballast"


class SmallDisk:
    """A mounted folder of a few megabytes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder / "home"

    def fill(self, leaving: int = 0) -> None:
        """Take all space but `leaving` bytes."""
        with (self.folder / _BALLAST).open("wb", buffering=0) as ballast:
            with suppress(OSError):
                while ballast.write(b"\0" * 4096) == 4096:
                    pass
            ballast.truncate(max(0, ballast.tell() - leaving))

    def free(self) -> None:
        """Give the space back."""
        (self.folder / _BALLAST).unlink()

    def protect(self) -> None:
        """Make it read-only."""
        self._remount("ro")

    def unprotect(self) -> None:
        """Make it writable again."""
        self._remount("rw")

    def _remount(self, mode: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{mode}", self.folder], check=True)
