"""How far back Home Assistant can still answer."""

from collections.abc import Sequence

from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.statistics import Period
from energy_desktop.model.timestamps import DAY, HOUR, Micros
from energy_desktop.ports.home import HomeLink

_AT_ONCE = 14 * DAY
_ASKED_IN_FULL = 3
_STEP = DAY // 2
_LOOK = HOUR
_EMPTY_STEPS = 6
"""Three days without a row of anything: Home Assistant fills in even its own downtimes."""


async def oldest_raw(link: HomeLink, statistic_ids: Sequence[str], now: Micros) -> Micros | None:
    """The moment since which raw history is complete; None where nothing tells.

    Home Assistant purges 5-minute statistics together with raw states (components/recorder/
    purge.py), and its retention cannot be asked for: the oldest 5-minute row of any entity
    shows it. A few are asked in full; as they may all be young, an hour of every half day
    before is then looked at for all.
    """
    oldest: Micros | None = None
    asked = 0
    for statistic_id in statistic_ids:
        found = await _oldest_of(link, statistic_id, now)
        if found is not None:
            oldest = found if oldest is None else min(found, oldest)
            asked += 1
        if asked == _ASKED_IN_FULL:
            break
    return None if oldest is None else await _before(link, statistic_ids, oldest)


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


async def _before(link: HomeLink, statistic_ids: Sequence[str], oldest: Micros) -> Micros:
    """Whether anything is older still, and how old."""
    older: str | None = None
    at, empty = oldest, 0
    while empty < _EMPTY_STEPS and at > 0:
        at = Micros(max(0, at - _STEP))
        look = TimeRange(at, Micros(at + _LOOK))
        rows = await link.statistics(statistic_ids, Period.FIVE_MINUTES, look)
        empty = 0 if rows else empty + 1
        older = rows[0].statistic_id if rows else older
    if older is None:
        return oldest
    found = await _oldest_of(link, older, oldest)
    return oldest if found is None else min(found, oldest)
