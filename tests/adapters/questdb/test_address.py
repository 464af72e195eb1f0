"""What a person writes down as the address of a QuestDB."""

import pytest

from energy_desktop.adapters.questdb.address import QuestDbAddress
from energy_desktop.adapters.questdb.tables import Tables
from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import WrongUsage

ILP = "http::addr=quest.example:9000;username=energy;password=s3cret;"
PG = "host=quest.example port=8812 user=energy password=s3cret"


def test_an_address_is_shown_without_its_passwords() -> None:
    address = QuestDbAddress.of(ILP, PG)
    assert (address.reads_from, address.writes_to) == ("quest.example:8812", "quest.example:9000")
    assert "s3cret" not in repr(address)


def test_a_connection_string_may_be_a_uri() -> None:
    address = QuestDbAddress.of(ILP, "postgresql://energy:s3cret@other:1234/qdb")
    assert address.reads_from == "other:1234"
    assert "s3cret" in address.pg


def test_what_is_left_out_is_that_of_questdb() -> None:
    address = QuestDbAddress.of(ILP, "user=energy")
    assert address.reads_from == "localhost:8812"
    assert "dbname=qdb" in address.pg


@pytest.mark.parametrize(
    "ilp",
    [
        "",
        "localhost:9000",
        "tcp::addr=localhost:9009;",
        "http::user=x;",
        "http::addr=user:s3cret@localhost:9000;",
    ],
)
def test_an_ilp_address_that_is_none_is_refused(ilp: str) -> None:
    with pytest.raises(WrongUsage) as refused:
        QuestDbAddress.of(ilp, PG)
    assert refused.value.problem.code is ProblemCode.DATABASE_ADDRESS_INVALID
    assert "s3cret" not in str(refused.value)


def test_a_connection_string_that_is_none_is_refused_without_its_password() -> None:
    with pytest.raises(WrongUsage) as refused:
        QuestDbAddress.of(ILP, "password=s3cret nonsense")
    assert "s3cret" not in str(refused.value)
    assert refused.value.__cause__ is None


def test_tables_carry_the_slug_of_the_home() -> None:
    assert Tables.of("").readings.name == "energy_readings"
    assert Tables.of("").statistics.name == "energy_statistics"
    assert Tables.of("demo").readings.name == "demo_energy_readings"


@pytest.mark.parametrize("slug", ['a"; DROP', "a b", "A", "_", "é"])
def test_no_other_text_becomes_part_of_a_name(slug: str) -> None:
    with pytest.raises(ValueError, match="slug"):
        Tables.of(slug)
