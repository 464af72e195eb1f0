"""How far back Home Assistant can still answer."""

from collections.abc import Sequence

from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.statistics import Period
from energy_desktop.model.timestamps import DAY, Micros
from energy_desktop.ports.home import HomeLink

_LONGEST_RETENTION = 60 * DAY
_AT_ONCE = 20


async def oldest_raw(link: HomeLink, statistic_ids: Sequence[str], now: Micros) -> Micros | None:
    """The moment since which raw history is complete; None where nothing tells.

    Home Assistant purges 5-minute statistics together with raw states (components/recorder/
    purge.py), and its retention cannot be asked for: the oldest 5-minute row shows it.
    """
    span = TimeRange(Micros(now - _LONGEST_RETENTION), now)
    for statistic_id in statistic_ids[:_AT_ONCE]:
        rows = await link.statistics([statistic_id], Period.FIVE_MINUTES, span)
        if rows:
            return min(row.start for row in rows)
    return None
