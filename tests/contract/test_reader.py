"""What a user may ask who may only read: the program needs no administrator."""

import pytest

from tests.contract.wire import authenticated
from tests.real_home_assistant.peer import RealHomeAssistant

pytestmark = pytest.mark.real_home_assistant

MOMENT = "2025-01-01T00:00:00+00:00"
STATISTIC = "sensor.peer_energy_kwh_0"

Reader = tuple[RealHomeAssistant, str]


@pytest.fixture
async def reader(real_home_assistant: RealHomeAssistant) -> Reader:
    """A home, and the token of someone who may read it."""
    return real_home_assistant, await real_home_assistant.token_of_reader()


async def test_a_reader_may_ask_everything_that_a_recorder_asks(reader: Reader) -> None:
    home, token = reader
    async with authenticated(home.url, token) as wire:
        await wire.result("supported_features", features={"coalesce_messages": 1})
        assert (await wire.result("get_config"))["state"] == "RUNNING"
        assert STATISTIC in {each["entity_id"] for each in await wire.result("get_states")}
        assert await wire.result("config/entity_registry/list")
        assert await wire.error("energy/get_prefs") == "not_found"
        assert await wire.result("recorder/list_statistic_ids")
        await wire.result("recorder/get_statistics_metadata", statistic_ids=[STATISTIC])
        await wire.result(
            "recorder/statistics_during_period",
            start_time=MOMENT,
            statistic_ids=[STATISTIC],
            period="hour",
        )
        history = await wire.result(
            "history/history_during_period", start_time=MOMENT, entity_ids=[STATISTIC]
        )
        assert history[STATISTIC]
        entities = await wire.subscribe("subscribe_entities", entity_ids=[STATISTIC])
        assert STATISTIC in (await wire.event(entities))["a"]
        clock = await wire.subscribe("render_template", template="{{ utcnow().timestamp() }}")
        assert isinstance((await wire.event(clock))["result"], float)


async def test_a_reader_may_hear_of_statistics_renames_and_settings(reader: Reader) -> None:
    home, token = reader
    async with authenticated(home.url, token) as wire:
        for event_type in (
            "recorder_5min_statistics_generated",
            "recorder_hourly_statistics_generated",
            "entity_registry_updated",
            "core_config_updated",
        ):
            await wire.subscribe("subscribe_events", event_type=event_type)


async def test_a_reader_may_change_nothing(reader: Reader) -> None:
    home, token = reader
    async with authenticated(home.url, token) as wire:
        assert await wire.error("energy/save_prefs", energy_sources=[]) == "unauthorized"
        code = await wire.error(
            "config/entity_registry/update", entity_id=STATISTIC, new_entity_id="sensor.other"
        )
        assert code == "unauthorized"
