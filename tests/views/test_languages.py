"""English and German: complete, compiled, and what a person reads."""

import errno
import gc
import os
import subprocess
import sys
from pathlib import Path
from shutil import copy

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt, QTranslator
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QFileDialog

from energy_desktop.model.machine_settings import Language
from energy_desktop.model.messages import Problem, ProblemCode
from energy_desktop.model.phrases import PHRASES
from energy_desktop.viewmodels.notices import translated
from energy_desktop.views.languages import Speech
from energy_desktop.views.shortcuts import keys_in_words
from tests.architecture.house_copy import PROJECT
from tests.views.speaking import speaking
from tests.views.translation_files import Message, file_of, messages_of, placeholders

LANGUAGES = ("de", "en")

NAMES = {"Energy Desktop", "Home Assistant", "{name}, Home Assistant {version}"}
ALSO_GERMAN = {
    "Export", "Live", "Name", "Port", "Sensor", "Solar", "Solar {power}", "System", "Token",
    "Version", "live",
}  # fmt: skip
UNITS = {"1 h", "1 min", "10 min", "24 h", "{n} h", "{n} min", "{n} s"}
WITHOUT_WORDS = {"{found}.", "MMM", "MMMM yyyy", "yyyy"}
ALIKE = NAMES | ALSO_GERMAN | UNITS | WITHOUT_WORDS
"""What is the same in both languages."""


def translate(folder: Path) -> "subprocess.CompletedProcess[str]":
    """Run what `make translations` runs, on copies."""
    return subprocess.run(
        [sys.executable, "-m", "scripts.translations", str(folder)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    """The shipped translations, to be changed."""
    for language in LANGUAGES:
        copy(file_of(language, "ts"), tmp_path)
    return tmp_path


def test_the_shipped_files_are_complete_and_those_of_the_source(copies: Path) -> None:
    done = translate(copies)
    assert (done.returncode, done.stderr) == (0, "")
    stale = [
        file.name
        for language in LANGUAGES
        for ending in ("ts", "qm")
        if (file := file_of(language, ending)).read_bytes() != (copies / file.name).read_bytes()
    ]
    assert stale == [], "run make translations"


def test_a_text_without_a_translation_is_named(copies: Path) -> None:
    german = copies / "energy_desktop_de.ts"
    text = german.read_text(encoding="utf-8")
    assert "<source>Quit</source>" in text
    german.write_text(text.replace("<source>Quit</source>", "<source>Give up</source>"), "utf-8")
    done = translate(copies)
    assert done.returncode == 1
    assert "energy_desktop_de.ts: unfinished: TrayIcon: Quit\n" in done.stderr
    assert "Give up" not in german.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_placeholder_is_in_every_form(language: str) -> None:
    offences = [
        (message.source, form)
        for message in messages_of(language)
        for form in message.forms
        if placeholders(form) != placeholders(message.source)
    ]
    assert offences == []


def test_every_count_has_its_singular() -> None:
    counted = [message for message in messages_of("de") if message.has_number]
    assert len(counted) > 20
    assert {len(message.forms) for message in counted} == {2}
    assert {m.source for m in messages_of("en")} == {m.source for m in counted}


def test_no_german_text_is_english() -> None:
    same = {m.source for m in messages_of("de") if m.source in m.forms}
    assert same == ALIKE


def offences_of_style(message: Message, german: str) -> list[str]:
    """Where a German text does not look as such texts do."""
    offences = []
    if german.count("„") != german.count("“") or set("”\"'") & set(german):
        offences.append("quotation marks")
    if german != german.strip() or "  " in german or "..." in german:
        offences.append("spaces or dots")
    ends = [text[-1] if text[-1] in ".…?:!" else "" for text in (message.source, german)]
    if ends[0] != ends[1]:
        offences.append("its end")
    if " du " in f" {german.lower()} " or " dein" in german.lower():
        offences.append("the address")
    return offences


def test_german_texts_are_set_as_german() -> None:
    offences = [
        (german, found)
        for message in messages_of("de")
        if message.comment != "date format of Qt"
        for german in message.forms
        if (found := offences_of_style(message, german))
    ]
    assert offences == []


def test_counts_are_told_in_the_right_number() -> None:
    def told(count: int) -> str:
        text: str = QCoreApplication.translate("EntitiesViewModel", "Track %n entities", "", count)
        return text

    with speaking(Language.ENGLISH):
        assert [told(n) for n in (0, 1, 2)] == [
            "Track 0 entities", "Track 1 entity", "Track 2 entities",
        ]  # fmt: skip
    with speaking(Language.GERMAN):
        assert [told(n) for n in (0, 1, 2)] == [
            "0 Entitäten aufzeichnen", "1 Entität aufzeichnen", "2 Entitäten aufzeichnen",
        ]  # fmt: skip


@pytest.mark.parametrize("code", list(ProblemCode))
def test_every_error_has_its_german_sentence(code: ProblemCode) -> None:
    names = {p.strip("{}") for m in messages_of("de") for p in placeholders(m.source)}
    problem = Problem(code, dict.fromkeys(names, "…"))
    english = translated(problem)
    with speaking(Language.GERMAN):
        german = translated(problem)
    assert german != english
    assert german.endswith(".")


def test_a_usual_reason_is_german_and_any_other_stays_as_it_was_given() -> None:
    def told(reason: str) -> str:
        return translated(Problem(ProblemCode.FILE_UNREADABLE, {"path": "/x", "reason": reason}))

    with speaking(Language.GERMAN):
        assert told("Permission denied") == "/x lässt sich nicht lesen (keine Berechtigung)."
        assert told("a gremlin") == "/x lässt sich nicht lesen (a gremlin)."
    assert told("Permission denied") == "/x cannot be read (Permission denied)."


def test_what_the_system_says_is_a_usual_reason() -> None:
    numbers = (errno.ECONNREFUSED, errno.EHOSTUNREACH, errno.ENOSPC, errno.EACCES, errno.EROFS)
    assert {os.strerror(number) for number in numbers} <= PHRASES


def test_qt_itself_speaks_german(tmp_path: Path) -> None:
    with speaking(Language.GERMAN):
        assert keys_in_words("Ctrl+E") == "Strg+E"
        assert QKeySequence("Ctrl+E") == QKeySequence(
            Qt.KeyboardModifier.ControlModifier | Qt.Key.Key_E
        )
        dialog = QFileDialog(None, "", str(tmp_path))
        assert dialog.labelText(QFileDialog.DialogLabel.Reject) == "Abbrechen"
        dialog.deleteLater()
    assert keys_in_words("Ctrl+E") == "Ctrl+E"


def test_a_language_outlasts_whoever_chose_it(qapp: QApplication) -> None:
    before = QLocale()
    Speech().speak(Language.GERMAN)
    gc.collect()
    try:
        assert QCoreApplication.translate("MainWindow", "History") == "Verlauf"
    finally:
        for translator in qapp.findChildren(QTranslator):
            qapp.removeTranslator(translator)
        QLocale.setDefault(before)
    assert QCoreApplication.translate("MainWindow", "History") == "History"


def test_the_system_chooses_where_the_person_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    austrian = QLocale(QLocale.Language.German, QLocale.Country.Austria)
    monkeypatch.setattr(QLocale, "system", lambda: austrian)
    with speaking(Language.SYSTEM):
        assert QCoreApplication.translate("MainWindow", "History") == "Verlauf"
        assert QLocale().name() == "de_AT"


def test_the_locale_follows_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    swiss = QLocale(QLocale.Language.French, QLocale.Country.Switzerland)
    monkeypatch.setattr(QLocale, "system", lambda: swiss)
    with speaking(Language.GERMAN):
        assert QLocale().name() == "de_CH"
    with speaking(Language.ENGLISH):
        assert QLocale().name() == "en_CH"
    with speaking(Language.SYSTEM):
        assert QLocale().language() == QLocale.Language.English
