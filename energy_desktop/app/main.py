"""The entry point."""

from energy_desktop.app.program import DesktopProgram
from energy_desktop.commands.command_line import build


def main() -> None:
    """Run the command line; exits with the status of command-line.md."""
    build(DesktopProgram)()
