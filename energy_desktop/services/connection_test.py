"""Testing an address and a token step by step, before anything is saved."""

from collections.abc import Callable
from dataclasses import replace

from energy_desktop.model.connection_test import Step, TestProgress, step_of
from energy_desktop.model.home import ConnectionState
from energy_desktop.ports.errors import EnergyDesktopError
from energy_desktop.ports.home_probe import HomeProbe
from energy_desktop.services.home_access import HomeAccess

_STEPS = {
    ConnectionState.CONNECTING: Step.ENCRYPTION,
    ConnectionState.AUTHENTICATING: Step.SIGN_IN,
    ConnectionState.PREPARING: Step.FOUND,
}


class ConnectionTest:
    """Name, port, encryption, sign-in, and what the home is."""

    def __init__(self, probe: HomeProbe, access: HomeAccess) -> None:
        self._probe = probe
        self._access = access

    async def run(
        self, address: str, token: str, tell: Callable[[TestProgress], None]
    ) -> TestProgress:
        """Test, telling the progress at each step; the end carries a finding or a problem.

        An empty token means the one that is kept.
        """
        attempt = _Attempt(tell)
        try:
            attempt.reached()
            attempt.reached(Step.PORT, place=await self._probe.resolve(address))
            place = attempt.progress.place
            assert place is not None  # just resolved
            attempt.reached(Step.ENCRYPTION, answered_in=await self._probe.knock(place))
            finding = await self._access.look(address, token, attempt.state)
            attempt.reached(Step.FOUND, finding=finding)
        except EnergyDesktopError as error:
            step = step_of(error.problem, attempt.progress.step)
            attempt.reached(step, problem=error.problem)
        return attempt.progress


class _Attempt:
    """The progress of one test."""

    def __init__(self, tell: Callable[[TestProgress], None]) -> None:
        self._tell = tell
        self.progress = TestProgress()

    def reached(self, step: Step = Step.NAME, **found: object) -> None:
        self.progress = replace(self.progress, step=step, **found)  # type: ignore[arg-type]  # mypy cannot match fields given by name
        self._tell(self.progress)

    def state(self, state: ConnectionState) -> None:
        self.reached(_STEPS.get(state, self.progress.step))
