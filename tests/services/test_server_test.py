"""Both databases, tested step by step."""

from energy_desktop.model.connection_test import Step
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.server_addresses import Server, ServerEntries
from energy_desktop.model.server_test import ServerProgress, ServersTest
from energy_desktop.ports.errors import StoreUnusable
from energy_desktop.services.server_test import ServerTest
from tests.fakes.servers import FakeServers


async def outcome_of(servers: FakeServers) -> tuple[ServersTest, list[ServersTest]]:
    """The end, and all that was told."""
    told: list[ServersTest] = []
    addresses = await servers.addresses(ServerEntries())
    return await ServerTest(servers).run(addresses, told.append), told


def steps_of(server: Server, told: list[ServersTest]) -> list[Step]:
    steps = [each.progress[server].step for each in told]
    return [step for place, step in enumerate(steps) if place == 0 or step is not steps[place - 1]]


async def test_both_succeed_step_by_step() -> None:
    end, told = await outcome_of(FakeServers())
    assert end.has_succeeded
    assert end.is_over
    for server in Server:
        assert steps_of(server, told) == [Step.NAME, Step.PORT, Step.SIGN_IN, Step.FOUND]
    questdb = end.progress[Server.QUESTDB]
    assert questdb.version == "QuestDB 9.3.2"
    assert questdb.number == "192.168.1.30"
    assert questdb.answered_in == (0.003, 0.003)


async def test_one_that_fails_does_not_stop_the_other() -> None:
    servers = FakeServers()
    servers.refusals[Server.MONGODB] = StoreUnusable(
        ProblemCode.DATABASE_REFUSED, path="db", reason="no"
    )
    end, _ = await outcome_of(servers)
    assert not end.has_succeeded
    assert end.is_over
    assert end.progress[Server.QUESTDB].version
    assert end.progress[Server.MONGODB].step is Step.SIGN_IN


async def test_an_unknown_name_ends_it_before_the_ports() -> None:
    servers = FakeServers()
    servers.unknown_name = StoreUnusable(ProblemCode.DATABASE_UNKNOWN_HOST, host="db")
    end, _ = await outcome_of(servers)
    assert {each.step for each in end.progress.values()} == {Step.NAME}
    assert servers.asked == []


async def test_a_closed_port_is_named_and_no_password_is_shown_to_it() -> None:
    servers = FakeServers()
    servers.closed_ports[8812] = StoreUnusable(
        ProblemCode.DATABASE_PORT_CLOSED, host="db", port=8812, server="QuestDB", usual=8812
    )
    end, _ = await outcome_of(servers)
    questdb = end.progress[Server.QUESTDB]
    assert questdb.step is Step.PORT
    assert questdb.culprit is not None
    assert questdb.culprit.port == 8812
    assert questdb.answered_in == (0.003,)
    assert servers.asked == [Server.MONGODB]


async def test_where_the_driver_finds_the_machines_it_alone_is_asked() -> None:
    servers = FakeServers()
    servers.endpoints = lambda _server, _addresses: ()  # type: ignore[assignment, method-assign]  # many
    end, told = await outcome_of(servers)
    assert end.has_succeeded
    assert steps_of(Server.MONGODB, told) == [Step.NAME, Step.SIGN_IN, Step.FOUND]


def test_a_test_that_has_not_begun_has_not_succeeded() -> None:
    assert not ServersTest().has_succeeded
    assert not ServerProgress().is_over
