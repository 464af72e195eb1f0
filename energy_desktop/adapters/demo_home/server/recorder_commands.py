"""Commands that read the past: history and statistics."""

import asyncio
from functools import partial
from typing import Any, Final
from zoneinfo import ZoneInfo

from energy_desktop.adapters.demo_home.server import compiled, history, schema, units, wire
from energy_desktop.adapters.demo_home.server.commands import Table
from energy_desktop.adapters.demo_home.server.connection import Connection
from energy_desktop.adapters.demo_home.server.rows import Track
from energy_desktop.adapters.demo_home.server.schema import Field
from energy_desktop.adapters.demo_home.server.world import World

TABLE: Final = Table()


def _start(world: World, message: dict[str, Any]) -> int:
    zone = ZoneInfo(world.household.time_zone)
    return schema.moment(message["start_time"], zone, "invalid_start_time", "Invalid start_time")


def _end(world: World, message: dict[str, Any], otherwise: int) -> int:
    if "end_time" not in message:
        return otherwise
    zone = ZoneInfo(world.household.time_zone)
    return schema.moment(message["end_time"], zone, "invalid_end_time", "Invalid end_time")


@TABLE.command(
    "history/history_during_period",
    while_starting=False,
    start_time=Field(schema.text, required=True),
    end_time=Field(schema.text),
    entity_ids=Field(schema.texts, required=True),
    include_start_time_state=Field(schema.flag),
    significant_changes_only=Field(schema.flag),
    minimal_response=Field(schema.flag),
    no_attributes=Field(schema.flag),
)
def _history(world: World, connection: Connection, message: dict[str, Any]) -> None:
    now = world.now()
    start = _start(world, message)
    end = _end(world, message, now)
    if start > now:
        connection.result(message["id"], {})
        return
    names: list[str] = message["entity_ids"]
    if not names:
        raise wire.Refusal("unknown_error", "Unknown error")
    if any(name not in world.book.tracks and not schema.is_entity_id(name) for name in names):
        raise wire.Refusal("invalid_entity_ids", "Invalid entity_ids")
    oldest = world.oldest_raw(now)
    question = history.Question(
        start=max(start, oldest),
        end=min(end, world.committed(now) + 1),
        with_start=message.get("include_start_time_state", True) and start >= oldest,
        significant=message.get("significant_changes_only", True),
        minimal=message.get("minimal_response", False),
        attributes=not message.get("no_attributes", False),
    )
    connection.spawn(partial(_answer_history, world, connection, message["id"], names, question))


async def _answer_history(
    world: World, connection: Connection, number: int, names: list[str], question: history.Question
) -> None:
    entries = []
    for track in world.book.find(dict.fromkeys(names)):
        pieces = []
        for piece in history.answer(track, question):
            pieces.append(piece)
            await asyncio.sleep(0)
        rows = b",".join(piece for piece in pieces if piece)
        if rows:
            entries.append(b"%b:[%b]" % (wire.encode(track.entity_id), rows))
    connection.send(wire.result(number, b"{" + b",".join(entries) + b"}"))


@TABLE.command(
    "recorder/statistics_during_period",
    while_starting=False,
    start_time=Field(schema.text, required=True),
    end_time=Field(schema.text),
    statistic_ids=Field(schema.some_texts, required=True),
    period=Field(schema.one_of(*compiled.PERIODS), required=True),
    units=Field(schema.units(**{name: tuple(table) for name, table in units.CLASSES.items()})),
    types=Field(schema.some_of(*compiled.TYPES)),
)
def _statistics(world: World, connection: Connection, message: dict[str, Any]) -> None:
    now = world.now()
    tracks = world.book.find(dict.fromkeys(message["statistic_ids"]))
    question = compiled.Question(
        period=message["period"],
        start=_start(world, message),
        end=_end(world, message, now),
        types=compiled.possible(message.get("types", compiled.TYPES), tracks),
        units=message.get("units", {}),
        until=world.compiled(now),
        oldest=world.oldest_raw(now),
    )
    connection.spawn(partial(_answer_statistics, connection, message["id"], tracks, question))


async def _answer_statistics(
    connection: Connection, number: int, tracks: list[Track], question: compiled.Question
) -> None:
    entries = []
    for track in tracks:
        rows = await asyncio.to_thread(compiled.answer, track, question)
        if rows:
            entries.append(b"%b:[%b]" % (wire.encode(track.entity_id), rows))
    connection.send(wire.result(number, b"{" + b",".join(entries) + b"}"))


@TABLE.command(
    "recorder/list_statistic_ids",
    while_starting=False,
    statistic_type=Field(schema.one_of("sum", "mean")),
)
def _list_statistic_ids(world: World, connection: Connection, message: dict[str, Any]) -> None:
    wanted = message.get("statistic_type")
    found = [compiled.metadata(track) for track in world.book.tracks.values()]
    listed = [entry for entry in found if entry and (not wanted or entry[f"has_{wanted}"])]
    connection.result(message["id"], listed)


@TABLE.command(
    "recorder/get_statistics_metadata",
    while_starting=False,
    statistic_ids=Field(schema.texts),
)
def _get_statistics_metadata(world: World, connection: Connection, message: dict[str, Any]) -> None:
    names = message.get("statistic_ids", list(world.book.tracks))
    found = [compiled.metadata(track) for track in world.book.find(names)]
    connection.result(message["id"], [entry for entry in found if entry])
