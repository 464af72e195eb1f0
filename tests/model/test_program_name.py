"""The name of a program that records."""

import pytest

from energy_desktop.model.program_name import ProgramName


def test_what_is_stored_is_what_older_versions_show() -> None:
    assert str(ProgramName("attic", 4211)) == "Energy Desktop on attic (process 4211)"


@pytest.mark.parametrize("host", ["attic", "a machine", "box (old)", "nas.example.org"])
def test_what_was_stored_is_read_again(host: str) -> None:
    name = ProgramName(host, 17)
    assert ProgramName.read(str(name)) == name


@pytest.mark.parametrize("text", ["", "Another program", "Energy Desktop on attic"])
def test_a_text_in_another_form_is_no_name(text: str) -> None:
    assert ProgramName.read(text) is None
