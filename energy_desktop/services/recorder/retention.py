"""How far back Home Assistant can still answer."""

from collections.abc import Sequence

from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.statistics import Period
from energy_desktop.model.timestamps import DAY, Micros
from energy_desktop.ports.home import HomeLink

_LONGEST_RETENTION = 60 * DAY
_BEFORE_ALL_HOMES = 30 * 365 * DAY
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


async def oldest_statistics(
    link: HomeLink, statistic_ids: Sequence[str], now: Micros
) -> dict[str, Micros]:
    """The month in which each statistic begins; missing where there are none."""
    span = TimeRange(Micros(now - _BEFORE_ALL_HOMES), now)
    found: dict[str, Micros] = {}
    for first in range(0, len(statistic_ids), _AT_ONCE):
        some = statistic_ids[first : first + _AT_ONCE]
        for row in await link.statistics(some, Period.MONTH, span):
            found[row.statistic_id] = min(row.start, found.get(row.statistic_id, row.start))
    return found
