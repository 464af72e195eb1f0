import pytest

from energy_desktop.model.home import EntityState, HomeConfiguration, RegisteredEntity
from energy_desktop.model.timestamps import Micros
from energy_desktop.ports.errors import HomeProtocolError
from energy_desktop.ports.home import HomeLink
from tests.adapters.home_assistant.scripted_home import ScriptedHome

CONFIGURATION = {
    "components": ["history", "recorder"],
    "currency": "CHF",
    "latitude": 47.37,
    "location_name": "Home",
    "state": "RUNNING",
    "time_zone": "Europe/Zurich",
    "unit_system": {"length": "km"},
    "version": "2026.11.0",
}


@pytest.mark.parametrize(
    ("state", "running"), [("RUNNING", True), ("STARTING", False), ("NOT_RUNNING", False)]
)
async def test_the_configuration_tells_whether_home_assistant_is_running(
    link: HomeLink, home: ScriptedHome, state: str, running: bool
) -> None:
    home.answer("get_config", {**CONFIGURATION, "state": state})
    assert await link.configuration() == HomeConfiguration(
        running, "Europe/Zurich", "CHF", "Home", "2026.11.0"
    )


async def test_a_configuration_without_a_time_zone_is_none(
    link: HomeLink, home: ScriptedHome
) -> None:
    home.answer("get_config", {"state": "RUNNING"})
    with pytest.raises(HomeProtocolError):
        await link.configuration()


async def test_states_are_read_with_whatever_attributes_they_have(
    link: HomeLink, home: ScriptedHome
) -> None:
    home.answer(
        "get_states",
        [
            {
                "entity_id": "sensor.power",
                "state": "12",
                "attributes": {
                    "friendly_name": "Washer",
                    "unit_of_measurement": "W",
                    "device_class": "power",
                    "state_class": "measurement",
                    "icon": "mdi:washing-machine",
                    "options": [1, 2],
                },
                "last_changed": "2026-11-23T13:19:29.556501+00:00",
                "context": {"id": "01M8", "parent_id": None},
            },
            {
                "entity_id": "sun.sun",
                "state": "below_horizon",
                "attributes": {"friendly_name": 5, "unit_of_measurement": None},
            },
        ],
    )
    assert await link.states() == [
        EntityState(
            "sensor.power",
            "12",
            "Washer",
            "W",
            "power",
            "measurement",
            "mdi:washing-machine",
            Micros(1_795_439_969_556_501),
        ),
        EntityState("sun.sun", "below_horizon", "sun.sun", None, None, None, None),
    ]


async def test_a_large_home_has_all_its_states(link: HomeLink, home: ScriptedHome) -> None:
    states = [
        {"entity_id": f"sensor.s{number}", "state": str(number), "attributes": {}}
        for number in range(4_007)
    ]
    home.answer("get_states", states)
    assert [each.state for each in await link.states()] == [str(n) for n in range(4_007)]


async def test_the_registry_names_ids_that_last(link: HomeLink, home: ScriptedHome) -> None:
    entry = {"id": "415bd0c4", "entity_id": "sensor.power", "platform": "demo", "name": None}
    home.answer("config/entity_registry/list", [entry])
    assert await link.registry() == [RegisteredEntity("415bd0c4", "sensor.power")]
