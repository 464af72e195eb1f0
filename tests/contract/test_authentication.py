"""The first words on a connection."""

import asyncio

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.contract.homes import ContractHome
from tests.contract.wire import Wire, unauthenticated
from tests.real_home_assistant.peer import RealHomeAssistant


async def closed(wire: Wire) -> int | None:
    """The code with which the home closes the connection; fails when it says more before."""
    with pytest.raises(ConnectionClosed):
        await wire.message(patience=15)
    return wire.socket.close_code


async def test_it_asks_for_a_token_and_accepts_the_right_one(home: ContractHome) -> None:
    async with unauthenticated(home.url) as wire:
        hello = await wire.message()
        await wire.send({"type": "auth", "access_token": home.token})
        welcome = await wire.message()

    version = hello["ha_version"]
    assert hello == {"type": "auth_required", "ha_version": version}
    assert welcome == {"type": "auth_ok", "ha_version": version}
    assert int(version.split(".")[0]) >= 2024


async def test_it_refuses_a_wrong_token_and_closes_without_a_reason(home: ContractHome) -> None:
    async with unauthenticated(home.url) as wire:
        await wire.message()
        await wire.send({"type": "auth", "access_token": "wrong"})

        refusal = await wire.message()
        assert refusal == {"type": "auth_invalid", "message": "Invalid access token or password"}
        assert await closed(wire) in (1000, 1006)
        assert wire.socket.close_reason in ("", None)


@pytest.mark.parametrize(
    "first_words",
    [{"type": "auth"}, {"id": 1, "type": "get_states"}],
    ids=["no token", "a command"],
)
async def test_it_refuses_whatever_is_not_a_token(
    home: ContractHome, first_words: dict[str, object]
) -> None:
    async with unauthenticated(home.url) as wire:
        await wire.message()
        await wire.send(first_words)

        assert (await wire.message())["type"] == "auth_invalid"
        await closed(wire)


async def test_it_closes_without_a_word_when_the_token_is_not_json(home: ContractHome) -> None:
    async with unauthenticated(home.url) as wire:
        await wire.message()
        await wire.socket.send("{")

        await closed(wire)


@pytest.mark.slow
async def test_it_closes_after_ten_seconds_of_silence(home: ContractHome) -> None:
    loop = asyncio.get_running_loop()
    async with unauthenticated(home.url) as wire:
        await wire.message()
        began = loop.time()
        await closed(wire)
        assert 9 < loop.time() - began < 12


@pytest.mark.real_home_assistant
async def test_an_address_that_was_wrong_too_often_is_refused_at_the_handshake(
    stopped_home_assistant: RealHomeAssistant,
) -> None:
    home = stopped_home_assistant
    home.http = {"ip_ban_enabled": True, "login_attempts_threshold": 2}
    await home.start()
    for _ in range(2):
        async with unauthenticated(home.url) as wire:
            await wire.message()
            await wire.send({"type": "auth", "access_token": "wrong"})
            await closed_after_refusal(wire)

    with pytest.raises(InvalidStatus) as refusal:
        async with unauthenticated(home.url):
            pass
    assert refusal.value.response.status_code == 403


async def closed_after_refusal(wire: Wire) -> None:
    """Read the refusal and the end of the connection."""
    assert (await wire.message())["type"] == "auth_invalid"
    await closed(wire)
