"""Where the data are and how the stores are doing, for a person to look at."""

import asyncio
from pathlib import Path

from energy_desktop.model.machine_settings import ProfileName
from energy_desktop.model.messages import Problem
from energy_desktop.model.recording import StoreName
from energy_desktop.model.storage import StorageState, StoreState
from energy_desktop.ports.store_opener import Stores
from energy_desktop.services.migration.migrations import Migrations
from energy_desktop.services.status_board import StatusBoard


class StorageReport:
    """Looks anew each time."""

    def __init__(
        self,
        stores: Stores,
        board: StatusBoard,
        migrations: Migrations,
        files: tuple[Path, Path],
        *,
        is_profile_given: bool = False,
    ) -> None:
        """`files` are those of the embedded profile, readings first, wherever the data are."""
        self._stores = stores
        self._board = board
        self._migrations = migrations
        self._files = files
        self._is_profile_given = is_profile_given

    async def look(self) -> StorageState:
        """All of it, at this moment; the disk is asked away from the loop."""
        sizes = await asyncio.to_thread(lambda: [_bytes_of(path) for path in self._files])
        profile, health = self._migrations.profile, self._stores.health()
        files = tuple(
            StoreState(str(path), size)
            for path, size in zip(self._files, sizes, strict=True)
            if size is not None
        )
        is_embedded = profile is ProfileName.EMBEDDED
        metrics_bytes, state_bytes = sizes if is_embedded else (None, None)
        at = self._stores.places
        journal = health.journal
        metrics_problem = journal.problem if journal is not None else None
        return StorageState(
            profile,
            StoreState(
                at.metrics, metrics_bytes, metrics_problem or self._problem(StoreName.METRICS)
            ),
            StoreState(at.state, state_bytes, health.state or self._problem(StoreName.STATE)),
            is_given=self._is_profile_given,
            journal=journal,
            statements=health.statements,
            recorded_by=self._board.recorded_by,
            kept=() if is_embedded else files,
        )

    def _problem(self, store: StoreName) -> Problem | None:
        """What the recorder met there; where nobody knows which store it was, both."""
        if self._board.recorded_by or self._board.failing_store not in (None, store):
            return None
        return self._board.store_problem


def _bytes_of(path: Path) -> int | None:
    """With what the driver keeps beside it; None where the file is not there."""
    if not path.exists():
        return None
    total = 0
    for each in path.parent.glob(f"{path.name}*"):
        try:
            total += each.stat().st_size
        except OSError:
            continue  # it went away meanwhile
    return total
