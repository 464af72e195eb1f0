"""The entities a real Home Assistant has for the tests, as its energy peer is told them."""

from dataclasses import asdict, dataclass, field
from typing import Literal

Moves = Literal["scatter", "grow", "cycle"]
"""How a state changes when it is told to: over a range, upwards, or upwards with resets."""


@dataclass(frozen=True, slots=True)
class PeerEntity:
    """One sensor of the energy peer."""

    key: str
    """Its entity_id without `sensor.peer_`; its unique id in the registry too."""
    state: str
    moves: Moves
    step: float
    decimals: int
    attributes: dict[str, str] = field(default_factory=dict)

    @property
    def entity_id(self) -> str:
        """The entity_id it has until a test renames it."""
        return f"sensor.peer_{self.key}"

    @property
    def name(self) -> str:
        """The name a person sees."""
        return f"Peer {self.key.replace('_', ' ')}"

    def description(self) -> dict[str, object]:
        """What stands in Home Assistant's configuration."""
        return {
            **asdict(self),
            "entity_id": self.entity_id,
            "unique_id": f"energy_peer_{self.key}",
            "name": self.name,
        }


def _power(key: str, unit: str, step: float, decimals: int) -> PeerEntity:
    attributes = {
        "unit_of_measurement": unit,
        "device_class": "power",
        "state_class": "measurement",
    }
    return PeerEntity(key, f"{0:.{decimals}f}", "scatter", step, decimals, attributes)


def _energy(key: str, unit: str, first: str, step: float, decimals: int) -> PeerEntity:
    attributes = {
        "unit_of_measurement": unit,
        "device_class": "energy",
        "state_class": "total_increasing",
    }
    return PeerEntity(key, first, "grow", step, decimals, attributes)


def _resetting(key: str, unit: str, step: float, decimals: int) -> PeerEntity:
    attributes = {
        "unit_of_measurement": unit,
        "device_class": "energy",
        "state_class": "total",
        "last_reset": "2024-01-01T00:00:00+00:00",
    }
    return PeerEntity(key, f"{0:.{decimals}f}", "cycle", step, decimals, attributes)


def _other(key: str, state: str, **attributes: str) -> PeerEntity:
    return PeerEntity(key, state, "scatter", 0.1, 1, attributes)


def standard_entities() -> tuple[PeerEntity, ...]:
    """Every unit and kind of meter a home may have, and what no recorder should trip over."""
    return (
        *(_power(f"power_w_{n}", "W", 0.1, 1) for n in range(5)),
        *(_power(f"power_kw_{n}", "kW", 0.0001, 4) for n in range(2)),
        _power("power_milliwatt_0", "mW", 100, 0),
        _power("power_megawatt_0", "MW", 0.000_000_1, 7),
        *(_energy(f"energy_kwh_{n}", "kWh", f"{1000 + n}.000", 0.001, 3) for n in range(5)),
        *(_energy(f"energy_wh_{n}", "Wh", f"{1_000_000 + n}", 1, 0) for n in range(2)),
        _energy("energy_megawatthour_0", "MWh", "1.000000", 0.000_001, 6),
        *(_resetting(f"energy_total_kwh_{n}", "kWh", 0.001, 3) for n in range(2)),
        _other("text_0", "idle"),
        _other("not_a_number_0", "low", unit_of_measurement="W", device_class="power"),
        _other("unknown_unit_0", "1.0", unit_of_measurement="flurbs", state_class="measurement"),
        _power("unrecorded_0", "W", 0.1, 1),
    )


def many_entities(count: int) -> tuple[PeerEntity, ...]:
    """So many power entities in W, for loads: `sensor.peer_load_0` and so on."""
    return tuple(_power(f"load_{n}", "W", 0.1, 1) for n in range(count))


def many_meters(count: int) -> tuple[PeerEntity, ...]:
    """So many meters in kWh that only grow: `sensor.peer_meter_0` and so on."""
    return tuple(_energy(f"meter_{n}", "kWh", "0.000", 0.001, 3) for n in range(count))
