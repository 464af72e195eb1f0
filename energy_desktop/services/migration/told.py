"""A migration as messages, for the command that waits for it."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from energy_desktop.model.migration import MigrationProgress, MigrationReport, MigrationStage
from energy_desktop.ports.recorder_control import Message, Progress, Result


async def migration_messages(
    steps: AsyncGenerator[MigrationProgress | MigrationReport, None],
) -> AsyncGenerator[Message, None]:
    """A line for each step, and at the end the figures."""
    async with aclosing(steps):
        async for step in steps:
            if isinstance(step, MigrationReport):
                yield Result(_document(step))
            else:
                yield Progress(_line(step))


def _line(progress: MigrationProgress) -> str:
    match progress.stage:
        case MigrationStage.DOCUMENTS:
            return "Settings and entities …"
        case MigrationStage.READINGS:
            return f"{progress.readings:,} of {progress.readings_total:,} readings"
        case MigrationStage.STATISTICS:
            return f"{progress.readings:,} readings, {progress.statistics:,} statistics"
        case MigrationStage.REST:
            return "What was recorded meanwhile …"
        case MigrationStage.CLOSING:
            return "The new stores are in use; closing the old ones …"


def _document(report: MigrationReport) -> dict[str, Any]:
    return {
        "from": report.present.value,
        "to": report.to.value,
        "readings": report.readings,
        "statistics": report.statistics,
        "rows_written": report.rows_written,
        "sessions": report.sessions,
        "intervals": report.intervals,
        "duration_s": report.duration,
        "held_s": report.held,
    }
