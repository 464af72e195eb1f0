"""The languages that screens are shown in, with how their countries write figures."""

from PySide6.QtCore import QLocale

from energy_desktop.model.machine_settings import Language

LOCALES = {
    Language.ENGLISH: QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom),
    Language.GERMAN: QLocale(QLocale.Language.German, QLocale.Country.Germany),
}
