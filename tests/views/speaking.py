"""The window in a language, for as long as a test needs it."""

from collections.abc import Iterator
from contextlib import contextmanager

from energy_desktop.model.machine_settings import Language
from energy_desktop.views.languages import Speech


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Speak it; afterwards everything is as it was."""
    speech = Speech()
    speech.speak(language)
    try:
        yield
    finally:
        speech.end()
