"""One home's database on a server: opened, checked, brought to its form, closed."""

import asyncio
import logging
from typing import Any

from pymongo import ASCENDING, AsyncMongoClient
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import CollectionInvalid, OperationFailure

from energy_desktop.adapters.mongodb.address import SCHEMES, shown_address
from energy_desktop.adapters.mongodb.documents import Document
from energy_desktop.adapters.mongodb.errors import NOT_IMPLEMENTED, address_invalid, mongo_errors
from energy_desktop.adapters.mongodb.schema import (
    APPLICATION,
    COLLECTIONS,
    FORM,
    FORM_COLLECTION,
    Collection,
    Index,
)
from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import StoreUnusable

Documents = AsyncDatabase[Document]

ANSWER_WITHIN_MS = 20_000
FOUND_WITHIN_MS = 4_800
"""No multiple of the half second after which the driver looks again: when it is closed in that
moment, it leaves a socket to the garbage collector."""
_CONNECTIONS = 4
_NAMESPACE_EXISTS = 48

_log = logging.getLogger(__name__)


class MongoDatabase:
    """A client and the database of one home; belongs to the loop it was opened on."""

    def __init__(self, uri: str, name: str) -> None:
        """Nothing is connected yet; raises WrongUsage for what is no connection string."""
        self.address = f"{shown_address(uri)}/{name}"
        """For people to read; holds no secret."""
        self._client = _client(uri, self.address)
        self.documents: Documents = self._client[name]
        self._opening = asyncio.Lock()
        self._is_open = False
        self.is_closed = False

    async def open(self) -> None:
        """Connect, and make what is missing; raises StoreUnusable and leaves foreign data alone.

        Nothing happens where that was done already.
        """
        if self._is_open:
            return
        async with self._opening:
            if not self._is_open:
                with mongo_errors(self.address):
                    await self._check_form(set(await self.documents.list_collection_names()))
                self._is_open = True

    async def look(self) -> None:
        """Connect and see whether the database may be used; changes nothing."""
        with mongo_errors(self.address):
            about = await self._about()
            if about is None:
                await self._refuse_foreign(set(await self.documents.list_collection_names()))

    async def server_version(self) -> str:
        """The version of the protocol's reference that answers, such as "MongoDB 8.0.4"."""
        with mongo_errors(self.address):
            about = await self.documents.command("buildInfo")
        return f"MongoDB {about.get('version', '')}".strip()

    async def close(self) -> None:
        """Close all connections; idempotent."""
        if not self.is_closed:
            self.is_closed = True
            await self._client.close()

    async def _check_form(self, present: set[str]) -> None:
        """Nothing is changed before it is clear that the database is ours."""
        about = await self._about()
        if about is None:
            await self._refuse_foreign(present)
        await self._complete(present)
        if about is None:
            await self.documents[FORM_COLLECTION].update_one(
                {"_id": APPLICATION}, {"$set": {"form": FORM}}, upsert=True
            )

    async def _about(self) -> Document | None:
        """What marks the database as ours; refuses that of a newer version."""
        about = await self.documents[FORM_COLLECTION].find_one({"_id": APPLICATION})
        if about is not None and about.get("form", 0) > FORM:
            raise StoreUnusable(
                ProblemCode.STORE_NEWER, path=self.address, found=about["form"], known=FORM
            )
        return about

    async def _refuse_foreign(self, present: set[str]) -> None:
        """A collection of a name of ours in which somebody else keeps something."""
        for collection in COLLECTIONS:
            if collection.name not in present:
                continue
            if await self.documents[collection.name].find_one({}) is not None:
                raise StoreUnusable(
                    ProblemCode.DATABASE_ALTERED,
                    path=self.address,
                    reason=f"another program keeps its documents in “{collection.name}”",
                )

    async def _complete(self, present: set[str]) -> None:
        """Make the collections and indexes that are not there."""
        lacking: set[str] = set()
        for collection in COLLECTIONS:
            if collection.name not in present:
                await self._create(collection, lacking)
        await asyncio.gather(
            *(
                self._index(each.name, index, lacking)
                for each in COLLECTIONS
                for index in each.indexes
            )
        )
        if lacking:
            _log.info(
                "%s has no %s: this program checks and forgets by itself",
                self.address,
                " and no ".join(sorted(lacking)),
            )

    async def _create(self, collection: Collection, lacking: set[str]) -> None:
        try:
            await self._create_plain(collection.name, validator=collection.validator)
        except OperationFailure as error:
            if error.code != NOT_IMPLEMENTED:
                raise
            lacking.add("schema validation")
            await self._create_plain(collection.name)

    async def _create_plain(self, name: str, **options: Any) -> None:
        """Another program may make it at the same moment."""
        try:
            await self.documents.create_collection(name, check_exists=False, **options)
        except CollectionInvalid:
            return
        except OperationFailure as error:
            if error.code != _NAMESPACE_EXISTS:
                raise

    async def _index(self, collection: str, index: Index, lacking: set[str]) -> None:
        keys = [(field, ASCENDING) for field in index.fields]
        if index.forgotten_after is None:
            await self.documents[collection].create_index(keys)
            return
        try:
            await self.documents[collection].create_index(
                keys, expireAfterSeconds=index.forgotten_after
            )
        except OperationFailure as error:
            if error.code != NOT_IMPLEMENTED:
                raise
            lacking.add("expiry of old documents")


def _client(uri: str, address: str) -> AsyncMongoClient[Document]:
    if not uri.startswith(SCHEMES):  # the driver takes a bare host for a whole address
        raise address_invalid()
    try:
        with mongo_errors(address):
            return AsyncMongoClient(
                uri,
                appname=APPLICATION,
                serverSelectionTimeoutMS=FOUND_WITHIN_MS,
                connectTimeoutMS=FOUND_WITHIN_MS,
                socketTimeoutMS=ANSWER_WITHIN_MS,
                maxPoolSize=_CONNECTIONS,
            )
    except ValueError as error:  # the driver's word for a port that is none
        raise address_invalid() from error
