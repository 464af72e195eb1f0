import pytest

from energy_desktop.adapters.home_assistant.address import parse_address
from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import WrongUsage


@pytest.mark.parametrize(
    ("written", "socket_url"),
    [
        ("http://homeassistant.local:8123", "ws://homeassistant.local:8123/api/websocket"),
        ("http://homeassistant.local:8123/", "ws://homeassistant.local:8123/api/websocket"),
        (" HTTP://Home.Example ", "ws://home.example/api/websocket"),
        ("https://home.example", "wss://home.example/api/websocket"),
        ("https://home.example:443/", "wss://home.example/api/websocket"),
        ("https://home.example/ha/", "wss://home.example/ha/api/websocket"),
        ("ws://10.0.0.2:8123", "ws://10.0.0.2:8123/api/websocket"),
        ("wss://home.example/api/websocket", "wss://home.example/api/websocket"),
        ("ws://home.example/ha/api/websocket/", "ws://home.example/ha/api/websocket"),
        ("http://[fd00::1]:8123", "ws://[fd00::1]:8123/api/websocket"),
        ("https://[fd00::1]", "wss://[fd00::1]/api/websocket"),
        ("http://zuhause.müller.example", "ws://zuhause.müller.example/api/websocket"),
    ],
)
def test_an_address_leads_to_the_socket(written: str, socket_url: str) -> None:
    assert parse_address(written).socket_url == socket_url


def test_an_address_is_shown_as_a_person_types_it() -> None:
    assert str(parse_address("wss://home.example/ha/")) == "https://home.example/ha"
    assert str(parse_address("ws://[fd00::1]:8123")) == "http://[fd00::1]:8123"


@pytest.mark.parametrize(
    "written",
    [
        "",
        "homeassistant.local",
        "homeassistant.local:8123",
        "ftp://home.example",
        "http://",
        "http://:8123",
        "http://home.example:port",
        "http://home.example:0",
        "http://home.example:99999",
        "http://home..example",
        "http://home example",
        "http://home.example/?token=1",
        "http://home.example/#part",
        "http://[fd00::1",
        "http://me:secret@home.example",
    ],
)
def test_nonsense_is_no_address(written: str) -> None:
    with pytest.raises(WrongUsage) as refused:
        parse_address(written)
    assert refused.value.problem.code is ProblemCode.HOME_ADDRESS_INVALID


def test_credentials_in_an_address_are_refused_and_not_shown() -> None:
    with pytest.raises(WrongUsage) as refused:
        parse_address("http://me:secret@home.example")
    assert "secret" not in str(refused.value)
    assert "home.example" in str(refused.value)
