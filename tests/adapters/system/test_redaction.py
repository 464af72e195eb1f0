"""Secrets are found by what they are and by what they look like."""

import pytest

from energy_desktop.adapters.system.redaction import Redaction

JWT = "eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJhYmMiLCJpYXQiOjF9.Vb3-x_Y9z"


def test_a_registered_secret_is_found_anywhere_in_a_text() -> None:
    redaction = Redaction()
    redaction.register("p/ss word")
    assert redaction.text("<p/ss word> in ?q=p%2Fss%20word") == "<[redacted]> in ?q=[redacted]"


def test_a_short_public_word_stays_readable() -> None:
    redaction = Redaction()
    redaction.register("demo")
    assert redaction.text("the demo home") == "the demo home"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"auth {JWT}!", "auth [redacted]!"),
        ("Authorization: Bearer abc.def-9", "Authorization: Bearer [redacted]"),
        ("{'Authorization': 'Basic YTpi'}", "{'Authorization': 'Basic [redacted]'}"),
        ('{"type":"auth","access_token":"xyz"}', '{"type":"auth","access_token":"[redacted]"}'),
        ('"{\\"access_token\\": \\"xyz\\"}"', '"{\\"access_token\\": \\"[redacted]\\"}"'),
        ("{'access_token': 'xyz', 'a': 1}", "{'access_token': '[redacted]', 'a': 1}"),
        ("http://ha/api?token=xyz&a=1", "http://ha/api?token=[redacted]&a=1"),
        ("password=hunter2;x", "password=[redacted];x"),
        ("mongodb://me:hunter2@db:27017/", "mongodb://me:[redacted]@db:27017/"),
    ],
)
def test_what_looks_like_a_secret_is_taken_out(text: str, expected: str) -> None:
    assert Redaction().text(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Home Assistant refused the token: make a new one",
        "http://homeassistant.local:8123/api/websocket",
        "sensor.eyJ_power is 12.5 W",
        "No token is stored for http://a@b",
    ],
)
def test_what_only_speaks_of_secrets_is_left_alone(text: str) -> None:
    assert Redaction().text(text) == text


def test_collections_are_searched_and_secret_names_hide_their_values() -> None:
    redaction = Redaction()
    redaction.register("hunter2")
    found = redaction.value(
        {"ha_token": "a", "n": 1, "list": ["hunter2", None, {"password": ["b"]}], "e": OSError("x")}
    )
    assert found == {
        "ha_token": "[redacted]",
        "n": 1,
        "list": ["[redacted]", None, {"password": "[redacted]"}],
        "e": "x",
    }
