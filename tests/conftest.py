"""For all tests: Qt's objects end on the thread that made them, as in the program.

And new stores are copies of one: DuckDB takes 30 ms to make a file, a thousand times.
"""

import gc
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from energy_desktop.adapters.embedded.metric_database import DatabaseLimits, MetricDatabase
from energy_desktop.app.garbage import collect_if_due

gc.disable()


@pytest.fixture(autouse=True)
def garbage_ends_here() -> Iterator[None]:
    """Between tests, on the main thread: a store's thread could end what a window left."""
    yield
    collect_if_due()


@pytest.fixture(scope="session")
def new_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that a metric store begins with."""
    path = tmp_path_factory.mktemp("new") / "metrics.duckdb"
    database = MetricDatabase(path, DatabaseLimits())
    database.open()
    database.close()
    return path


@pytest.fixture(autouse=True)
def copied_store(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, new_store: Path
) -> None:
    """Not where the making of the file is what is tested."""
    if request.path.is_relative_to(Path(__file__).parent / "adapters" / "embedded"):
        return
    create = MetricDatabase._create

    def copy(self: MetricDatabase) -> None:
        if self.path.with_name(self.path.name + ".wal").exists():
            create(self)
        else:
            shutil.copyfile(new_store, self.path)

    monkeypatch.setattr(MetricDatabase, "_create", copy)
