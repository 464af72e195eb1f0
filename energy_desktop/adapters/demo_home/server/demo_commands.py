"""Commands Home Assistant does not have: ask for the truth, change things, cause faults."""

from typing import Any, Final

from energy_desktop.adapters.demo_home.server import schema, wire
from energy_desktop.adapters.demo_home.server.commands import Table
from energy_desktop.adapters.demo_home.server.connection import Connection
from energy_desktop.adapters.demo_home.server.schema import Field
from energy_desktop.adapters.demo_home.server.world import World

TABLE: Final = Table()


@TABLE.command(
    "demo/truth",
    entity_ids=Field(schema.texts, required=True),
    start=Field(schema.number),
    end=Field(schema.number),
)
def _truth(world: World, connection: Connection, message: dict[str, Any]) -> None:
    """Every row held in [start, end) epoch seconds: [microseconds, state or null] by entity."""
    now = world.now()
    start = round(message.get("start", 0) * 1e6) or world.oldest_raw(now)
    end = min(round(message.get("end", 1e12) * 1e6), now + 1)
    tracks = world.book.find(message["entity_ids"])
    connection.result(
        message["id"],
        {t.entity_id: [[row.at, row.state] for row in t.rows(start, end)] for t in tracks},
    )


@TABLE.command(
    "demo/set_state",
    entity_id=Field(schema.entity_ids, required=True),
    state=Field(schema.text, required=True),
    attributes=Field(schema.mapping),
)
def _set_state(world: World, connection: Connection, message: dict[str, Any]) -> None:
    """Write a state by hand; answers the full state that holds now."""
    name = message["entity_id"]
    row = world.book.set_state(name, world.now(), message["state"], message.get("attributes"))
    connection.result(message["id"], wire.full_state(world.book.tracks[name], row))


@TABLE.command("demo/sent")
def _sent(world: World, connection: Connection, message: dict[str, Any]) -> None:
    """States sent by `subscribe_entities` on this connection, and on all since the start."""
    counts = {"connection": connection.sent, "total": world.total_sent}
    connection.result(message["id"], counts)


@TABLE.command(
    "demo/fault",
    fault=Field(schema.text, required=True),
    arguments=Field(schema.mapping),
)
def _fault(world: World, connection: Connection, message: dict[str, Any]) -> None:
    """Cause a fault: the name of a method of `Faults`, and its arguments by name."""
    world.run_fault(message["fault"], message.get("arguments", {}))
    connection.result(message["id"])
