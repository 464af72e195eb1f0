"""What a journal in front of a database reports."""

from dataclasses import dataclass

from energy_desktop.model.messages import Problem


@dataclass(frozen=True, slots=True)
class JournalState:
    """A journal at a moment."""

    waiting_batches: int
    """Batches that the database has not taken yet."""
    waiting_rows: int
    bytes: int
    """Of all that is kept on the disk, also what the database has."""
    limit: int
    problem: Problem | None
    """Why the database takes nothing at the moment."""
    cut_bytes: int
    """An append that a crash cut short, found at the start; nothing acknowledged was in it."""
    lost_batches: int
    """Batches that lay in damaged bytes, found at the start."""
