"""Commands by name, performed where the store is: the other end of the local channel."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import aclosing
from typing import Any
from zoneinfo import ZoneInfo

from energy_desktop.model import recording as model
from energy_desktop.model.entities import Entity
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.statistics import Period
from energy_desktop.model.timestamps import Micros, format_utc, parse_moment
from energy_desktop.ports.errors import EnergyDesktopError, WrongUsage
from energy_desktop.ports.recorder_control import Chunk, Message, Progress, Result
from energy_desktop.services.audit import Audit
from energy_desktop.services.audit_report import audit_messages
from energy_desktop.services.discovery import Discovery
from energy_desktop.services.export import ReadingsExport
from energy_desktop.services.home_access import HomeAccess
from energy_desktop.services.status import StatusReport
from energy_desktop.services.sync import Sync, Synced, SyncOrder
from energy_desktop.services.tracking import Tracking

Arguments = Mapping[str, Any]
Answer = Callable[[Arguments], Awaitable[Any]]
Stream = Callable[[Arguments], AsyncGenerator[Message, None]]
"""An answer of many messages, the last of them a result."""


class Control:
    """Implements `ports.recorder_control.RecorderControl` on the services of this process."""

    def __init__(
        self,
        access: HomeAccess,
        tracking: Tracking,
        discovery: Discovery,
        status: StatusReport,
        export: ReadingsExport,
        sync: Sync,
        audit: Audit,
    ) -> None:
        self._access = access
        self._tracking = tracking
        self._discovery = discovery
        self._status = status
        self._export = export
        self._sync = sync
        self._audit = audit
        self._streams: dict[str, Stream] = {
            "export": self._answer_export,
            "sync": self._answer_sync,
            "audit": self._answer_audit,
        }
        self._answers: dict[str, Answer] = {
            "status": self._answer_status,
            "connect": self._answer_connect,
            "discover": self._answer_discover,
            "track": self._answer_track,
            "untrack": self._answer_untrack,
        }

    def offer(self, command: str, answer: Answer) -> None:
        """Answer one more command, such as the window's `raise`."""
        self._answers[command] = answer

    def offer_stream(self, command: str, stream: Stream) -> None:
        """Answer one more command with many messages."""
        self._streams[command] = stream

    async def open_gaps(self) -> int:
        """Interruptions of live recording that are not repaired."""
        return await self._status.open_gaps()

    async def perform(self, command: str, arguments: Arguments) -> AsyncGenerator[Message, None]:
        """Perform a command; closing the iterator cancels it."""
        stream = self._streams.get(command)
        if stream is not None:
            async with aclosing(stream(arguments)) as messages:
                async for message in messages:
                    yield message
            return
        answer = self._answers.get(command)
        if answer is None:
            raise EnergyDesktopError(
                ProblemCode.RUNNING_PROGRAM_FAILED, reason=f"it does not know “{command}”"
            )
        yield Result(await answer(arguments))

    async def _answer_status(self, _arguments: Arguments) -> Any:
        return await self._status.document()

    async def _answer_connect(self, arguments: Arguments) -> Any:
        address, token = str(arguments["url"]), str(arguments["token"])
        keep = bool(arguments.get("keep", True))
        tested = await self._access.test(address, token)
        await self._access.save(address, token, keep)
        return {
            "url": address,
            "version": tested.version,
            "location_name": tested.configuration.location_name,
            "stored": "keyring" if keep else "environment",
        }

    async def _answer_discover(self, _arguments: Arguments) -> Any:
        return {"entities": [_described(e) for e in await self._discovery.discover()]}

    async def _answer_track(self, arguments: Arguments) -> Any:
        entities = await self._discovery.chosen(
            list(arguments.get("entities", ())),
            everything=bool(arguments.get("all")),
            energy_prefs=bool(arguments.get("energy_prefs")),
        )
        tracked, already = await self._tracking.track(entities)
        return {"tracked": tracked, "already": already}

    async def _answer_untrack(self, arguments: Arguments) -> Any:
        return {"untracked": await self._tracking.untrack(list(arguments["entities"]))}

    async def _answer_export(self, arguments: Arguments) -> AsyncGenerator[Message, None]:
        entities = [self._recorded(entity_id) for entity_id in arguments["entities"]]
        span = await self._span(str(arguments["from"]), str(arguments["to"]))
        stream = self._export.stream(
            entities, span, str(arguments["format"]), bool(arguments.get("all_states"))
        )
        rows = 0
        async for data, count in stream:
            rows += count
            if data:
                yield Chunk(data)
        yield Result({"rows": rows})

    async def _answer_sync(self, arguments: Arguments) -> AsyncGenerator[Message, None]:
        entities = self._chosen(arguments)
        span = await self._span(str(arguments["from"]), str(arguments["to"]))
        period = Period(str(arguments.get("period", Period.HOUR)))
        order = SyncOrder(entities, span, period, bool(arguments.get("raw")))
        async with aclosing(self._sync.run(order)) as steps:
            async for step in steps:
                if isinstance(step, Synced):
                    yield Result(_synced(step))
                else:
                    yield Progress(_progress_line(step))

    async def _answer_audit(self, arguments: Arguments) -> AsyncGenerator[Message, None]:
        entities = self._chosen(arguments)
        span = await self._span(str(arguments["from"]), str(arguments["to"]))
        async with aclosing(audit_messages(self._audit, entities, span)) as messages:
            async for message in messages:
                yield message

    def _chosen(self, arguments: Arguments) -> tuple[Entity, ...]:
        """The entities that are named, or else all that are tracked."""
        named = [self._recorded(entity_id) for entity_id in arguments.get("entities", ())]
        entities = tuple(named or self._tracking.tracked())
        if not entities:
            raise WrongUsage(ProblemCode.NOTHING_TRACKED)
        return entities

    def _recorded(self, entity_id: str) -> Entity:
        entity = self._tracking.find(entity_id)
        if entity is None:
            raise WrongUsage(ProblemCode.ENTITY_NOT_TRACKED, entities=entity_id)
        return entity

    async def _span(self, start: str, end: str) -> TimeRange:
        """Times without an offset are in the home's time zone."""
        zone = ZoneInfo(self._status.time_zone)
        moments: list[Micros] = []
        for text in (start, end):
            try:
                moments.append(parse_moment(text, zone))
            except ValueError as error:
                raise WrongUsage(ProblemCode.TIME_NOT_UNDERSTOOD, text=text) from error
        if moments[1] < moments[0]:
            raise WrongUsage(ProblemCode.RANGE_REVERSED, start=start, end=end)
        return TimeRange(*moments)


def _progress_line(progress: model.Progress) -> str:
    left = "" if progress.seconds_left is None else f", about {progress.seconds_left:.0f} s left"
    return f"{progress.what}: {progress.done} of {progress.total}{left}"


def _synced(done: Synced) -> dict[str, Any]:
    order = done.order
    return {
        "entities": [e.entity_id for e in order.entities],
        "from": format_utc(order.span.start),
        "to": format_utc(order.span.end),
        "period": order.period.value,
        "statistics": done.statistics,
        "readings": done.readings if order.raw else None,
        "duration_s": done.seconds,
    }


def _described(entity: Entity) -> dict[str, Any]:
    return {
        "entity_id": entity.entity_id,
        "name": entity.name,
        "unit": entity.unit,
        "device_class": entity.device_class,
        "state_class": entity.state_class,
        "tracked": entity.is_tracked,
        "active": entity.is_active,
        "energy_prefs": entity.energy_prefs,
    }
