"""Coming in, and the home as a whole."""

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosedOK, InvalidStatus

from energy_desktop.adapters.demo_home.server import connection
from tests.adapters.demo_home.server.homes import WATCHED, bench, demo_home, rows_of
from tests.contract.wire import Wire, authenticated, unauthenticated


async def said_at_the_door(message: object) -> dict[str, str]:
    """What a new home answers to a first message before it closes."""
    async with demo_home() as home, unauthenticated(home.url) as wire:
        assert (await wire.message())["type"] == "auth_required"
        await wire.send(message)
        answer = await wire.message()
        with pytest.raises(ConnectionClosedOK) as closed:
            await wire.message()
        assert closed.value.rcvd is not None
        assert (closed.value.rcvd.code, closed.value.rcvd.reason) == (1000, "")
        return answer


async def test_the_right_token_comes_in() -> None:
    async with demo_home(token="secret") as home:
        assert home.url.startswith("http://127.0.0.1:")
        async with authenticated(home.url, "secret") as wire:
            assert (await wire.ask("ping"))["type"] == "pong"


async def test_a_wrong_or_missing_token_is_refused_and_the_socket_closed() -> None:
    refused = {"type": "auth_invalid", "message": "Invalid access token or password"}
    assert await said_at_the_door({"type": "auth", "access_token": "wrong"}) == refused
    assert await said_at_the_door({"type": "auth"}) == refused


async def test_anything_else_than_a_login_is_refused() -> None:
    answer = await said_at_the_door({"id": 1, "type": "get_states"})
    assert answer["message"] == (
        "Auth message incorrectly formatted: extra keys not allowed @ data['id']. Got 1\n"
        "not a valid value for dictionary value @ data['type']. Got 'get_states'"
    )


async def test_whoever_says_nothing_is_sent_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "AUTH_SECONDS", 0.01)
    async with demo_home() as home, unauthenticated(home.url) as wire:
        await wire.message()
        with pytest.raises(ConnectionClosedOK):
            await wire.message()


@pytest.mark.parametrize("frame", ["no json", "[1,"])
async def test_a_frame_that_is_no_json_ends_the_connection(frame: str) -> None:
    async with demo_home() as home:
        async with unauthenticated(home.url) as stranger:
            await stranger.message()
            await stranger.socket.send(frame)
            with pytest.raises(ConnectionClosedOK):
                await stranger.message()
        async with authenticated(home.url, "demo") as wire:
            await wire.socket.send(frame)
            with pytest.raises(ConnectionClosedOK):
                await wire.message()


async def test_any_other_path_is_not_found() -> None:
    async with demo_home() as home:
        with pytest.raises(InvalidStatus) as refused:
            await connect(home.url.replace("http", "ws") + "/api/", proxy=None)
    response = refused.value.response
    assert (response.status_code, response.body) == (404, b"404: Not Found")


async def test_an_error_within_the_block_comes_out_as_it_is() -> None:
    with pytest.raises(ZeroDivisionError):
        async with demo_home():
            raise ZeroDivisionError


async def test_sent_counts_the_states_of_snapshots_and_changes() -> None:
    async with bench() as at:
        subscription = await at.subscribed(*WATCHED)
        at.pass_time(120)
        events = await at.received(subscription)
        counts = await at.wire.result("demo/sent")
    told = sum(len(event.get("a", {})) + len(event.get("c", {})) for event in events)
    assert counts == {"connection": told, "total": told}
    assert at.home.sent == told


async def test_a_home_that_has_stopped_can_be_started_again() -> None:
    home = demo_home()
    first = await home.start()
    async with authenticated(home.url, "demo") as wire:
        await home.stop()
        with pytest.raises(Exception, match="close"):
            await wire.message()
    assert await home.start() == first
    await home.stop()


async def test_at_any_speed_a_client_receives_exactly_what_is_held() -> None:
    async with (
        demo_home(speed=300) as home,
        authenticated(home.url, "demo") as wire,
    ):
        subscription = await wire.subscribe("subscribe_entities", entity_ids=WATCHED)
        told: dict[str, list[tuple[int, str | None]]] = {name: [] for name in WATCHED}
        while sum(map(len, told.values())) < 300:
            for name, rows in told.items():
                rows += _rows(wire, subscription, name)
            wire.frames.clear()
            await wire.event(subscription)
        for name, rows in told.items():
            since, until = rows[0][0], rows[-1][0]
            assert rows == home.truth(name, since / 1e6, (until + 1) / 1e6)


def _rows(wire: Wire, subscription: int, name: str) -> list[tuple[int, str | None]]:
    events = [m["event"] for m in wire.received if m.get("id") == subscription and "event" in m]
    return rows_of(events, name)
