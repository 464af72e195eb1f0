"""What a problem names, in the language of the window."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale

from energy_desktop.model.machine_settings import Language
from energy_desktop.model.messages import Problem, ProblemCode
from energy_desktop.model.phrases import NO_TRUTH, Phrase
from energy_desktop.viewmodels.parameters import in_words, program_in_words
from energy_desktop.viewmodels.wording import Wording
from energy_desktop.views.languages import Speech

GERMAN = QLocale(QLocale.Language.German, QLocale.Country.Germany)


@pytest.fixture(autouse=True)
def german() -> Iterator[None]:
    """The window speaks German."""
    speech = Speech()
    speech.speak(Language.GERMAN)
    yield
    speech.end()


def spoken(**parameters: object) -> dict[str, object]:
    problem = Problem(ProblemCode.UNEXPECTED, parameters)
    return dict(in_words(problem, Wording(GERMAN)).parameters)


def test_a_day_is_written_as_the_window_writes_days() -> None:
    assert spoken(day="2026-03-08") == {"day": "8. März 2026"}


def test_a_text_that_is_no_day_stays() -> None:
    assert spoken(day="any day", entity="2026-03-08") == {"day": "any day", "entity": "2026-03-08"}


def test_who_records_is_told() -> None:
    stored = "Energy Desktop on attic (process 4211)"
    assert spoken(holder=stored) == {"holder": "Energy Desktop auf attic (Prozess 4211)"}
    assert program_in_words("something else") == "something else"


def test_a_reason_with_details_is_translated_and_keeps_them() -> None:
    reason = Phrase(NO_TRUTH, {"name": "close_to_tray"})
    assert spoken(reason=reason) == {"reason": "„close_to_tray“ ist weder true noch false"}
