"""What the store holds beside what the home holds: sets of keys and values by entity."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from energy_desktop.model.readings import WITHOUT_VALUE, number_in
from energy_desktop.model.units import conversion_of

HomeRow = tuple[int, str | None, str | None]
"""Microseconds, state (None for a removal) and unit of a row of the home's."""
Pair = tuple[int, float | None]
"""Key and value of a reading in the stored unit; None is a reading without a value."""

_EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class HomeRecord:
    """The rows of one entity, by what became of them in the home."""

    held: tuple[HomeRow, ...]
    purged: tuple[HomeRow, ...] = ()
    """Deleted for their age: they may be stored, and need not."""
    lost: tuple[HomeRow, ...] = ()
    """Delivered live and lost by a crash of the home: likewise."""


@dataclass(slots=True)
class Verdict:
    """How many readings are wrong, and in which way."""

    lost: int = 0
    duplicated: int = 0
    invented: int = 0
    unexplained: int = 0
    examples: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.lost or self.duplicated or self.invented or self.unexplained)

    def add(self, other: "Verdict") -> None:
        """Take in the figures of another comparison."""
        self.lost += other.lost
        self.duplicated += other.duplicated
        self.invented += other.invented
        self.unexplained += other.unexplained
        self.examples += other.examples

    def line(self, faults: int) -> str:
        """The last line of a run."""
        return (
            f"faults={faults} lost={self.lost} duplicated={self.duplicated}"
            f" invented={self.invented} unexplained={self.unexplained}"
        )


def pair_of(row: HomeRow) -> Pair | None:
    """The reading that must be stored of a row; None where its state is no number."""
    at, state, unit = row
    if state is None or state in WITHOUT_VALUE:
        return at, None
    number = number_in(state)
    return None if number is None else (at, conversion_of(unit)(number))


def compare(records: Mapping[str, HomeRecord], stored: Mapping[str, Iterable[Pair]]) -> Verdict:
    """Compare all entities; those that only one side knows count as well."""
    verdict = Verdict()
    for entity_id in sorted(records.keys() | stored.keys()):
        record = records.get(entity_id, HomeRecord(()))
        verdict.add(_compare_one(entity_id, record, list(stored.get(entity_id, ()))))
    return verdict


def _compare_one(entity_id: str, record: HomeRecord, stored: list[Pair]) -> Verdict:
    held = _pairs(record.held)
    allowed = held | _pairs(record.purged) | _pairs(record.lost)
    keys = Counter(at for at, _ in stored)
    lost, invented = held - set(stored), set(stored) - allowed
    verdict = Verdict(len(lost), sum(n - 1 for n in keys.values()), len(invented))
    for what, pairs in (("lost", lost), ("invented", invented)):
        some = sorted(pairs, key=lambda pair: pair[0])[:_EXAMPLES]
        verdict.examples += [f"{what}: {entity_id} {at} {value}" for at, value in some]
    verdict.examples += [f"duplicated: {entity_id} {at}" for at, n in keys.items() if n > 1][
        :_EXAMPLES
    ]
    return verdict


def _pairs(rows: Iterable[HomeRow]) -> set[Pair]:
    return {pair for row in rows if (pair := pair_of(row)) is not None}
