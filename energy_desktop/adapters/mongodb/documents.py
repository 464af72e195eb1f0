"""The documents of each collection, as they lie there.

Moments are whole microseconds, as everywhere: a date of BSON's own ends at milliseconds.
"""

import re
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from energy_desktop.model.coverage import Interval, Session, Source
from energy_desktop.model.entities import Entity
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.recording import SubscriptionState, SyncEntry
from energy_desktop.model.timestamps import Micros

Document = dict[str, Any]

T = TypeVar("T")


def converted(document: Any, kind: type[T]) -> T:
    """A document as what it should be; ValidationError where somebody altered it."""
    return msgspec.convert(document, kind)


class SessionDocument(msgspec.Struct, rename="camel", kw_only=True):
    """A session, and under which lease it was begun."""

    id: str = msgspec.field(name="_id")
    set_id: str
    start: int
    end: int
    batch: int
    lease: int
    was_cut: bool
    """It has ended for good: nothing moves it any more."""

    def session(self) -> Session:
        """As the ledger knows it."""
        return Session(self.id, self.set_id, Micros(self.start), Micros(self.end), self.batch)


class EntitySetDocument(msgspec.Struct, rename="camel", kw_only=True):
    """An immutable set of recording ids."""

    id: str = msgspec.field(name="_id")
    entity_ids: list[str]


class IntervalDocument(msgspec.Struct, rename="camel", kw_only=True):
    """A stretch that was closed by import or repair; `_id` is the server's business."""

    entity_id: str
    source: Source
    reason: str | None
    start: int
    end: int
    batch: int

    def interval(self) -> Interval:
        """As the ledger knows it."""
        span = TimeRange(Micros(self.start), Micros(self.end))
        return Interval(self.entity_id, span, self.source, self.reason)


class SubscriptionDocument(msgspec.Struct, rename="camel", kw_only=True):
    """The singleton; `lastEventAt` is absent while there was none."""

    subscription_id: str | None = None
    last_event_at: int | None = None
    status: str = ""

    def subscription_state(self) -> SubscriptionState:
        """As the port knows it."""
        last = None if self.last_event_at is None else Micros(self.last_event_at)
        return SubscriptionState(self.subscription_id, last, self.status)


class SyncDocument(msgspec.Struct, rename="camel", kw_only=True):
    """An entry of the sync log; `_id` numbers them."""

    kind: str
    entity_id: str | None = None
    started: int
    finished: int
    records: int
    error: str | None = None
    detail: str | None = None

    def entry(self) -> SyncEntry:
        """As the port knows it."""
        return SyncEntry(
            self.kind,
            self.entity_id,
            Micros(self.started),
            Micros(self.finished),
            self.records,
            self.error,
            self.detail,
        )


class LeaseDocument(msgspec.Struct, rename="camel", kw_only=True):
    """A tenure of the recorder's lease; the one with the highest number counts."""

    number: int = msgspec.field(name="_id")
    holder: str
    """Names one running program, and no other ever."""
    name: str
    """For people."""
    beat: int
    """Rises for as long as the holder lives."""
    is_released: bool


def sync_document(entry: SyncEntry) -> Document:
    """What is stored of an entry, but for its number; what it does not have is left out."""
    document: Document = _renamed(msgspec.to_builtins(entry), _camel)
    return {name: value for name, value in document.items() if value is not None}


def entity_document(entity: Entity) -> Document:
    """What is stored of an entity; its recording id is its `_id`."""
    document: Document = _renamed(msgspec.to_builtins(entity), _camel)
    document["_id"] = document.pop("recordingId")
    return document


def entity_of(document: Document) -> Entity:
    """An entity out of its document; ValidationError where it is none of ours."""
    values = _renamed(document, _snake)
    values["recording_id"] = values.pop("_id", None)
    return converted(values, Entity)


def _renamed(value: Any, rename: Callable[[str], str]) -> Any:
    """The same with other names of keys, at every depth."""
    if isinstance(value, dict):
        return {rename(key): _renamed(each, rename) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_renamed(each, rename) for each in value]
    return value


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(each.capitalize() for each in rest)


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])([A-Z])", lambda found: f"_{found[1].lower()}", name)
