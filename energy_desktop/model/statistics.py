"""Home Assistant's statistics, row by row, as they come."""

from dataclasses import dataclass
from enum import StrEnum

from energy_desktop.model.timestamps import Micros


class Period(StrEnum):
    """Home Assistant's statistics periods."""

    FIVE_MINUTES = "5minute"
    HOUR = "hour"
    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class StatisticMetadata:
    """What Home Assistant keeps of a statistic."""

    statistic_id: str
    unit: str | None
    """The unit the statistic is kept in (`statistics_unit_of_measurement`)."""
    has_sum: bool
    has_mean: bool
    name: str | None


@dataclass(frozen=True, slots=True)
class StatisticRow:
    """One row of a period; None where a figure does not apply; canonical units."""

    statistic_id: str
    start: Micros
    state: float | None
    sum: float | None
    change: float | None
    mean: float | None
    min: float | None
    max: float | None
