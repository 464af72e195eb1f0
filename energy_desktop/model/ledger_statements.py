"""What the ledger has to say, as values: they can wait for their server, on a disk as well."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from energy_desktop.model.coverage import BatchMark, EntitySet, Interval, Session
from energy_desktop.model.entities import Entity
from energy_desktop.model.recording import SyncEntry
from energy_desktop.model.timestamps import Micros


@dataclass(frozen=True, slots=True)
class SessionBegun:
    """A new session and its set."""

    session: Session
    members: EntitySet


@dataclass(frozen=True, slots=True)
class SessionAdvanced:
    """How far a session got, said once for many batches."""

    stretch: Session
    """From where it was before to where it is now; it may stand for itself."""
    members: EntitySet
    last_event_at: Micros | None


@dataclass(frozen=True, slots=True)
class StretchRecorded:
    """A stretch of a session of an earlier run, which nothing moves any more."""

    stretch: Session
    members: EntitySet
    last_event_at: Micros | None


@dataclass(frozen=True, slots=True)
class SessionsCut:
    """All coverage ends at a moment."""

    later_than: Micros


@dataclass(frozen=True, slots=True)
class SessionsReconciled:
    """What was said before holds as far as the metric store proves it."""

    proven: BatchMark | None


@dataclass(frozen=True, slots=True)
class IntervalsAdded:
    """Intervals of import or repair."""

    intervals: tuple[Interval, ...]
    batch: int


@dataclass(frozen=True, slots=True)
class SyncEntryAdded:
    """A line of the sync log."""

    entry: SyncEntry


@dataclass(frozen=True, slots=True)
class SettingsSaved:
    """Settings that Home Assistant tells."""

    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class EntitiesSaved:
    """What Home Assistant tells of entities."""

    entities: tuple[Entity, ...]


Statement = (
    SessionBegun
    | SessionAdvanced
    | StretchRecorded
    | SessionsCut
    | SessionsReconciled
    | IntervalsAdded
    | SyncEntryAdded
    | SettingsSaved
    | EntitiesSaved
)


def joined(earlier: Statement, later: Statement) -> SessionAdvanced | None:
    """Both as one statement, where the later one only moves the same session further."""
    if not isinstance(earlier, SessionAdvanced) or not isinstance(later, SessionAdvanced):
        return None
    if earlier.stretch.session_id != later.stretch.session_id:
        return None
    moments = [m for m in (earlier.last_event_at, later.last_event_at) if m is not None]
    return SessionAdvanced(
        replace(
            earlier.stretch,
            end=max(earlier.stretch.end, later.stretch.end),
            batch=max(earlier.stretch.batch, later.stretch.batch),
        ),
        earlier.members,
        max(moments, default=None),
    )


def left_behind(statements: Iterable[Statement]) -> list[Statement]:
    """What a run that ended without saying it has left, as another run has to say it.

    A new holder of the recorder's lease ends all sessions of the ones before. What such a session
    recorded is therefore said as a session of its own, whose name always is the same: saying it
    twice changes nothing.
    """
    left = list(statements)
    advanced = {s.stretch.session_id for s in left if isinstance(s, SessionAdvanced)}
    return [_of_its_own(each) for each in left if not _is_superfluous(each, advanced)]


def _is_superfluous(statement: Statement, advanced: set[str]) -> bool:
    """Whether it claims nothing: its stretches say it, or nobody knows whom it speaks of."""
    match statement:
        case SessionBegun(session, _):
            return session.session_id in advanced
        case SessionAdvanced(_, members, _):
            return not members.entity_ids
        case _:
            return False


def _of_its_own(statement: Statement) -> Statement:
    if not isinstance(statement, SessionAdvanced):
        return statement
    stretch = statement.stretch
    name = f"{stretch.session_id}-{stretch.start}"
    return StretchRecorded(
        replace(stretch, session_id=name), statement.members, statement.last_event_at
    )
