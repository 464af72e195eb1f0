"""Every page and dialog in every state, by the name of its picture."""

from collections.abc import Awaitable, Callable

from tests.screens import first_start_scenes as first
from tests.screens import history_scenes as history
from tests.screens import now_scenes as now
from tests.screens import settings_scenes as settings
from tests.screens import storage_scenes as storage
from tests.screens.stage import NOW, Stage
from tests.viewmodels.shown_home import ShownHome

Scene = Callable[[Stage], Awaitable[None]]


def _on_now(scene: Callable[[ShownHome], Awaitable[None]]) -> Scene:
    async def set_up(stage: Stage) -> None:
        await scene(stage.shown)
        stage.page = NOW
        stage.build()

    return set_up


SCENES: dict[str, Scene] = {
    "now": _on_now(now.filled),
    "now-hour": _on_now(now.last_hour),
    "now-day": _on_now(now.last_day),
    "now-away": _on_now(now.home_away),
    "now-refused": _on_now(now.token_refused),
    "now-store-full": _on_now(now.store_full),
    "now-empty": _on_now(now.nothing_tracked),
    "now-not-set-up": _on_now(now.not_configured),
    "now-loading": _on_now(now.loading),
    "now-connecting": _on_now(now.first_connection),
    "now-night": _on_now(now.night),
    "now-cheap-hour": _on_now(now.battery_from_grid),
    "now-grid-only": _on_now(now.without_sun),
    "now-no-preferences": _on_now(now.without_preferences),
    "now-many": _on_now(now.many_devices),
    "history": history.day,
    "history-today": history.today,
    "history-ten-years": history.ten_years,
    "history-minutes": history.one_minute,
    "history-two-units": history.two_units,
    "history-readings": history.readings,
    "history-export": history.export_menu,
    "history-no-data": history.without_data,
    "history-empty": history.nothing_tracked,
    "history-loading": history.loading,
    "history-failed": history.store_failing,
    "settings-home": settings.home_live,
    "settings-home-empty": settings.home_not_set_up,
    "settings-home-tested": settings.home_tested,
    "settings-home-unknown": settings.home_unknown_name,
    "settings-home-refused": settings.home_token_refused,
    "settings-home-away": settings.home_away,
    "settings-entities": settings.entities,
    "settings-entities-not-found": settings.entities_not_found,
    "settings-entities-empty": settings.entities_empty,
    "settings-entities-undiscovered": settings.entities_undiscovered,
    "settings-entities-never-seen": settings.entities_never_seen,
    "settings-entities-loading": settings.entities_loading,
    "settings-entities-away": settings.entities_away,
    "settings-storage": storage.files,
    "settings-storage-loading": storage.looking,
    "settings-storage-disk-full": storage.disk_full,
    "settings-storage-testing": storage.testing,
    "settings-storage-tested": storage.tested,
    "settings-storage-saved": storage.saved,
    "settings-storage-wrong": storage.wrong_address_and_password,
    "settings-storage-no-keyring": storage.no_keyring,
    "settings-storage-environment": storage.given_by_environment,
    "settings-storage-given": storage.given_for_this_start,
    "settings-storage-servers": storage.on_servers,
    "settings-storage-servers-away": storage.servers_away,
    "settings-storage-other-recorder": storage.recorded_elsewhere,
    "settings-storage-moving": storage.moving,
    "settings-storage-moving-statistics": storage.moving_statistics,
    "settings-storage-moved": storage.moved,
    "settings-storage-moved-back": storage.moved_back,
    "settings-storage-cancelled": storage.cancelled,
    "settings-storage-differs": storage.differs,
    "settings-storage-not-saved": storage.choice_not_saved,
    "settings-application": settings.application,
    "settings-application-no-tray": settings.application_without_tray,
    "settings-application-damaged": settings.application_file_damaged,
    "first-start": first.welcome,
    "first-start-looking": first.looking,
    "first-start-nothing-found": first.nothing_found,
    "first-start-address": first.by_address,
    "first-start-port-closed": first.port_closed,
    "first-start-refused": first.token_refused,
    "first-start-entities": first.choose_entities,
    "closing": first.closing_question,
    "tray": first.tray_menu,
}
