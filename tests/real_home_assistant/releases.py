"""Which Home Assistant the tests run against, and where its environment lies.

Two releases are known to install and run without anything from outside the package index:
2025.4.4 where a Python 3.13 can be found, and 2024.3.3 (an older wire format, so a good second
peer) where there is only a Python 3.11.
"""

import os
from dataclasses import dataclass
from pathlib import Path

VERSION_VARIABLE = "ENERGY_DESKTOP_TEST_HA_VERSION"
"""Names the release to use, instead of the first one that is possible."""

CACHE = Path(__file__).resolve().parents[2] / ".cache" / "home_assistant"

COMPLETE = "installed"
"""The file that the installer writes last, so that half an installation is never used."""


@dataclass(frozen=True, slots=True)
class Release:
    """A Home Assistant release and the Python it needs."""

    version: str
    python: str
    """Major and minor version, as in `3.13`."""
    beside: tuple[str, ...] = ()
    """Requirements to install with it, against faults in what its own pins allow."""
    replaced: tuple[str, ...] = ()
    """Requirements to install over its own pins, without their dependencies."""

    @property
    def environment(self) -> Path:
        """The virtual environment of this release."""
        return CACHE / self.version

    @property
    def interpreter(self) -> Path:
        """The Python that runs it."""
        return self.environment / "bin" / "python"

    @property
    def installed(self) -> bool:
        """Whether the installer has finished with it."""
        return (self.environment / COMPLETE).is_file()


RELEASES = (
    Release("2025.4.4", "3.13"),
    Release(
        "2024.3.3",
        "3.11",
        # josepy 2 dropped a class that its cloud integration imports.
        beside=("josepy<2",),
        # The pinned orjson 3.9.15 can crash the interpreter: home-assistant/core#110464.
        replaced=("orjson==3.10.16",),
    ),
)
"""The known releases, the preferred one first."""


def requested() -> Release | None:
    """The release the environment variable names; a release not listed is given Python 3.13."""
    version = os.environ.get(VERSION_VARIABLE)
    if not version:
        return None
    known = {release.version: release for release in RELEASES}
    return known.get(version, Release(version, "3.13"))


def installed_release() -> Release | None:
    """The release to run: the requested one or else the first one installed; None without it."""
    candidates = RELEASES if (chosen := requested()) is None else (chosen,)
    return next((release for release in candidates if release.installed), None)
