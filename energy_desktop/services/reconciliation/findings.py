"""What a reconciliation found, for the status and the sync log."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.reconciliation import Explanation
from energy_desktop.model.recording import SyncEntry
from energy_desktop.model.timestamps import Micros, format_utc

KIND = "reconciliation"


@dataclass(frozen=True, slots=True)
class Finding:
    """A difference of one entity and hour, with its one explanation."""

    recording_id: str
    hour: TimeRange
    figures: tuple[str, ...]
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class Reconciled:
    """One reconciliation: of an hour, or of the last days that were read again."""

    span: TimeRange
    compared: int
    """Hours of single entities."""
    rows: int
    """Statistics rows that were written."""
    findings: tuple[Finding, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How often each explanation was given."""
        counted = Counter(finding.explanation.value for finding in self.findings)
        return {each.value: counted[each.value] for each in Explanation if counted[each.value]}

    @property
    def unexplained(self) -> int:
        """Differences that are an alarm."""
        return self.counts.get(Explanation.UNEXPLAINED.value, 0)


def sync_entries(done: Reconciled, started: Micros, finished: Micros) -> Sequence[SyncEntry]:
    """One line for the whole, and one for each entity that differed, in its own log."""
    detail = json.dumps(
        {
            "from": format_utc(done.span.start),
            "to": format_utc(done.span.end),
            "compared": done.compared,
            "differences": done.counts,
        }
    )
    of_entities = [
        SyncEntry(KIND, f.recording_id, f.hour.start, f.hour.end, 0, None, _detail(f))
        for f in done.findings
    ]
    return [*of_entities, SyncEntry(KIND, None, started, finished, done.rows, None, detail)]


def _detail(finding: Finding) -> str:
    return json.dumps({"explanation": finding.explanation.value, "figures": finding.figures})
