"""The lines in memory: coarse ones of everything, and the finest of what was looked at."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import log

from energy_desktop.model.line_tile import LineTile
from energy_desktop.model.ranges import TimeRange, complement
from energy_desktop.model.timestamps import Micros

_KEPT = 4
_NEARLY = 5


@dataclass(frozen=True, slots=True, eq=False)
class StoredTile:
    """A line, the fineness it was asked in, and up to when it knows."""

    tile: LineTile
    step: int
    """Microseconds; what was asked for, also where readings came instead."""
    known_to: Micros

    @property
    def span(self) -> TimeRange:
        """What it tells of."""
        end = max(self.tile.span.start, min(self.tile.span.end, self.known_to))
        return TimeRange(self.tile.span.start, Micros(end))

    def is_nearly_all(self, view: TimeRange, step: int) -> bool:
        """Whether it lacks less than a step of a view, and its own steps are not much longer."""
        has_end = min(self.tile.span.end, self.known_to) > view.end - step
        has_view = self.tile.span.start <= view.start and has_end
        return has_view and self.step <= _NEARLY * step


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A part of a line as it is drawn."""

    tile: LineTile
    span: TimeRange


class TileBook:
    """What is known of each shown sensor."""

    def __init__(self) -> None:
        self._overviews: dict[str, StoredTile] = {}
        self._details: dict[str, list[StoredTile]] = {}

    def keep_only(self, keys: Iterable[str]) -> None:
        """Forget sensors that are not shown any more."""
        kept = set(keys)
        self._overviews = {k: v for k, v in self._overviews.items() if k in kept}
        self._details = {k: v for k, v in self._details.items() if k in kept}

    def put_overview(self, key: str, stored: StoredTile) -> None:
        """The line of everything there is."""
        self._overviews[key] = stored

    def put(self, key: str, stored: StoredTile) -> None:
        """A line of what is looked at; an older one of the same place and fineness goes."""
        others = [
            old
            for old in self._details.get(key, [])
            if not (
                old.step == stored.step
                and stored.span.start <= old.span.start
                and old.span.end <= stored.span.end
            )
        ]
        self._details[key] = [stored, *others][:_KEPT]

    def overview(self, key: str) -> LineTile | None:
        """The line of everything there is, if it came already."""
        stored = self._overviews.get(key)
        return stored.tile if stored is not None else None

    def has(self, key: str) -> bool:
        """Whether anything is known of a sensor."""
        return key in self._overviews or bool(self._details.get(key))

    def pieces(
        self, key: str, view: TimeRange, step: int, prefer_whole: bool = False
    ) -> list[Piece]:
        """A view's line, each part from the best that there is, in order of time.

        `prefer_whole`: rather one that has all of the view, if it is nearly as fine.
        """
        best = self._best_first(key, step)
        if prefer_whole:
            for each in best:
                part = view.intersection(each.span) if each.is_nearly_all(view, step) else None
                if part is not None:
                    return [Piece(each.tile, part)]
        missing = [view]
        pieces: list[Piece] = []
        for stored in best:
            if not missing:
                break
            for gap in missing:
                part = gap.intersection(stored.span)
                if part is not None:
                    pieces.append(Piece(stored.tile, part))
            missing = [
                rest for gap in missing for rest in complement([stored.span], gap) if rest.duration
            ]
        return sorted(pieces, key=lambda piece: piece.span)

    def is_enough(self, key: str, view: TimeRange, step: int) -> bool:
        """Whether one line in memory has the whole view in the right fineness."""
        return any(
            stored.step == step and stored.span.start <= view.start and stored.span.end >= view.end
            for stored in self._details.get(key, [])
        )

    def _best_first(self, key: str, step: int) -> list[StoredTile]:
        found = list(self._details.get(key, []))
        if key in self._overviews:
            found.append(self._overviews[key])
        return sorted(found, key=lambda stored: abs(log(stored.step / step)))
