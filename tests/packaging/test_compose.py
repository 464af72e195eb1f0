"""The compose file of the databases: what a person starts must be safe from the beginning."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

FOLDER = Path(__file__).resolve().parents[2] / "packaging" / "servers"
SERVICES = ("questdb", "mongodb")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    """The file, parsed."""
    parsed = yaml.safe_load((FOLDER / "compose.yaml").read_text("utf-8"))
    assert isinstance(parsed, dict)
    return parsed


def _environment(compose: dict[str, Any], service: str) -> dict[str, str]:
    found = compose["services"][service]["environment"]
    assert isinstance(found, dict)
    return found


def test_it_has_both_databases_and_nothing_else(compose: dict[str, Any]) -> None:
    assert set(compose["services"]) == set(SERVICES)


@pytest.mark.parametrize("service", SERVICES)
def test_images_are_pinned_to_one_release(compose: dict[str, Any], service: str) -> None:
    assert re.fullmatch(r"[\w./-]+:\d+\.\d+\.\d+", compose["services"][service]["image"])


@pytest.mark.parametrize("service", SERVICES)
def test_every_port_is_open_to_this_machine_alone(compose: dict[str, Any], service: str) -> None:
    ports = compose["services"][service]["ports"]
    assert ports
    assert all(str(port).startswith("127.0.0.1:") for port in ports)


@pytest.mark.parametrize("service", SERVICES)
def test_data_lie_in_volumes_with_names(compose: dict[str, Any], service: str) -> None:
    mounted = [each.partition(":")[0] for each in compose["services"][service]["volumes"]]
    assert mounted
    assert set(mounted) <= set(compose["volumes"])


@pytest.mark.parametrize("service", SERVICES)
def test_health_is_looked_at(compose: dict[str, Any], service: str) -> None:
    check = compose["services"][service]["healthcheck"]
    assert check["test"][0] == "CMD"
    assert {"interval", "timeout", "retries", "start_period"} <= set(check)


@pytest.mark.parametrize("service", SERVICES)
def test_services_live_in_a_network_of_their_own(compose: dict[str, Any], service: str) -> None:
    assert compose["services"][service]["networks"] == ["energy"]
    assert set(compose["networks"]) == {"energy"}
    assert "network_mode" not in compose["services"][service]


@pytest.mark.parametrize(
    ("service", "names"),
    [
        ("questdb", ("QDB_HTTP_PASSWORD", "QDB_PG_PASSWORD")),
        ("mongodb", ("MONGO_INITDB_ROOT_PASSWORD",)),
    ],
)
def test_nothing_starts_without_a_password_of_the_persons_own(
    compose: dict[str, Any], service: str, names: tuple[str, ...]
) -> None:
    for name in names:
        assert re.fullmatch(r"\$\{\w+_PASSWORD:\?.+\}", _environment(compose, service)[name])


def test_both_wires_of_questdb_have_a_user(compose: dict[str, Any]) -> None:
    environment = _environment(compose, "questdb")
    assert environment["QDB_HTTP_USER"] == environment["QDB_PG_USER"] == "${QUESTDB_USER:-energy}"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("QDB_CAIRO_COMMIT_MODE", "sync"),
        ("QDB_PG_NET_CONNECTION_LIMIT", "256"),
        ("QDB_LINE_TCP_ENABLED", "false"),
        ("QDB_LINE_UDP_ENABLED", "false"),
        ("QDB_LINE_AUTO_CREATE_NEW_TABLES", "false"),
        ("QDB_LINE_AUTO_CREATE_NEW_COLUMNS", "false"),
        ("QDB_HTTP_HEALTH_CHECK_AUTHENTICATION_REQUIRED", "false"),
    ],
)
def test_questdb_is_set_up_as_the_program_needs_it(
    compose: dict[str, Any], name: str, value: str
) -> None:
    assert _environment(compose, "questdb")[name] == value


def test_the_port_without_a_password_is_not_published(compose: dict[str, Any]) -> None:
    inside = {str(port).rpartition(":")[2] for port in compose["services"]["questdb"]["ports"]}
    assert inside == {"9000", "8812"}


def test_the_example_names_every_variable_and_holds_no_password() -> None:
    lines = (FOLDER / ".env.example").read_text("utf-8").splitlines()
    example = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    used = re.findall(r"\$\{(\w+)", (FOLDER / "compose.yaml").read_text("utf-8"))
    assert set(example) == set(used)
    assert all(not value for name, value in example.items() if name.endswith("PASSWORD"))
