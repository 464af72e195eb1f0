"""The steps of a server's test, in words."""

from PySide6.QtCore import QCoreApplication

from energy_desktop.model.connection_test import STEPS, Step
from energy_desktop.model.server_test import Endpoint, ServerProgress
from energy_desktop.viewmodels.frame import Shape
from energy_desktop.viewmodels.step_rows import StepRow


def step_rows(progress: ServerProgress) -> tuple[StepRow, ...]:
    """The five steps of one server."""
    return tuple(_row(step, progress) for step in STEPS)


def _row(step: Step, progress: ServerProgress) -> StepRow:
    name = {
        Step.NAME: QCoreApplication.translate("ServerSteps", "Name"),
        Step.PORT: QCoreApplication.translate("ServerSteps", "Port"),
        Step.ENCRYPTION: QCoreApplication.translate("ServerSteps", "Encryption"),
        Step.SIGN_IN: QCoreApplication.translate("ServerSteps", "Sign-in"),
        Step.FOUND: QCoreApplication.translate("ServerSteps", "Version"),
    }[step]
    place, reached = STEPS.index(step), STEPS.index(progress.step)
    if place > reached:
        waits = progress.problem is None
        text = (
            QCoreApplication.translate("ServerSteps", "waiting")
            if waits
            else QCoreApplication.translate("ServerSteps", "not reached")
        )
        return StepRow(name, Shape.PAUSED, text)
    if place == reached and progress.problem is not None:
        return StepRow(name, Shape.BAD, _failure(step, progress))
    if place == reached and not progress.version:
        return StepRow(name, Shape.BUSY, _doing(step, progress))
    is_open = step is Step.ENCRYPTION and not all(each.is_secure for each in progress.endpoints)
    return StepRow(name, Shape.WARNING if is_open else Shape.GOOD, _success(step, progress))


def _doing(step: Step, progress: ServerProgress) -> str:
    port = progress.culprit.port if progress.culprit is not None else ""
    return {
        Step.NAME: QCoreApplication.translate("ServerSteps", "looking it up …"),
        Step.PORT: QCoreApplication.translate(
            "ServerSteps", "{port}, waiting for an answer …"
        ).format(port=port),
        Step.ENCRYPTION: QCoreApplication.translate("ServerSteps", "connecting …"),
        Step.SIGN_IN: QCoreApplication.translate("ServerSteps", "checking user and password …"),
        Step.FOUND: QCoreApplication.translate("ServerSteps", "asking what it is …"),
    }[step]


def _failure(step: Step, progress: ServerProgress) -> str:
    culprit = progress.culprit
    if step is Step.PORT and culprit is not None:
        return QCoreApplication.translate("ServerSteps", "{port} does not answer").format(
            port=culprit.port
        )
    return {
        Step.NAME: QCoreApplication.translate("ServerSteps", "not found"),
        Step.PORT: QCoreApplication.translate("ServerSteps", "something else answers"),
        Step.ENCRYPTION: QCoreApplication.translate("ServerSteps", "does not fit"),
        Step.SIGN_IN: QCoreApplication.translate("ServerSteps", "refused"),
        Step.FOUND: QCoreApplication.translate("ServerSteps", "does not fit"),
    }[step]


def _success(step: Step, progress: ServerProgress) -> str:
    endpoints = progress.endpoints
    match step:
        case Step.NAME if endpoints:
            return _named(endpoints[0], progress.number)
        case Step.PORT if endpoints:
            return _answered(endpoints, max(progress.answered_in))
        case Step.NAME | Step.PORT:
            return QCoreApplication.translate("ServerSteps", "found by the server's own list")
        case Step.ENCRYPTION if endpoints and all(each.is_secure for each in endpoints):
            return QCoreApplication.translate("ServerSteps", "TLS, as the address says")
        case Step.ENCRYPTION if endpoints:
            return QCoreApplication.translate(
                "ServerSteps", "none; fine at home, not over the internet"
            )
        case Step.ENCRYPTION:
            return QCoreApplication.translate("ServerSteps", "as the address says")
        case Step.SIGN_IN:
            return QCoreApplication.translate("ServerSteps", "accepted, and may write")
        case _:
            return progress.version


def _named(endpoint: Endpoint, number: str) -> str:
    if endpoint.host == number:
        return QCoreApplication.translate("ServerSteps", "{number}, a number of its own").format(
            number=number
        )
    return QCoreApplication.translate("ServerSteps", "{name} is {number}").format(
        name=endpoint.host, number=number
    )


def _answered(endpoints: tuple[Endpoint, ...], seconds: float) -> str:
    time = max(1, round(1000 * seconds))
    if len(endpoints) == 1:
        return QCoreApplication.translate("ServerSteps", "{port} answers in {time} ms").format(
            port=endpoints[0].port, time=time
        )
    return QCoreApplication.translate(
        "ServerSteps", "{one} and {other} answer in {time} ms"
    ).format(one=endpoints[0].port, other=endpoints[1].port, time=time)
