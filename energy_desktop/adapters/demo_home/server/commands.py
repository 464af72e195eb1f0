"""The commands of the WebSocket interface, by their types."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from energy_desktop.adapters.demo_home.server import wire
from energy_desktop.adapters.demo_home.server.connection import Connection
from energy_desktop.adapters.demo_home.server.schema import Field, validate
from energy_desktop.adapters.demo_home.server.world import World

Handler = Callable[[World, Connection, dict[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Command:
    """A command: the fields it takes, and what it does."""

    fields: dict[str, Field]
    handler: Handler
    while_starting: bool
    """Known before everything is set up."""


class Commands:
    """All commands; passed to connections as their dispatcher."""

    def __init__(self, world: World, known: dict[str, Command]) -> None:
        self._world = world
        self._known = known

    def dispatch(self, connection: Connection, message: dict[str, Any]) -> None:
        """Answer a well-formed command, or raise `wire.Refusal`."""
        command = self._known.get(message["type"])
        if command is None or not (command.while_starting or self._world.prepared):
            raise wire.Refusal("unknown_command", "Unknown command.")
        validate(message, command.fields)
        command.handler(self._world, connection, message)


class Table:
    """Collects the commands of one subject."""

    def __init__(self) -> None:
        self.known: dict[str, Command] = {}

    def command(
        self, kind: str, *, while_starting: bool = True, **fields: Field
    ) -> Callable[[Handler], Handler]:
        """Register a function as the handler of a type of command."""

        def register(handler: Handler) -> Handler:
            self.known[kind] = Command(fields, handler, while_starting)
            return handler

        return register


def answer(value: Callable[[World], Any]) -> Handler:
    """A handler that answers what can be read off the world at once."""

    def handler(world: World, connection: Connection, message: dict[str, Any]) -> None:
        connection.result(message["id"], value(world))

    return handler
