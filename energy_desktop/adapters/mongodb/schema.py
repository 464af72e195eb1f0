"""The collections of one home: what their documents must hold, and how they are found."""

from dataclasses import dataclass
from typing import Any

FORM = 1
"""Version of the documents; a newer one is refused."""

APPLICATION = "energy-desktop"

FORM_COLLECTION = "form"
SETTINGS = "settings"
ENTITIES = "entities"
ENTITY_CHANGES = "entityChanges"
SUBSCRIPTION = "subscriptionState"
SYNC_LOG = "syncLog"
SESSIONS = "coverageSessions"
SETS = "coverageSets"
INTERVALS = "coverageIntervals"
LEASES = "recorderLeases"

HOME = "home"
"""The one document of `settings`."""
SINGLETON = "singleton"
"""The one document of `subscriptionState`."""
LAST_CHANGE = "last"
"""The one document of `entityChanges`."""

SYNC_LOG_KEPT_SECONDS = 2 * 366 * 24 * 3600
"""How long a server that can forget by itself keeps an entry."""

_TEXT: dict[str, Any] = {"bsonType": "string"}
_TEXT_OR_NONE: dict[str, Any] = {"bsonType": ["string", "null"]}
_WHOLE: dict[str, Any] = {"bsonType": ["int", "long"]}
_WHOLE_OR_NONE: dict[str, Any] = {"bsonType": ["int", "long", "null"]}
_TRUTH: dict[str, Any] = {"bsonType": "bool"}
_LIST: dict[str, Any] = {"bsonType": "array"}
_OBJECT: dict[str, Any] = {"bsonType": "object"}
_DATE: dict[str, Any] = {"bsonType": "date"}


@dataclass(frozen=True, slots=True)
class Index:
    """Fields in order, and after how many seconds a document goes where the server does that."""

    fields: tuple[str, ...]
    forgotten_after: int | None = None


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection's name, the fields of its documents, and its indexes."""

    name: str
    required: dict[str, dict[str, Any]]
    optional: dict[str, dict[str, Any]]
    indexes: tuple[Index, ...] = ()

    @property
    def validator(self) -> dict[str, Any]:
        """For servers that check what is written."""
        return {
            "$jsonSchema": {
                "bsonType": "object",
                "required": list({"_id": None, **self.required}),  # a name twice is refused
                "properties": {**self.required, **self.optional},
            }
        }


COLLECTIONS = (
    Collection(FORM_COLLECTION, {"form": _WHOLE}, {}),
    Collection(SETTINGS, {"values": _OBJECT}, {}),
    Collection(
        ENTITIES,
        {"_id": _TEXT, "entityId": _TEXT, "isTracked": _TRUTH, "isActive": _TRUTH},
        {
            "registryId": _TEXT_OR_NONE,
            "name": _TEXT,
            "deviceClass": _TEXT_OR_NONE,
            "stateClass": _TEXT_OR_NONE,
            "units": _LIST,
            "earlierIds": _LIST,
        },
    ),
    Collection(ENTITY_CHANGES, {"entities": _LIST}, {}),
    Collection(
        SUBSCRIPTION, {"status": _TEXT}, {"subscriptionId": _TEXT_OR_NONE, "lastEventAt": _WHOLE}
    ),
    Collection(
        SYNC_LOG,
        {"_id": _WHOLE, "kind": _TEXT, "started": _WHOLE, "finished": _WHOLE, "records": _WHOLE},
        {
            "entityId": _TEXT_OR_NONE,
            "error": _TEXT_OR_NONE,
            "detail": _TEXT_OR_NONE,
            "loggedAt": _DATE,
        },
        (Index(("entityId", "started")), Index(("loggedAt",), SYNC_LOG_KEPT_SECONDS)),
    ),
    Collection(
        SESSIONS,
        {
            "_id": _TEXT,
            "setId": _TEXT,
            "start": _WHOLE,
            "end": _WHOLE,
            "batch": _WHOLE,
            "lease": _WHOLE,
            "wasCut": _TRUTH,
        },
        {},
        (Index(("setId", "start")), Index(("batch",))),
    ),
    Collection(SETS, {"_id": _TEXT, "entityIds": _LIST}, {}),
    Collection(
        INTERVALS,
        {"entityId": _TEXT, "source": _TEXT, "start": _WHOLE, "end": _WHOLE, "batch": _WHOLE},
        {"reason": _TEXT_OR_NONE},
        (Index(("entityId", "source", "start")), Index(("batch",))),
    ),
    Collection(
        LEASES,
        {"_id": _WHOLE, "holder": _TEXT, "name": _TEXT, "beat": _WHOLE, "isReleased": _TRUTH},
        {"since": _DATE},
    ),
)
