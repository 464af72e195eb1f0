"""The document behind `status`."""

from dataclasses import asdict
from typing import Any

from energy_desktop.model.messages import Problem
from energy_desktop.model.recording import StoreName
from energy_desktop.model.repair_plan import open_stretches
from energy_desktop.model.sentences import sentence
from energy_desktop.model.timestamps import Micros, format_utc
from energy_desktop.ports.errors import StoreUnusable
from energy_desktop.ports.store_opener import Stores, StoresHealth
from energy_desktop.services.history_queries import HistoryQueries
from energy_desktop.services.status_board import StatusBoard
from energy_desktop.services.tracking import Tracking


class StatusReport:
    """Puts what the program knows of itself into JSON's types."""

    def __init__(
        self, board: StatusBoard, tracking: Tracking, queries: HistoryQueries, stores: Stores
    ) -> None:
        self._board = board
        self._tracking = tracking
        self._queries = queries
        self._stores = stores
        self._last_open_gaps = 0

    @property
    def time_zone(self) -> str:
        """The home's, as last told."""
        return self._board.time_zone

    async def document(self) -> dict[str, Any]:
        """The keys of command-line.md; None where there is nothing to say yet."""
        board = self._board
        problem = board.connection.problem
        times = self._queries.times
        gaps, repaired = await self.open_gaps(), board.gaps_repaired
        health = self._stores.health()
        journal_problem = health.journal.problem if health.journal else None
        return {
            "home_assistant": {
                "state": board.connection.state.value,
                "since": format_utc(board.connection.since),
                "last_event_at": _moment(board.last_event_at),
                "subscription_id": board.subscription_id,
                "problem": sentence(problem) if problem else None,
                "reconnects": board.connection.reconnects,
                "heartbeat": {
                    "asked": board.vigil.heartbeats,
                    "unanswered": board.vigil.unanswered,
                },
                "watchdog": {"checks": board.vigil.checks, "forced": board.vigil.forced},
                "clock_jumps": board.vigil.clock_jumps,
            },
            "stores": {
                "state": self._store(StoreName.STATE, health.state),
                "metrics": self._store(StoreName.METRICS, journal_problem),
            },
            "recorder": {
                "state": board.recorder.value,
                "recorded_by": board.recorded_by,
                "entities": len(self._tracking.tracked()),
                "known": len(self._tracking.known()),
                "events_today": board.events_today,
                "events_per_minute": board.events_per_minute,
                "waiting": board.waiting(),
                "repair": self._repair(),
            },
            "reconciliation": {
                "last": _moment(board.reconciliation.last),
                "next": _moment(board.reconciliation.following),
                "differences": dict(board.reconciliation.differences),
            },
            "gaps": {"found": gaps + repaired, "repaired": repaired, "open": gaps},
            "queries": {
                "p50": times.percentile(0.50),
                "p95": times.percentile(0.95),
                "p99": times.percentile(0.99),
            },
            "uptime": board.uptime,
            "journal": _journal(health),
        }

    def _store(self, name: StoreName, beside: Problem | None) -> str:
        """What is wrong with a store: also beside the recording, which does not wait for it."""
        board = self._board
        if beside is not None:
            return sentence(beside)
        if (
            board.recorded_by
            or board.store_problem is None
            or board.failing_store not in (None, name)
        ):
            return "ok"
        return sentence(board.store_problem)

    def _repair(self) -> dict[str, Any] | None:
        progress = self._board.repairing
        return None if progress is None else asdict(progress)

    async def open_gaps(self) -> int:
        """Interruptions of live recording that nothing has closed yet; as last known while away.

        What Home Assistant does not have at present is not interrupted, but absent.
        """
        tracked = [e.recording_id for e in self._tracking.tracked() if e.is_active]
        try:
            ledger = await self._stores.state.ledger(tracked)
        except StoreUnusable:
            if self._stores.health().state is None:
                raise
            return self._last_open_gaps
        until = max((s.end for s in ledger.sessions), default=Micros(0))
        self._last_open_gaps = len(open_stretches(ledger, tracked, until))
        return self._last_open_gaps


def _journal(health: StoresHealth) -> dict[str, int] | None:
    """What waits for the databases; None where the stores are files."""
    if health.journal is None:
        return None
    return {
        "batches": health.journal.waiting_batches,
        "readings": health.journal.waiting_rows,
        "bytes": health.journal.bytes,
        "limit": health.journal.limit,
        "statements": health.statements,
    }


def _moment(moment: Micros | None) -> str | None:
    return None if moment is None else format_utc(moment)
