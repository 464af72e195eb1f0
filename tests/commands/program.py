"""A program behind the terminal that remembers what it was asked for."""

from collections.abc import Callable, Mapping
from typing import Any

from energy_desktop.commands.global_options import GlobalOptions
from energy_desktop.commands.program import DemoHomeOptions, Recorded
from energy_desktop.ports.recorder_control import Message


class FakeProgram:
    """Implements `commands.program.Program`; every outcome can be set beforehand."""

    def __init__(self) -> None:
        self.options: GlobalOptions | None = None
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.messages: list[Message] = []
        self.answer: Any = {}
        self.failure: BaseException | None = None
        self.recorded = Recorded({})
        self.seconds: float | None = -1
        self.demo_home: DemoHomeOptions | None = None

    def made_with(self, options: GlobalOptions) -> "FakeProgram":
        """What the command line makes its program by."""
        self.options = options
        return self

    def perform(
        self,
        command: str,
        arguments: Mapping[str, Any],
        on_message: Callable[[Message], None],
    ) -> Any:
        """Send the messages, then fail or answer."""
        self.asked.append((command, dict(arguments)))
        for message in self.messages:
            on_message(message)
        self._fail()
        return self.answer

    def record(self, seconds: float | None, on_progress: Callable[[str], None]) -> Recorded:
        """Show a line, then fail or return what was recorded."""
        self.seconds = seconds
        on_progress("recording")
        self._fail()
        return self.recorded

    def choose_servers(self, save: bool) -> dict[str, Any]:
        """Note whether they are to be kept, and fail or answer."""
        self.asked.append(("servers", {"save": save}))
        self._fail()
        return {"questdb": "ok", "mongodb": "ok", "saved": save}

    def open_window(self) -> int:
        """Fail or end well."""
        self.asked.append(("window", {}))
        self._fail()
        return 0

    def serve_demo_home(self, options: DemoHomeOptions, on_ready: Callable[[str], None]) -> None:
        """Be ready, then fail or end."""
        self.demo_home = options
        on_ready("http://127.0.0.1:8124")
        self._fail()

    def _fail(self) -> None:
        if self.failure is not None:
            raise self.failure
