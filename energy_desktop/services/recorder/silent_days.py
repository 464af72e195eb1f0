"""Silences of raw history by day, until all is known that tells a downtime from a quiet home."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from energy_desktop.model.downtime import SharedSilence
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.repair_plan import Piece, Slice
from energy_desktop.model.timestamps import Micros


@dataclass(frozen=True, slots=True)
class Silence:
    """A stretch without a row of one entity."""

    recording_id: str
    span: TimeRange


@dataclass(frozen=True, slots=True)
class PartialAnswer:
    """An answer about a piece that nothing shows to be complete beyond a moment."""

    piece: Piece
    proven: TimeRange
    """What of the piece would be closed by it."""
    quiet: Sequence[TimeRange]
    """Its silences; rows that are still on their way can only shorten them."""
    complete_to: Micros


@dataclass(slots=True)
class SilentDay:
    """The silences of one slice, until all its entities are known."""

    slice: Slice
    waiting: list[Silence] = field(default_factory=list)
    """Those of complete answers, which nothing explains yet."""
    quiet: dict[str, list[TimeRange]] = field(default_factory=lambda: defaultdict(list))
    """Those of complete answers, by entity, which may have several gaps in a day."""
    partial: dict[Piece, PartialAnswer] = field(default_factory=dict)
    is_complete: bool = False

    def add(self, recording_id: str, quiet: Sequence[TimeRange]) -> None:
        """The silences of one more piece, which was answered completely."""
        self.quiet[recording_id] += quiet
        self.waiting += (Silence(recording_id, each) for each in quiet)

    def shared(self, partial: Iterable[PartialAnswer] = ()) -> SharedSilence:
        """What all entities are silent in, if some are as silent as far as is known."""
        of_each = {recording_id: list(quiet) for recording_id, quiet in self.quiet.items()}
        for answer in partial:
            of_each.setdefault(answer.piece.recording_id, []).extend(answer.quiet)
        shared = SharedSilence()
        for quiet in of_each.values():
            shared.add(sorted(quiet))
        return shared

    def partial_answers(self, unfinished: Sequence[Piece]) -> list[PartialAnswer]:
        """The answers about pieces that are to be asked again, if these need not be waited for.

        That is so where what may come of them cannot change what the day has in common: no
        silence of all reaches to where they are not complete.
        """
        answers = [self.partial[piece] for piece in unfinished if piece in self.partial]
        if len(answers) < len(unfinished) or not answers:
            return []
        certain_to = min(each.complete_to for each in answers)
        return answers if self.shared(answers).is_settled_before(certain_to) else []


@dataclass(slots=True)
class SilentDays:
    """Of one run of repair: the days whose silences nobody has explained yet, newest first.

    What an entity is silent in alone is no downtime. So a day waits until each of its entities
    has answered, in a later attempt if need be, and older days wait for it.
    """

    days: dict[Micros, SilentDay] = field(default_factory=dict)
    held: list[Silence] = field(default_factory=list)
    """They lie in a downtime whose beginning is not known yet."""
    down_after: Micros | None = None
    """Where that downtime begins as far as is known."""
    _settled: set[Micros] = field(default_factory=set)

    def of(self, asked: Slice) -> SilentDay | None:
        """The day of a slice; an attempt after the first one asks a part of it.

        None where it is settled in what Home Assistant was down: not in what is asked now.
        """
        if asked.day in self._settled:
            return None
        return self.days.setdefault(asked.day, SilentDay(asked))

    def settle(self, day: SilentDay) -> None:
        """Nothing that is asked later can change what a day has in common."""
        day.is_complete = True
        self._settled.add(day.slice.day)

    def take_explained(self) -> list[SilentDay]:
        """The days that are complete and wait for none."""
        ready = list(takewhile(lambda day: day.is_complete, self.days.values()))
        for day in ready:
            del self.days[day.slice.day]
        return ready
