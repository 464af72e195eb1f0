"""Commands that read: states, subscriptions, configuration, registries, energy preferences."""

from typing import Any, Final

from energy_desktop.adapters.demo_home.server import registry, schema, wire
from energy_desktop.adapters.demo_home.server.commands import Table, answer
from energy_desktop.adapters.demo_home.server.connection import Connection
from energy_desktop.adapters.demo_home.server.feed import Watch
from energy_desktop.adapters.demo_home.server.schema import Field
from energy_desktop.adapters.demo_home.server.world import Subscription, World, clock_event

TABLE: Final = Table()
_CLOCKS: Final = ("{{utcnow().timestamp()}}", "{{now().timestamp()}}")


@TABLE.command("ping")
def _ping(world: World, connection: Connection, message: dict[str, Any]) -> None:
    del world
    connection.send(wire.encode({"id": message["id"], "type": "pong"}))


@TABLE.command("supported_features", features=Field(schema.mapping, required=True))
def _supported_features(world: World, connection: Connection, message: dict[str, Any]) -> None:
    del world
    connection.coalesce = bool(message["features"].get("coalesce_messages"))
    connection.result(message["id"])


@TABLE.command("get_states")
def _get_states(world: World, connection: Connection, message: dict[str, Any]) -> None:
    states = [wire.full_state(track, row) for track, row in world.present(world.now())]
    connection.result(message["id"], states)


@TABLE.command("subscribe_entities", entity_ids=Field(schema.entity_ids))
def _subscribe_entities(world: World, connection: Connection, message: dict[str, Any]) -> None:
    asked = message.get("entity_ids", [])
    names = frozenset(name.lower() for name in ([asked] if isinstance(asked, str) else asked))
    number = message["id"]
    now = world.now()
    held = world.watch(Watch(connection, number, names, compressed=True), now)
    connection.result(number)
    snapshot = {track.entity_id: wire.compressed_state(track, row) for track, row in held}
    connection.event(number, {"a": snapshot})
    connection.count(len(snapshot))


@TABLE.command("subscribe_events", event_type=Field(schema.text))
def _subscribe_events(world: World, connection: Connection, message: dict[str, Any]) -> None:
    topic = message.get("event_type", "*")
    if topic == "state_reported":
        text = "Event filter is required for event state_reported"
        raise wire.Refusal("home_assistant_error", text)
    if topic in ("state_changed", "*"):
        watch = Watch(connection, message["id"], frozenset(), compressed=False)
        world.watch(watch, world.now())
    world.subscriptions.append(Subscription(connection, message["id"], topic))
    connection.result(message["id"])


@TABLE.command("unsubscribe_events", subscription=Field(schema.natural, required=True))
def _unsubscribe_events(world: World, connection: Connection, message: dict[str, Any]) -> None:
    if not world.unsubscribe(connection, message["subscription"]):
        raise wire.Refusal("not_found", "Subscription not found.")
    connection.result(message["id"])


@TABLE.command(
    "render_template",
    template=Field(schema.text, required=True),
    entity_ids=Field(schema.entity_ids),
    variables=Field(schema.mapping),
    timeout=Field(schema.number),
    strict=Field(schema.flag),
    report_errors=Field(schema.flag),
)
def _render_template(world: World, connection: Connection, message: dict[str, Any]) -> None:
    if message["template"].replace(" ", "") not in _CLOCKS:
        text = "The demo home renders {{ utcnow().timestamp() }} only"
        raise wire.Refusal("template_error", text)
    number = message["id"]
    connection.result(number)
    # Everything older than the answer is queued before it: that order is what clients build on.
    now = world.now()
    clock_event(connection, number, now)
    world.subscriptions.append(Subscription(connection, number, "clock"))


@TABLE.command("config/entity_registry/list_for_display")
def _list_for_display(world: World, connection: Connection, message: dict[str, Any]) -> None:
    entries = [registry.displayed(t) for t in world.book.tracks.values() if t.entity]
    categories = {"0": "config", "1": "diagnostic"}
    connection.result(message["id"], {"entity_categories": categories, "entities": entries})


TABLE.command("get_config")(
    answer(lambda world: registry.configuration(world.household, world.state))
)
TABLE.command("auth/current_user")(answer(lambda world: registry.user()))
TABLE.command("config/entity_registry/list")(
    answer(lambda world: [registry.listed(t) for t in world.book.tracks.values() if t.entity])
)
TABLE.command("config/device_registry/list")(answer(lambda world: [registry.device()]))
TABLE.command("energy/get_prefs", while_starting=False)(answer(World.preferences))
TABLE.command("energy/info", while_starting=False)(
    answer(lambda world: {"cost_sensors": {}, "solar_forecast_domains": []})
)
TABLE.command("energy/solar_forecast", while_starting=False)(answer(lambda world: {}))
TABLE.command("recorder/info")(
    answer(
        lambda world: {
            "backlog": 0,
            "db_in_default_location": True,
            "max_backlog": 65000,
            "migration_in_progress": False,
            "migration_is_live": False,
            "recording": True,
            "thread_running": True,
        }
    )
)
