"""The stores of a demo home, opened beside the program or after it."""

from collections.abc import Mapping
from pathlib import Path

from energy_desktop.adapters.embedded.metric_store import EmbeddedMetricStore
from energy_desktop.adapters.embedded.state_store import EmbeddedStateStore
from energy_desktop.adapters.mongodb.state_store import MongoStateStore
from energy_desktop.adapters.questdb.address import QuestDbAddress
from energy_desktop.adapters.questdb.metric_store import QuestDbMetricStore
from energy_desktop.ports.store_opener import Stores


async def embedded_stores(folder: Path) -> Stores:
    """Those in a folder, which no program holds."""
    state = await EmbeddedStateStore.open(folder)
    return Stores(state, await EmbeddedMetricStore.open(folder))


async def server_stores(environment: Mapping[str, str]) -> Stores:
    """Those at the addresses in an environment."""
    address = QuestDbAddress.of(
        environment["ENERGY_DESKTOP_QUESTDB_ILP"], environment["ENERGY_DESKTOP_QUESTDB_PG"]
    )
    uri = environment["ENERGY_DESKTOP_MONGODB_URI"]
    state = await MongoStateStore.open(uri, "energy_demo")
    return Stores(state, QuestDbMetricStore(address, "demo"))
