"""Where this program keeps its files."""

from dataclasses import dataclass
from pathlib import Path

_NAME = "energy-desktop"
_DEMO = "demo"


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders of one home; made when they are first written to."""

    data: Path
    logs: Path
    window: Path
    """The file that remembers where the window stood."""
    settings: Path
    """Settings of this machine; those of the home are in the store."""


def paths_of(data_dir: Path | None, *, demo: bool) -> Paths:
    """The folders of the home, or of the demo home, which never mixes with another."""
    if data_dir is None:
        from platformdirs import user_data_path

        data_dir = user_data_path(_NAME, appauthor=False)
    data = data_dir.expanduser().absolute()
    if demo:
        data = data / _DEMO
    return Paths(data, data / "logs", data / "window.ini", data / "settings.toml")
