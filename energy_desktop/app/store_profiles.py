"""The two profiles: stores in files of this machine, or on servers that many share."""

import asyncio
import os
import platform
import uuid
from contextlib import AsyncExitStack
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from energy_desktop.adapters.system import SystemClock
from energy_desktop.app.server_addresses import addresses_in_use
from energy_desktop.app.start import Start
from energy_desktop.model.machine_settings import ProfileName
from energy_desktop.model.messages import Problem, ProblemCode
from energy_desktop.model.program_name import ProgramName
from energy_desktop.model.server_addresses import ServerAddresses
from energy_desktop.model.storage import StorePlaces
from energy_desktop.ports.errors import StoreUnusable
from energy_desktop.ports.local_state import LocalState
from energy_desktop.ports.store_opener import Stores, StoresHealth
from energy_desktop.services.remembered_lease import RememberedLease
from energy_desktop.services.waiting_state import WaitingStateStore

if TYPE_CHECKING:
    from energy_desktop.adapters.mongodb.database import MongoDatabase

_DEMO_SLUG = "demo"
_SEAT_FILE = "recorder.id"
_QUESTDB = ("questdb.metric_store",)
_MONGODB = ("mongodb.lease", "mongodb.state_store")


class ProfileOpener:
    """Implements `ports.store_opener.StoreOpener`; drivers are imported when they are needed."""

    def __init__(self, start: Start) -> None:
        self._start = start

    async def open(self, profile: str) -> Stores:
        """Open both stores, or neither; WrongUsage where an address is missing or is none."""
        if profile == ProfileName.SERVERS:
            return await self.open_servers(await addresses_in_use(self._start))
        return await self._open_embedded()

    async def open_servers(self, addresses: ServerAddresses) -> Stores:
        """Open both stores at these addresses, passwords included.

        Either may be away: recording begins with what this machine knows of it. Raises
        StoreUnusable where it knows nothing yet of MongoDB.
        """
        await _load("journal.metric_store", "local_state.files", *_MONGODB, *_QUESTDB)
        from energy_desktop.adapters.journal.metric_store import JournaledMetricStore
        from energy_desktop.adapters.local_state.files import LocalStateFiles
        from energy_desktop.adapters.mongodb.address import shown_address
        from energy_desktop.adapters.mongodb.database import MongoDatabase
        from energy_desktop.adapters.mongodb.lease import MongoLease
        from energy_desktop.adapters.mongodb.state_store import MongoStateStore
        from energy_desktop.adapters.questdb.address import QuestDbAddress
        from energy_desktop.adapters.questdb.metric_store import QuestDbMetricStore
        from energy_desktop.adapters.questdb.tables import Tables

        slug, folder = self._slug, self._start.paths.data
        clock, seat = SystemClock(), _seat(folder)
        questdb = QuestDbAddress.of(addresses.questdb_ilp, addresses.questdb_pg)
        state = MongoStateStore(MongoDatabase(addresses.mongodb_uri, _database(slug)))
        async with AsyncExitStack() as opened:
            opened.push_async_callback(state.close)
            local = await LocalStateFiles.open(folder, state.database.address)
            opened.push_async_callback(local.close)
            away = await _away(state.database, local)
            metrics = await JournaledMetricStore.open(
                folder, QuestDbMetricStore(questdb, slug), clock
            )
            opened.pop_all()
        lease = RememberedLease(
            MongoLease(state, clock, _program_name(), seat), local, away is not None
        )
        waiting = WaitingStateStore(state, lease.claim_now, local, clock, away)
        return Stores(
            waiting,
            metrics,
            lease,
            (("waiting ledger", waiting.run), ("journal", metrics.run)),
            lambda: StoresHealth(waiting.problem, waiting.waiting, metrics.state),
            StorePlaces(
                questdb.shown,
                f"{shown_address(addresses.mongodb_uri)}/{_database(slug)}",
                tuple(table.name for table in Tables.of(slug).all),
            ),
        )

    async def try_servers(self, addresses: ServerAddresses) -> None:
        """Connect to both, and see whether they may be used; raises what `open_servers` does."""
        await self.try_mongodb(addresses)
        await self.try_questdb(addresses)

    async def try_questdb(self, addresses: ServerAddresses) -> str:
        """The same of one alone; its name and version."""
        await _load(*_QUESTDB)
        from energy_desktop.adapters.questdb.address import QuestDbAddress
        from energy_desktop.adapters.questdb.metric_store import QuestDbMetricStore

        address = QuestDbAddress.of(addresses.questdb_ilp, addresses.questdb_pg)
        metrics = QuestDbMetricStore(address, self._slug)
        try:
            await metrics.prepare()
            return await metrics.server_version()
        finally:
            await metrics.close()

    async def try_mongodb(self, addresses: ServerAddresses) -> str:
        """The same of the other."""
        await _load(*_MONGODB)
        from energy_desktop.adapters.mongodb.database import MongoDatabase

        database = MongoDatabase(addresses.mongodb_uri, _database(self._slug))
        try:
            await database.look()
            return await database.server_version()
        finally:
            await database.close()

    @property
    def _slug(self) -> str:
        return _DEMO_SLUG if self._start.demo else ""

    async def _open_embedded(self) -> Stores:
        from energy_desktop.adapters.embedded.metric_store import EmbeddedMetricStore
        from energy_desktop.adapters.embedded.state_store import EmbeddedStateStore

        folder = self._start.paths.data
        state = await EmbeddedStateStore.open(folder)
        try:
            metrics = await EmbeddedMetricStore.open(folder)
        except BaseException:  # also cancelled: nobody else knows that it is open
            await state.close()
            raise
        at_metrics, at_state = embedded_files(folder)
        return Stores(state, metrics, places=StorePlaces(str(at_metrics), str(at_state)))


async def _load(*adapters: str) -> None:
    """Import drivers away from the loop: some take longer than a window may stand still."""
    for name in adapters:
        await asyncio.to_thread(import_module, f"energy_desktop.adapters.{name}")


def embedded_files(folder: Path) -> tuple[Path, Path]:
    """Where readings and state are in a folder, whether they are there or not."""
    from energy_desktop.adapters.embedded import metric_store, state_store

    return folder / metric_store.FILE_NAME, folder / state_store.FILE_NAME


async def _away(database: "MongoDatabase", local: LocalState) -> Problem | None:
    """Why the database is away; None where it was opened."""
    try:
        await database.open()
    except StoreUnusable as error:
        if error.problem.code is not ProblemCode.STORE_AWAY:
            raise
        if not local.known.is_complete:
            raise StoreUnusable(ProblemCode.STATE_NEVER_READ, **error.problem.parameters) from error
        return error.problem
    return None


def _database(slug: str) -> str:
    return f"energy_{slug}" if slug else "energy"


def _seat(folder: Path) -> str:
    """Names the data folder, which one program holds at a time, among those of all machines."""
    file = folder / _SEAT_FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            file.write_text(f"{uuid.uuid4().hex}\n", "utf-8")
        return f"{platform.node()}/{file.read_text('utf-8').strip()}"
    except OSError as error:
        raise StoreUnusable(
            ProblemCode.STORE_NOT_WRITABLE, path=file, reason=error.strerror or str(error)
        ) from error


def _program_name() -> str:
    """What other programs show of this one."""
    return str(ProgramName(platform.node() or "a machine", os.getpid()))
