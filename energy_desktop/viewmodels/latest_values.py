"""The latest value of each entity: live, and until then as the store had it."""

from collections.abc import Iterable, Mapping

from energy_desktop.model.readings import Reading
from energy_desktop.model.timestamps import Micros
from energy_desktop.services.live_feed import LiveFeed


class LatestValues:
    """The newer of what the store and the live feed know."""

    def __init__(self, feed: LiveFeed) -> None:
        self._feed = feed
        self._stored: Mapping[str, Reading] = {}

    def replace_stored(self, stored: Mapping[str, Reading]) -> None:
        """Take what the store answered."""
        self._stored = stored

    def reading(self, recording_id: str) -> Reading | None:
        """The newest reading of an entity."""
        return self._feed.latest(recording_id) or self._stored.get(recording_id)

    def value(self, recording_id: str) -> float | None:
        """Its value in the canonical unit; None without a reading or without a value."""
        reading = self.reading(recording_id)
        return reading.state if reading is not None else None

    def newest(self, recording_ids: Iterable[str]) -> Micros | None:
        """When the newest of some entities' readings came about."""
        readings = (self.reading(recording_id) for recording_id in recording_ids)
        return max((r.timestamp for r in readings if r is not None), default=None)
