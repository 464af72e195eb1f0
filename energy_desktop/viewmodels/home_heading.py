"""How the connection stands, as Settings › Home Assistant says it: a heading and a sentence."""

from PySide6.QtCore import QCoreApplication

from energy_desktop.model.home import Connection, ConnectionState
from energy_desktop.model.messages import ProblemCode
from energy_desktop.viewmodels.frame import FootRow
from energy_desktop.viewmodels.notices import connection_notice
from energy_desktop.viewmodels.step_rows import StepRow


def home_heading(connection: Connection, row: FootRow) -> StepRow:
    """`row` is the line of the state foot, whose shape and reason hold here as well.

    What it says about where to go is left out: the person is there.
    """
    return StepRow(_heading(connection), row.shape, _here(connection) or row.explanation)


def _heading(connection: Connection) -> str:
    code = None if connection.problem is None else connection.problem.code
    match connection.state:
        case ConnectionState.LIVE:
            return QCoreApplication.translate("HomeHeading", "Connected")
        case ConnectionState.CONNECTING:
            return QCoreApplication.translate("HomeHeading", "Connecting …")
        case ConnectionState.AUTHENTICATING:
            return QCoreApplication.translate("HomeHeading", "Signing in …")
        case ConnectionState.PREPARING:
            return QCoreApplication.translate("HomeHeading", "Connected, preparing …")
        case ConnectionState.DRAINING:
            return QCoreApplication.translate("HomeHeading", "Ending the connection …")
        case ConnectionState.IDLE if code is ProblemCode.HOME_NOT_CONFIGURED:
            return QCoreApplication.translate("HomeHeading", "No Home Assistant set up yet")
    notice = connection_notice(connection, "")
    return (
        QCoreApplication.translate("HomeHeading", "Not connected yet")
        if notice is None
        else notice.title
    )


def _here(connection: Connection) -> str:
    """What to do, where the reason would send the person to this very page."""
    problem = connection.problem
    if problem is None or connection.state is not ConnectionState.IDLE:
        return ""
    if problem.code is ProblemCode.HOME_NOT_CONFIGURED:
        return QCoreApplication.translate(
            "HomeHeading", "Give its address and a token below, and press “Test and connect”."
        )
    if problem.code is ProblemCode.HOME_TOKEN_MISSING:
        return QCoreApplication.translate(
            "HomeHeading", "No token is stored for this address. Paste one below."
        )
    return ""
