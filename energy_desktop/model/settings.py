"""The catalogue of home settings, kept in the state store."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting's key, its default and what it means."""

    key: str
    default: str
    meaning: str


HOME_URL = Setting(
    "home_url", "", "Address of Home Assistant, such as http://homeassistant.local:8123"
)
ENTITY_PATTERN = Setting(
    "entity_pattern", "*", "Entity ids that discovery considers (wildcards * and ?)"
)
TIME_ZONE = Setting("time_zone", "UTC", "Home Assistant's time zone, as last told")
CURRENCY = Setting("currency", "EUR", "Home Assistant's currency, as last told")
LOCATION_NAME = Setting("location_name", "", "The home's name, as last told")

ENTITIES_OFFERED = Setting(
    "entities_offered", "", "Recording ids a person has chosen among; what is not here is new"
)

LAST_RECONCILED = Setting(
    "last_reconciled", "0", "End of the last hour that was reconciled, in microseconds UTC"
)
LAST_RECONCILIATION_AT = Setting(
    "last_reconciliation_at", "0", "When that was, in microseconds of Home Assistant's time"
)
LAST_REREAD = Setting("last_reread", "0", "When the last days were read again, in microseconds UTC")

CATALOGUE = (
    HOME_URL,
    ENTITY_PATTERN,
    TIME_ZONE,
    CURRENCY,
    LOCATION_NAME,
    ENTITIES_OFFERED,
    LAST_RECONCILED,
    LAST_RECONCILIATION_AT,
    LAST_REREAD,
)
