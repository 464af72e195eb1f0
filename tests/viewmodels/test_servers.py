"""Addresses and passwords of the databases: tested step by step, saved when that succeeds."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from energy_desktop.adapters.system.machine_settings import MachineSettingsFile
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.server_addresses import KnownServers, Server, ServerEntries
from energy_desktop.ports.errors import EnergyDesktopError, StoreUnusable
from energy_desktop.viewmodels.frame import Shape
from energy_desktop.viewmodels.storage.servers import ServersViewModel
from tests.viewmodels.shown_home import BRITISH, ShownHome
from tests.viewmodels.stored_home import KEPT, StoredHome, no_keyring
from tests.waiting import until

ENTRIES = ServerEntries(questdb_password="one", mongodb_password="two")


@pytest.fixture
async def stored(tmp_path: Path) -> AsyncIterator[StoredHome]:
    home = ShownHome()
    made = StoredHome(home.supervisor, home.stores, home.board, home.clock, tmp_path, BRITISH)
    made.page.start()
    await until(lambda: made.page.servers.known)
    yield made
    await home.supervisor.close()


async def after_testing(stored: StoredHome, entries: ServerEntries = ENTRIES) -> ServersViewModel:
    servers = stored.page.servers
    servers.test(entries)
    await until(lambda: not servers.is_testing)
    return servers


async def test_each_step_says_what_it_found(stored: StoredHome) -> None:
    servers = await after_testing(stored)
    assert [row.text for row in servers.steps(Server.QUESTDB)] == [
        "db.local is 192.168.1.30",
        "9000 and 8812 answer in 3 ms",
        "none; fine at home, not over the internet",
        "accepted, and may write",
        "QuestDB 9.3.2",
    ]
    assert servers.steps(Server.MONGODB)[1].text == "27017 answers in 3 ms"
    assert servers.steps(Server.MONGODB)[2].shape is Shape.WARNING


async def test_with_tls_nothing_is_worth_a_warning(stored: StoredHome) -> None:
    servers = await after_testing(stored, replace(ENTRIES, questdb_http="https://db.local"))
    assert {row.shape for row in servers.steps(Server.QUESTDB)} == {Shape.GOOD}


async def test_a_test_saves_nothing_and_allows_saving(stored: StoredHome) -> None:
    assert not stored.page.servers.can_save
    servers = await after_testing(stored)
    assert servers.can_save
    assert not stored.settings.exists()


async def test_what_was_tested_well_is_saved_and_the_data_can_move(stored: StoredHome) -> None:
    assert not stored.page.migration.can_begin
    servers = await after_testing(stored)
    servers.save()
    await until(lambda: servers.is_saved)
    assert MachineSettingsFile(stored.settings).settings.servers == KEPT
    assert not servers.can_save
    assert servers.saving_remark.startswith("Tested and kept. Nothing has moved yet")
    assert servers.password_remark(Server.MONGODB) == "Kept; type to replace it"
    assert stored.page.migration.can_begin


@pytest.mark.parametrize(
    ("error", "text", "wrong"),
    [
        (
            StoreUnusable(ProblemCode.DATABASE_REFUSED, path="db", reason="no"),
            "refused",
            {"mongodb_user", "mongodb_password"},
        ),
        (
            StoreUnusable(ProblemCode.DATABASE_TLS_FAILED, path="db", reason="no"),
            "does not fit",
            {"mongodb"},
        ),
        (
            StoreUnusable(
                ProblemCode.DATABASE_NOT_UNDERSTOOD, path="db", server="MongoDB", reason="no"
            ),
            "something else answers",
            {"mongodb"},
        ),
        (
            StoreUnusable(ProblemCode.DATABASE_TOO_OLD, path="db", found="MongoDB 3", needed="4"),
            "does not fit",
            set(),
        ),
    ],
)
async def test_an_error_belongs_to_a_step_and_its_fields(
    stored: StoredHome, error: EnergyDesktopError, text: str, wrong: set[str]
) -> None:
    stored.servers.refusals[Server.MONGODB] = error
    servers = await after_testing(stored)
    (failed,) = [row for row in servers.steps(Server.MONGODB) if row.shape is Shape.BAD]
    assert failed.text == text
    assert servers.wrong_fields().keys() == wrong
    assert servers.problem_text(Server.MONGODB)
    assert servers.problem_text(Server.QUESTDB) == ""
    assert not servers.can_save


async def test_the_port_that_does_not_answer_is_named(stored: StoredHome) -> None:
    stored.servers.closed_ports[8812] = StoreUnusable(
        ProblemCode.DATABASE_PORT_CLOSED, host="db", port=8812, server="QuestDB", usual=8812
    )
    servers = await after_testing(stored)
    assert servers.steps(Server.QUESTDB)[1].text == "8812 does not answer"
    assert servers.wrong_fields().keys() == {"questdb_pg"}


async def test_without_a_keyring_nothing_is_saved_and_it_is_said(stored: StoredHome) -> None:
    stored.vault_failure = no_keyring()
    servers = await after_testing(stored)
    servers.save()
    await until(lambda: servers.notice)
    assert servers.notice is not None
    assert servers.notice.title == "The passwords could not be kept"
    assert "Nothing was saved" in servers.notice.what_happened
    assert not servers.is_saved
    assert not stored.settings.exists()


async def test_a_settings_file_that_is_damaged_is_said(stored: StoredHome) -> None:
    stored.settings.write_text("theme = ", "utf-8")
    servers = await after_testing(stored)
    servers.save()
    await until(lambda: servers.notice)
    assert servers.notice is not None
    assert servers.notice.title == "The addresses could not be saved"


async def test_a_changed_form_forgets_what_was_found(stored: StoredHome) -> None:
    servers = await after_testing(stored)
    servers.forget_test()
    assert servers.result is None
    assert not servers.can_save


async def test_a_test_can_be_cancelled(stored: StoredHome) -> None:
    stored.servers.answers.clear()
    servers = stored.page.servers
    servers.test(ENTRIES)
    await until(lambda: len(stored.servers.asked) == 2)
    assert servers.steps(Server.QUESTDB)[3].text == "checking user and password …"
    servers.cancel()
    assert not servers.is_testing
    assert servers.result is None


async def test_what_the_environment_gives_cannot_be_typed_or_saved(stored: StoredHome) -> None:
    fixed = frozenset({"questdb_ilp", "questdb_pg", "mongodb_uri"})
    stored.know(KnownServers(kept=frozenset(Server), fixed=fixed, are_saved=True))
    stored.page.servers.start()
    await until(lambda: stored.page.servers.is_all_given)
    servers = await after_testing(stored)
    assert not servers.can_save
    assert servers.is_given("questdb_password")
    assert servers.password_remark(Server.QUESTDB) == "Taken from the environment"
    assert servers.given_remark.startswith("These addresses come from the environment")


async def test_one_address_of_the_environment_leaves_the_others_to_type(
    stored: StoredHome,
) -> None:
    stored.know(KnownServers(fixed=frozenset({"questdb_ilp"})))
    stored.page.servers.start()
    servers = stored.page.servers
    await until(lambda: servers.known and servers.known.fixed)
    assert servers.is_given("questdb_http")
    assert not servers.is_given("questdb_user")
    assert not servers.is_given("mongodb")
    assert servers.given_remark.startswith("What is greyed")
