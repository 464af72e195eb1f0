"""The four states of a page, and what leads to them on *Now*."""

from dataclasses import dataclass
from enum import StrEnum

from energy_desktop.model.home import Connection, ConnectionState
from energy_desktop.model.messages import ProblemCode
from energy_desktop.viewmodels.notices import Notice


class Phase(StrEnum):
    """One of the four."""

    EMPTY = "empty"
    LOADING = "loading"
    FILLED = "filled"
    FAILED = "failed"


class Emptiness(StrEnum):
    """Why there is nothing."""

    NOT_CONFIGURED = "not_configured"
    NOTHING_TRACKED = "nothing_tracked"


@dataclass(frozen=True, slots=True)
class PageState:
    """What the page shows beside, or in place of, its content."""

    phase: Phase = Phase.LOADING
    emptiness: Emptiness | None = None
    notices: tuple[Notice, ...] = ()
    has_content: bool = False
    """Values are known, of now or of an earlier moment."""
    as_of: str = ""
    """The time of the values where they are not of now: they are shown dimmed."""
    is_busy: bool = False
    """Something is being fetched; worth a sign after 300 ms."""
    waiting_for: str = ""
    """In words, while there is nothing to show."""


def emptiness_of(connection: Connection, tracks_something: bool) -> Emptiness | None:
    """Why the page is empty; None where something is tracked, or may be in a moment."""
    problem = connection.problem
    if problem is not None and problem.code is ProblemCode.HOME_NOT_CONFIGURED:
        return Emptiness.NOT_CONFIGURED
    if connection.state is ConnectionState.LIVE and not tracks_something:
        return Emptiness.NOTHING_TRACKED
    return None
