"""What commands need of the program; implemented in `app`, faked in tests."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from energy_desktop.ports.errors import EnergyDesktopError
from energy_desktop.ports.recorder_control import Message


@dataclass(frozen=True, slots=True)
class DemoHomeOptions:
    """How a demo home is served."""

    port: int
    """0 takes any free one."""
    seed: int
    speed: float
    start: str | None
    """As given; a time without offset is in the demo home's zone."""
    token: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a recording did, and how it ended; everything it acknowledged is durable."""

    report: dict[str, Any]
    """The document of `record --json`."""
    interrupted: bool = False
    """Ended by Ctrl-C, rather than by SIGTERM or because its time was over."""
    problem: EnergyDesktopError | None = None
    """Why it ended early or received nothing: the report is printed first, then this."""


class Program(Protocol):
    """The program behind the terminal; every method raises EnergyDesktopError."""

    def perform(
        self,
        command: str,
        arguments: Mapping[str, Any],
        on_message: Callable[[Message], None],
    ) -> Any:
        """Perform a command in the process that holds the store, or here if none does.

        Returns the result's value, of JSON's types. KeyboardInterrupt cancels, and so does
        whatever `on_message` raises, which comes through.
        """

    def record(self, seconds: float | None, on_progress: Callable[[str], None]) -> Recorded:
        """Record without a window until interrupted or for a while."""

    def choose_servers(self, save: bool) -> dict[str, Any]:
        """Test the databases of the servers profile, and keep their addresses if wanted.

        The document of `servers --json`.
        """

    def open_window(self) -> int:
        """Open the window, or raise the one that is open; the exit status."""

    def serve_demo_home(self, options: DemoHomeOptions, on_ready: Callable[[str], None]) -> None:
        """Serve a demo home until interrupted; `on_ready` gets its address."""
