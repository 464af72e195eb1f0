"""What lies on the server: the specification's names, and documents that fit their own schema."""

from typing import Any

import pytest

from energy_desktop.adapters.mongodb.address import shown_address
from energy_desktop.adapters.mongodb.lease import MongoLease
from energy_desktop.adapters.mongodb.schema import COLLECTIONS
from energy_desktop.adapters.mongodb.state_store import MongoStateStore
from energy_desktop.model.entities import DatedUnit, EarlierId, Entity
from energy_desktop.model.recording import SyncEntry
from tests.fakes.clock import ManualClock
from tests.ports.sample_ledger import begin, raw
from tests.ports.sample_readings import SOLAR, at

_TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "int": int,
    "long": int,
    "bool": bool,
    "array": list,
    "object": dict,
    "null": type(None),
}


def _misfits(document: dict[str, Any], validator: dict[str, Any]) -> list[str]:
    """What a server that checks would refuse a document for: as much of `$jsonSchema` as we use."""
    schema = validator["$jsonSchema"]
    found = [f"lacks {name}" for name in schema["required"] if name not in document]
    for name, rule in schema["properties"].items():
        if name not in document or rule["bsonType"] == "date":
            continue
        names = rule["bsonType"] if isinstance(rule["bsonType"], list) else [rule["bsonType"]]
        value = document[name]
        fits = any(isinstance(value, _TYPES[each]) for each in names)
        if not fits or (isinstance(value, bool) and "bool" not in names):
            found.append(f"{name} is {value!r}")
    return found


async def _filled(store: MongoStateStore) -> None:
    """Something of everything."""
    await MongoLease(store, ManualClock(), "cellar").claim()
    await store.save_settings({"currency": "EUR"})
    units, earlier = (DatedUnit("W", at(0)),), (EarlierId("sensor.old", at(3)),)
    await store.save_entities(
        [
            Entity("a", "b"),
            Entity(
                SOLAR, SOLAR, "f00", "n", "power", "x", "y", True, units=units, earlier_ids=earlier
            ),
        ]
    )
    await begin(store, "one", 0)
    await store.advance_session("one", at(5), 1, at(5))
    await store.add_intervals([raw(0, 5)], 1)
    await store.add_sync_entry(SyncEntry("repair", None, at(0), at(1), 7))
    await store.add_sync_entry(SyncEntry("sync", SOLAR, at(0), at(1), 7, "error", "detail"))


@pytest.mark.real_servers
async def test_every_document_fits_the_schema_of_its_collection(store: MongoStateStore) -> None:
    await _filled(store)
    for collection in COLLECTIONS:
        documents = await store.database.documents[collection.name].find().to_list()
        assert documents, f"nothing was written to {collection.name}"
        for document in documents:
            assert _misfits(document, collection.validator) == [], collection.name


def test_no_schema_names_a_field_twice() -> None:
    """A server refuses that."""
    for collection in COLLECTIONS:
        required = collection.validator["$jsonSchema"]["required"]
        assert len(required) == len(set(required))


@pytest.mark.real_servers
async def test_the_specifications_collections_hold_what_it_says(store: MongoStateStore) -> None:
    await _filled(store)
    documents = store.database.documents
    entity = await documents["entities"].find_one({"_id": SOLAR})
    assert entity is not None
    assert (entity["isTracked"], entity["isActive"], entity["registryId"]) == (True, True, "f00")
    assert entity["units"] == [{"unit": "W", "since": at(0)}]
    subscription = await documents["subscriptionState"].find_one({})
    assert subscription == {
        "_id": "singleton",
        "subscriptionId": "one",
        "status": "live",
        "lastEventAt": at(5),
    }
    assert await documents["settings"].find_one({}) == {
        "_id": "home",
        "values": {"currency": "EUR"},
    }
    assert [e["_id"] async for e in documents["syncLog"].find().sort("_id")] == [1, 2]


@pytest.mark.real_servers
async def test_a_change_of_entities_that_was_interrupted_is_seen_whole(
    store: MongoStateStore,
) -> None:
    await store.save_entities([Entity("a", "a"), Entity("b", "b")])
    both = [{"_id": each, "entityId": "new", "units": [], "earlierIds": []} for each in "ab"]
    await store.database.documents["entityChanges"].replace_one(
        {"_id": "last"}, {"entities": both, "isDone": False}
    )
    await store.database.documents["entities"].update_one({"_id": "a"}, {"$set": both[0]})
    assert [each.entity_id for each in await store.entities()] == ["new", "new"]
    await store.save_entities([Entity("c", "c")])
    assert [each.entity_id for each in await store.entities()] == ["new", "new", "c"]


@pytest.mark.real_servers
async def test_the_sync_log_forgets_its_oldest_entries(
    store: MongoStateStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("energy_desktop.adapters.mongodb.state_documents.SYNC_LOG_KEPT", 100)
    await store.database.documents["syncLog"].insert_many(
        [
            {"_id": n, "kind": "sync", "started": n, "finished": n, "records": n}
            for n in range(1, 200)
        ]
    )
    await store.add_sync_entry(SyncEntry("sync", None, at(0), at(1), 200))
    assert [each.records for each in await store.sync_log(limit=500)] == list(range(200, 100, -1))


@pytest.mark.parametrize(
    ("uri", "shown"),
    [
        ("mongodb://localhost", "mongodb://localhost"),
        ("mongodb://u:p@ss@db1:1,db2:2/energy?authSource=admin", "mongodb://db1:1,db2:2"),
        ("mongodb+srv://u:p%40@cluster.example/?tls=true", "mongodb+srv://cluster.example"),
        ("mongodb://u:p?q/r@host/", "mongodb://host"),
        ("mongodb://host/?appName=a@b", "mongodb://b"),
    ],
)
def test_an_address_is_shown_without_its_secrets(uri: str, shown: str) -> None:
    assert shown_address(uri) == shown
