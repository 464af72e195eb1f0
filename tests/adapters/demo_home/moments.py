"""Moments that tests of the demo home speak about, in microseconds of UTC."""

from datetime import datetime
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")
SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR


def local(text: str) -> int:
    """A moment on the clock of Berlin, such as "2016-04-10 12:00"."""
    return round(datetime.fromisoformat(text).replace(tzinfo=BERLIN).timestamp()) * SECOND


WINTER_DAY = local("2016-01-20 00:00")
SUMMER_DAY = local("2016-06-25 00:00")
SHORT_DAY = local("2016-03-27 00:00")
LONG_DAY = local("2016-10-30 00:00")
