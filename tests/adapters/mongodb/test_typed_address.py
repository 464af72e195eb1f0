"""What a person types of a MongoDB, and the connection string it means."""

import pytest

from energy_desktop.adapters.mongodb.address import endpoints, to_type, typed
from energy_desktop.model.server_test import Endpoint


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("db", "mongodb://u%40v:p%2Fw@db"),
        ("db:27018/?tls=true", "mongodb://u%40v:p%2Fw@db:27018/?tls=true"),
        (" mongodb+srv://db.example/ ", "mongodb+srv://u%40v:p%2Fw@db.example/"),
        ("mongodb://own@db/", "mongodb://own:p%2Fw@db/"),
        ("mongodb://own:mine@db/", "mongodb://own:mine@db/"),
        ("http://db", "http://db"),
    ],
)
def test_an_address(address: str, meant: str) -> None:
    assert typed(address, "u@v", "p/w") == meant


def test_without_a_user_no_password_is_sent() -> None:
    assert typed("db", "", "secret") == "mongodb://db"


@pytest.mark.parametrize(
    ("meant", "address", "user"),
    [
        ("mongodb://u%40v:p@db/?authSource=admin", "mongodb://db/?authSource=admin", "u@v"),
        ("mongodb://db", "mongodb://db", ""),
        ("mongodb+srv://u@db.example", "mongodb+srv://db.example", "u"),
    ],
)
def test_it_stands_in_the_form_without_its_password(meant: str, address: str, user: str) -> None:
    assert to_type(meant) == (address, user)


@pytest.mark.parametrize(
    ("uri", "wanted"),
    [
        ("mongodb://u:p@db/", (Endpoint("db", 27017, False, 27017),)),
        ("mongodb://db:1/?tls=true", (Endpoint("db", 1, True, 27017),)),
        ("mongodb://[::1]:1/", (Endpoint("::1", 1, False, 27017),)),
        ("mongodb://one,two/", ()),
        ("mongodb+srv://db.example/", ()),
        ("mongodb://db:99999/", ()),
        ("http://db", ()),
    ],
)
def test_the_port_that_has_to_answer(uri: str, wanted: tuple[Endpoint, ...]) -> None:
    assert endpoints(uri) == wanted
