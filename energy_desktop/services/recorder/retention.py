"""How far back Home Assistant can still answer."""

from collections.abc import Sequence

from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.statistics import Period
from energy_desktop.model.timestamps import DAY, HOUR, Micros
from energy_desktop.ports.home import HomeLink

_AT_ONCE = 14 * DAY
_ASKED = 20
_ONE_BORDER = HOUR
"""Two entities whose oldest rows lie this close together were cut by the same purge."""


async def oldest_raw(link: HomeLink, statistic_ids: Sequence[str], now: Micros) -> Micros | None:
    """The moment since which raw history is complete; None where nothing tells.

    Home Assistant purges 5-minute statistics together with raw states (components/recorder/
    purge.py), and its retention cannot be asked for: the oldest 5-minute row shows it. An
    entity that is younger than the retention shows its own age, so several are asked until
    two agree.
    """
    oldest: Micros | None = None
    for statistic_id in statistic_ids[:_ASKED]:
        found = await _oldest_of(link, statistic_id, now)
        if found is None:
            continue
        if oldest is not None and abs(found - oldest) <= _ONE_BORDER:
            return min(found, oldest)
        oldest = found if oldest is None else min(found, oldest)
    return oldest


async def _oldest_of(link: HomeLink, statistic_id: str, now: Micros) -> Micros | None:
    """The start of the oldest 5-minute row; asked backwards until there is nothing."""
    oldest: Micros | None = None
    end = now
    while True:
        span = TimeRange(Micros(max(0, end - _AT_ONCE)), end)
        rows = await link.statistics([statistic_id], Period.FIVE_MINUTES, span)
        if not rows:
            return oldest
        oldest, end = min(row.start for row in rows), span.start
