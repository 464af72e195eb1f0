"""The program behind the command line; what is heavy is imported when it is needed."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from energy_desktop.adapters.local_channel.reach import Connection, reach_or_hold
from energy_desktop.app.paths import Paths, paths_of
from energy_desktop.commands.global_options import GlobalOptions
from energy_desktop.commands.program import DemoHomeOptions, Recorded
from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import StoreUnusable
from energy_desktop.ports.recorder_control import Message, Result

if TYPE_CHECKING:
    from energy_desktop.adapters.local_channel.data_lock import DataLock
    from energy_desktop.app.start import Start
    from energy_desktop.model.machine_settings import ProfileName


class DesktopProgram:
    """Implements `commands.program.Program`."""

    def __init__(self, options: GlobalOptions) -> None:
        self._options = options
        self._paths: Paths = paths_of(options.data_dir, demo=options.demo)

    def perform(
        self,
        command: str,
        arguments: Mapping[str, Any],
        on_message: Callable[[Message], None],
    ) -> Any:
        """Perform a command in the process that holds the stores, or here if none does."""
        found = reach_or_hold(self._paths.data)
        if isinstance(found, Connection):
            return _asked(found, command, arguments, on_message)
        import asyncio

        from energy_desktop.app.here import perform_here

        with found:
            return asyncio.run(perform_here(self._start(), command, arguments, on_message))

    def record(self, seconds: float | None, on_progress: Callable[[str], None]) -> Recorded:
        """Record without a window until interrupted or for a while."""
        found = reach_or_hold(self._paths.data)
        if isinstance(found, Connection):
            found.close()
            raise StoreUnusable(
                ProblemCode.STORE_LOCKED, path=self._paths.data, reason="it records already"
            )
        import asyncio

        from energy_desktop.app.recording import record

        with found:
            return asyncio.run(record(self._start(), found, seconds, on_progress))

    def choose_servers(self, save: bool) -> dict[str, Any]:
        """Test the databases of the servers profile, and keep their addresses if wanted."""
        import asyncio

        from energy_desktop.app.choosing_servers import choose_servers

        return asyncio.run(choose_servers(self._start(), save=save))

    def open_window(self) -> int:
        """Open the window, or raise the one that is open; the exit status."""
        found = reach_or_hold(self._paths.data)
        lock: DataLock | None = None
        if isinstance(found, Connection):
            if _asked(found, "raise", {}, lambda _: None)["raised"]:
                return 0
        else:
            lock = found
        load_what_needs_no_screen()
        from energy_desktop.app.window import show_window

        return show_window(self._start(), lock)

    def serve_demo_home(self, options: DemoHomeOptions, on_ready: Callable[[str], None]) -> None:
        """Serve a demo home until interrupted; `on_ready` gets its address."""
        import asyncio

        from energy_desktop.app.demo import demo_options, make_demo_home
        from energy_desktop.app.leaving import Leaving

        chosen = demo_options(options.seed, options.start, options.speed)

        async def serve() -> bool:
            server = make_demo_home(chosen, options.token, options.port)
            leaving = Leaving()
            with leaving.on_signals():
                on_ready(await server.start())
                async with asyncio.TaskGroup() as group:
                    serving = group.create_task(server.run())
                    await leaving.asked()
                    serving.cancel()
                await server.stop()
            return leaving.interrupted

        if asyncio.run(serve()):
            raise KeyboardInterrupt

    def _start(self) -> "Start":
        """Begin to log, and gather what everything else is made from."""
        from energy_desktop.adapters.system.log_files import start_logging
        from energy_desktop.app.demo import demo_options
        from energy_desktop.app.start import Start
        from energy_desktop.model.machine_settings import ProfileName

        options = self._options
        demo = (
            demo_options(options.demo_seed, options.demo_start, options.demo_speed)
            if options.demo
            else None
        )
        redaction = start_logging(self._paths.logs, options.log_level.value)
        profile = ProfileName(options.profile) if options.profile else self._chosen_profile()
        return Start(
            self._paths, demo, redaction.register, profile, is_profile_given=bool(options.profile)
        )

    def _chosen_profile(self) -> "ProfileName":
        """As the person chose it for this home on this machine."""
        from energy_desktop.adapters.system.machine_settings import MachineSettingsFile

        return MachineSettingsFile(self._paths.settings).settings.profile


def load_what_needs_no_screen() -> None:
    """Load stores and recorder before Qt: it looks through the source of all that comes later."""
    import energy_desktop.app.running  # noqa: F401 - loaded for its own sake


def _asked(
    connection: Connection,
    command: str,
    arguments: Mapping[str, Any],
    on_message: Callable[[Message], None],
) -> Any:
    """Let the holder of the stores perform a command; the result's value."""
    for message in connection.perform(command, arguments):
        if isinstance(message, Result):
            return message.value
        on_message(message)
    return None
