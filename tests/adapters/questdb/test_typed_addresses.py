"""What a person types of a QuestDB, and the strings it means."""

import pytest
from psycopg.conninfo import conninfo_to_dict

from energy_desktop.adapters.questdb.address import QuestDbAddress
from energy_desktop.adapters.questdb.typed_addresses import (
    ilp_to_type,
    ilp_typed,
    pg_to_type,
    pg_typed,
)
from energy_desktop.model.server_test import Endpoint
from energy_desktop.ports.errors import WrongUsage


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("http://db:9000", "http::addr=db:9000;"),
        (" https://db:9000/ ", "https::addr=db:9000;"),
        ("db", "http::addr=db:9000;"),
        ("db:19000", "http::addr=db:19000;"),
        ("http://[::1]", "http::addr=[::1]:9000;"),
        ("https::addr=db:9000;tls_verify=unsafe_off", "https::addr=db:9000;tls_verify=unsafe_off;"),
    ],
)
def test_an_address_for_writing(typed: str, meant: str) -> None:
    assert ilp_typed(typed, "", "") == meant
    assert ilp_typed(typed, "u;v", "p;w") == f"{meant}username=u;;v;password=p;;w;"


@pytest.mark.parametrize("typed", ["not an address", "ftp://db", "http://a b"])
def test_what_is_no_address_for_writing_is_refused(typed: str) -> None:
    with pytest.raises(WrongUsage):
        QuestDbAddress.of(ilp_typed(typed, "u", "secret"), "host=db")


def test_a_user_in_the_address_itself_wins() -> None:
    own = "http::addr=db:9000;username=own;"
    assert ilp_typed(own, "typed", "p") == f"{own}password=p;"
    assert conninfo_to_dict(pg_typed("host=db user=own", "typed", "p"))["user"] == "own"


def test_a_password_in_the_address_itself_stays() -> None:
    own = "http::addr=db:9000;username=own;password=mine;"
    assert ilp_typed(own, "", "typed") == own
    assert "mine" in pg_typed("host=db user=own password=mine", "", "typed")


def test_without_a_user_no_password_is_sent() -> None:
    assert "secret" not in ilp_typed("http://db", "", "secret")
    assert "secret" not in pg_typed("db", "", "secret")


@pytest.mark.parametrize(
    ("typed", "host", "port"),
    [
        ("db", "db", "8812"),
        (" db:18812 ", "db", "18812"),
        ("[fe80::1]:8812", "fe80::1", "8812"),
        ("postgresql://db:8812/qdb", "db", "8812"),
        ("host=db port=8812 sslmode=require", "db", "8812"),
    ],
)
def test_an_address_for_reading(typed: str, host: str, port: str) -> None:
    parts = conninfo_to_dict(pg_typed(typed, "energy", "p g"))
    assert (parts["host"], parts["port"]) == (host, port)
    assert (parts["user"], parts["password"]) == ("energy", "p g")


@pytest.mark.parametrize(
    ("meant", "address", "user"),
    [
        ("http::addr=db:9000;username=u;;v;password=p;", "http://db:9000", "u;v"),
        ("https::addr=db:9000;", "https://db:9000", ""),
        ("https::addr=db:9;tls_ca=os_roots;", "https::addr=db:9;tls_ca=os_roots;", ""),
    ],
)
def test_an_address_for_writing_stands_in_the_form_without_its_password(
    meant: str, address: str, user: str
) -> None:
    assert ilp_to_type(meant) == (address, user)


@pytest.mark.parametrize(
    ("meant", "address", "user"),
    [
        ("host=db port=1 user=u password=p", "db:1", "u"),
        ("host=db user=u dbname=qdb", "db:8812", "u"),
        ("host=::1 port=1", "[::1]:1", ""),
        ("host=db sslmode=require user=u password=p", "host=db sslmode=require", "u"),
    ],
)
def test_an_address_for_reading_stands_in_the_form_without_its_password(
    meant: str, address: str, user: str
) -> None:
    assert pg_to_type(meant) == (address, user)


def test_what_is_typed_comes_back() -> None:
    assert ilp_to_type(ilp_typed("https://db:9000", "u", "p")) == ("https://db:9000", "u")
    assert pg_to_type(pg_typed("db:8812", "u", "p")) == ("db:8812", "u")


def test_both_ports_have_to_answer() -> None:
    address = QuestDbAddress.of("https::addr=db:9000;", "host=::1 sslmode=require")
    assert address.endpoints == (
        Endpoint("db", 9000, True, 9000),
        Endpoint("::1", 8812, True, 8812),
    )
    plain = QuestDbAddress.of("http::addr=db;", "host=db port=1")
    assert plain.endpoints == (Endpoint("db", 9000, False, 9000), Endpoint("db", 1, False, 8812))


def test_of_several_machines_the_driver_finds_one() -> None:
    assert QuestDbAddress.of("http::addr=db:9000;", "host=one,two port=1,2").endpoints == ()


def test_a_port_that_is_none_is_refused() -> None:
    with pytest.raises(WrongUsage):
        _ = QuestDbAddress.of("http::addr=db:90000;", "host=db").endpoints
