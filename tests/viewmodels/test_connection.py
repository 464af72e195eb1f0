"""Address and token, tested step by step."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from energy_desktop.model.addresses import completed
from energy_desktop.model.connection_test import Step
from energy_desktop.model.home import ConnectionState
from energy_desktop.model.messages import Problem, ProblemCode
from energy_desktop.ports.errors import (
    EnergyDesktopError,
    HomeProtocolError,
    HomeRefused,
    HomeUnreachable,
)
from energy_desktop.viewmodels.frame import Shape
from energy_desktop.viewmodels.notices import translated
from tests.viewmodels.recorded_home import RecordedHome, recorded_home
from tests.waiting import until

ADDRESS = "http://homeassistant.local:8123"


@pytest.fixture
async def made(tmp_path: Path) -> AsyncIterator[RecordedHome]:
    async with recorded_home(tmp_path) as home:
        yield home


async def after_testing(
    made: RecordedHome, address: str = ADDRESS, token: str = "right"
) -> list[str]:
    made.connection.test(address, token)
    await until(lambda: not made.connection.is_testing)
    return [row.text for row in made.connection.steps]


async def test_each_step_says_what_it_found(made: RecordedHome) -> None:
    assert await after_testing(made) == [
        "homeassistant.local is 192.168.1.20",
        "8123 answers in 14 ms",
        "none; fine at home, not over the internet",
        "the token is accepted",
        "Fake, Home Assistant 2026.11.0, 2 energy sensor(s)",
    ]
    assert made.connection.steps[2].shape is Shape.WARNING


async def test_with_tls_nothing_is_worth_a_warning(made: RecordedHome) -> None:
    await after_testing(made, "https://homeassistant.local")
    assert {row.shape for row in made.connection.steps} == {Shape.GOOD}


async def test_a_test_saves_nothing(made: RecordedHome) -> None:
    await after_testing(made)
    assert (await made.access.configured()).address == ""
    assert made.vault.secrets == {}


async def test_what_was_tested_well_is_saved_and_used(made: RecordedHome) -> None:
    await made.begin(is_set_up=False)
    saved: list[bool] = []
    made.connection.saved.connect(lambda: saved.append(True))
    made.connection.connect_to("homeassistant.local", " right ")
    await until(lambda: saved)
    assert (await made.access.configured()).address == ADDRESS
    assert made.vault.secrets == {"home_assistant_token": "right"}
    await until(lambda: made.board.connection.state == "live")
    assert made.opened[-1] == (ADDRESS, "right")


@pytest.mark.parametrize(
    ("error", "step"),
    [
        (HomeProtocolError(ProblemCode.HOME_TLS_EXPECTED, host="h", port=1), Step.ENCRYPTION),
        (HomeUnreachable(ProblemCode.HOME_TLS_UNTRUSTED, host="h", reason="r"), Step.ENCRYPTION),
        (HomeRefused(ProblemCode.HOME_TOKEN_REFUSED), Step.SIGN_IN),
        (HomeRefused(ProblemCode.HOME_ADDRESS_BANNED, host="h", port=1), Step.SIGN_IN),
        (
            HomeProtocolError(ProblemCode.HOME_NOT_HOME_ASSISTANT, host="h", port=1, reason="r"),
            Step.PORT,
        ),
    ],
)
async def test_an_error_belongs_to_a_step(
    made: RecordedHome, error: EnergyDesktopError, step: Step
) -> None:
    made.home.refusals = [error]
    made.connection.connect_to(ADDRESS, "wrong")
    await until(lambda: not made.connection.is_testing)
    assert made.connection.failed_step is step
    assert made.connection.problem_text == translated(error.problem)
    assert (await made.access.configured()).address == ""


async def test_an_unknown_name_ends_it_before_the_port(made: RecordedHome) -> None:
    made.probe.unknown_name = HomeUnreachable(ProblemCode.HOME_UNKNOWN_HOST, host="h")
    texts = await after_testing(made)
    assert texts == ["not found", *["not reached"] * 4]
    assert made.opened == []


async def test_a_closed_port_ends_it_before_the_token_is_shown(made: RecordedHome) -> None:
    made.probe.closed_port = HomeUnreachable(ProblemCode.HOME_CONNECTION_REFUSED, host="h", port=1)
    await after_testing(made)
    assert made.connection.failed_step is Step.PORT
    assert made.opened == []


async def test_without_a_token_the_sign_in_fails(made: RecordedHome) -> None:
    await after_testing(made, token=" ")
    assert made.connection.failed_step is Step.SIGN_IN


async def test_an_empty_token_means_the_one_that_is_kept(made: RecordedHome) -> None:
    await made.begin()
    await after_testing(made, token="")
    assert made.connection.progress is not None
    assert made.connection.progress.finding is not None
    assert made.opened[-1] == (ADDRESS, "right")


async def test_without_a_keyring_the_address_is_saved_and_the_token_used(
    made: RecordedHome,
) -> None:
    await made.begin(is_set_up=False)
    made.vault.is_missing = True
    made.connection.connect_to(ADDRESS, "right")
    await until(lambda: not made.connection.is_testing)
    assert made.connection.notice is not None
    assert "ENERGY_DESKTOP_HA_TOKEN" in made.connection.notice.what_to_do
    assert (await made.access.configured()).address == ADDRESS
    await until(lambda: made.board.connection.state == "live")


async def test_a_changed_form_forgets_what_was_found(made: RecordedHome) -> None:
    await after_testing(made)
    made.connection.forget_test()
    assert made.connection.progress is None


async def test_a_test_can_be_cancelled(made: RecordedHome) -> None:
    made.connection.test(ADDRESS, "right")
    made.connection.cancel()
    await made.settle()
    assert not made.connection.is_testing
    assert made.connection.progress is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("homeassistant.local", "http://homeassistant.local:8123"),
        (" 192.168.1.20 ", "http://192.168.1.20:8123"),
        ("home:80", "http://home:80"),
        ("[fe80::1]", "http://[fe80::1]:8123"),
        ("[fe80::1]:80", "http://[fe80::1]:80"),
        ("home/sub", "http://home:8123/sub"),
        ("https://home.example.org/", "https://home.example.org"),
        ("", ""),
    ],
)
def test_an_address_is_completed_as_it_is_meant(typed: str, meant: str) -> None:
    assert completed(typed) == meant


@pytest.mark.parametrize("state", list(ConnectionState))
async def test_each_state_of_the_connection_has_a_heading(
    made: RecordedHome, state: ConnectionState
) -> None:
    made.board.connection_is(state)
    row = made.frame.home_row()
    shown = made.connection.state(row)
    assert shown.name[0].isupper()
    assert shown.name != row.word
    assert (shown.shape, shown.text) == (row.shape, row.explanation)


@pytest.mark.parametrize(
    ("state", "code", "heading"),
    [
        (
            ConnectionState.UNREACHABLE,
            ProblemCode.HOME_CONNECTION_REFUSED,
            "Home Assistant is away",
        ),
        (
            ConnectionState.REFUSED,
            ProblemCode.HOME_TOKEN_REFUSED,
            "Home Assistant refuses the token",
        ),
        (ConnectionState.CONNECTING, ProblemCode.HOME_CONNECTION_REFUSED, "Connecting …"),
    ],
)
async def test_the_heading_names_the_trouble(
    made: RecordedHome, state: ConnectionState, code: ProblemCode, heading: str
) -> None:
    problem = Problem(code, {"host": "h", "port": 8123})
    made.board.connection_is(state, problem)
    shown = made.connection.state(made.frame.home_row())
    assert shown.name == heading
    assert shown.text == translated(problem)


@pytest.mark.parametrize("code", [ProblemCode.HOME_NOT_CONFIGURED, ProblemCode.HOME_TOKEN_MISSING])
async def test_nobody_is_sent_to_where_they_are(made: RecordedHome, code: ProblemCode) -> None:
    made.board.connection_is(ConnectionState.IDLE, Problem(code, {"address": ADDRESS}))
    shown = made.connection.state(made.frame.home_row())
    assert "Settings" in made.frame.home_row().explanation
    assert "Settings" not in shown.text
    assert "below" in shown.text
