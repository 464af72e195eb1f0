"""The language of the window, from what was compiled beside this file."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from energy_desktop.model.machine_settings import Language

FOLDER = Path(__file__).parent / "translations"
NAME = "energy_desktop"


class Speech:
    """Installs the translators of one language at a time; needs a QApplication."""

    def __init__(self) -> None:
        self._installed: list[QTranslator] = []
        self._system = QLocale.system()
        self._before = QLocale()

    def speak(self, language: Language) -> None:
        """Let everything that is made from now on be in a language; numbers and dates follow."""
        self.end()
        chosen = self._wanted(language)
        locale = self._system
        if chosen is not _language_of(self._system):
            # Numbers and times as in the person's country, where it has that language.
            locale = QLocale(QLocale(chosen.value).language(), self._system.territory())
        QLocale.setDefault(locale)
        qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        files = ((f"qtbase_{chosen.value}", qt), (f"{NAME}_{chosen.value}", str(FOLDER)))
        for file, folder in files:
            translator = QTranslator(QCoreApplication.instance())
            if translator.load(file, folder):
                QCoreApplication.installTranslator(translator)
                self._installed.append(translator)

    def end(self) -> None:
        """Speak as before the first language was chosen."""
        for translator in self._installed:
            QCoreApplication.removeTranslator(translator)
            translator.deleteLater()
        self._installed = []
        QLocale.setDefault(self._before)

    def _wanted(self, language: Language) -> Language:
        if language is not Language.SYSTEM:
            return language
        return next(
            (known for tag in self._system.uiLanguages() if (known := _known(tag)) is not None),
            Language.ENGLISH,
        )


def _known(tag: str) -> Language | None:
    short = tag.replace("_", "-").partition("-")[0].lower()
    return next((known for known in Language if known.value == short), None)


def _language_of(locale: QLocale) -> Language | None:
    return _known(locale.name())
