"""Which keyrings are fit to keep a secret."""

import sys
from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, null

from energy_desktop.adapters.keyring_vault.backend import find_backend
from tests.adapters.keyring_vault.backends import MemoryKeyring


class PlainText(MemoryKeyring):
    """As the `keyrings.alt` package has them."""


PlainText.__module__ = "keyrings.alt.file"


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


@pytest.mark.parametrize("useless", [fail.Keyring, null.Keyring, PlainText])
def test_what_keeps_nothing_or_keeps_it_readable_is_no_keyring(
    useless: type[KeyringBackend],
) -> None:
    keyring.set_keyring(useless())
    assert find_backend() is None


def test_what_works_is_taken() -> None:
    works = MemoryKeyring()
    keyring.set_keyring(works)
    assert find_backend() is works


def test_of_several_the_first_that_is_fit_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    works = MemoryKeyring()
    chain = chainer.ChainerBackend()  # type: ignore[no-untyped-call]
    monkeypatch.setattr(chainer.ChainerBackend, "backends", [PlainText(), works])
    keyring.set_keyring(chain)
    assert find_backend() is works


def test_the_keyring_library_is_not_imported_before_it_is_needed() -> None:
    import subprocess

    probe = "import sys, energy_desktop.adapters.keyring_vault; print('keyring' in sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "False"
