"""The first start, scene by scene, and the dialogs."""

from PySide6.QtWidgets import QMenu

from energy_desktop.model.home import AnnouncedHome
from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import HomeRefused, HomeUnreachable
from energy_desktop.viewmodels.first_start import Scene
from energy_desktop.viewmodels.questions import Question
from energy_desktop.views.question_dialog import QuestionDialog
from energy_desktop.views.tray import TrayIcon
from tests.screens.history_scenes import day
from tests.screens.settings_scenes import ADDRESS, furnish
from tests.screens.stage import NOW, Stage
from tests.waiting import until

_FOUND = [
    AnnouncedHome("Home", ADDRESS, "2026.11.2"),
    AnnouncedHome("Holiday flat", "http://192.168.20.14:8123", "2026.9.4"),
]


async def welcome(stage: Stage) -> None:
    """Three ways to begin; the first has the focus."""
    _begin(stage)


async def looking(stage: Stage) -> None:
    """Two were found, and it still looks."""
    _begin(stage)
    stage.finder.homes = _FOUND
    stage.first.find()
    await until(lambda: len(stage.first.homes) == 2)


async def nothing_found(stage: Stage) -> None:
    """A network without a Home Assistant that announces itself."""
    _begin(stage)
    stage.first.find()
    stage.recorded.supervisor.cancel_owner(stage.first)
    stage.first.is_looking, stage.first.seconds_left = False, 0
    stage.first.homes_changed.emit()


async def by_address(stage: Stage) -> None:
    """An address to type."""
    _begin(stage)
    stage.first.give_address()


async def port_closed(stage: Stage) -> None:
    """Nothing answers at the port."""
    stage.recorded.probe.closed_port = HomeUnreachable(
        ProblemCode.HOME_CONNECTION_REFUSED, host="homeassistant.local", port=8124
    )
    await _test(stage, "http://homeassistant.local:8124")


async def token_refused(stage: Stage) -> None:
    """The token is wrong."""
    stage.recorded.home.refusals.append(HomeRefused(ProblemCode.HOME_TOKEN_REFUSED))
    await _test(stage, ADDRESS)


async def choose_entities(stage: Stage) -> None:
    """Connected: what is to be recorded?"""
    furnish(stage)
    _begin(stage)
    await stage.recorded.begin(is_set_up=False)
    stage.first.give_address()
    stage.recorded.connection.connect_to(ADDRESS, "a token")
    await until(lambda: stage.first.scene is Scene.ENTITIES)
    page = stage.recorded.entities
    await until(lambda: page.table.rows and not page.is_discovering)


async def closing_question(stage: Stage) -> None:
    """Closed where there is no tray."""
    stage.application.has_tray = False
    await stage.shown.fill()
    stage.page = NOW
    window = stage.build()
    asked: list[Question] = []
    stage.closing.asked.connect(asked.append)
    stage.closing.close()
    stage.dialog = QuestionDialog(window.theme, asked[0], window)


async def tray_menu(stage: Stage) -> None:
    """The menu of the icon in the tray."""
    await day(stage)
    assert stage.window is not None
    stage.tray.tick()
    tray = TrayIcon(stage.window.theme, stage.tray, stage.window)
    menu = tray.menu
    assert isinstance(menu, QMenu)
    stage.dialog = menu


def _begin(stage: Stage) -> None:
    stage.recorded.board.time_zone = "Europe/Berlin"
    stage.begin_with_nothing().begin()


async def _test(stage: Stage, address: str) -> None:
    _begin(stage)
    stage.first.give_address()
    await stage.recorded.settle()
    page = stage.first_start_page
    page.address.other.field.setText(address)
    page.address.token.setText("a token")
    page.address.connect_home()
    await until(lambda: not stage.recorded.connection.is_testing)
