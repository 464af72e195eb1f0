"""Testing both databases step by step, before anything is saved."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

from energy_desktop.model.connection_test import Step
from energy_desktop.model.server_addresses import SERVERS, Server, ServerAddresses
from energy_desktop.model.server_test import Endpoint, ServersTest, server_step_of
from energy_desktop.ports.errors import EnergyDesktopError
from energy_desktop.ports.server_probe import ServerProbe


class ServerTest:
    """Name, port, encryption, sign-in, version: of both servers side by side."""

    def __init__(self, probe: ServerProbe) -> None:
        self._probe = probe

    async def run(
        self, addresses: ServerAddresses, tell: Callable[[ServersTest], None]
    ) -> ServersTest:
        """Test both, telling the progress at each step; one that fails does not stop the other."""
        test = _Test(tell)
        async with asyncio.TaskGroup() as group:
            for server in SERVERS:
                group.create_task(self._one(server, addresses, test))
        return test.state

    async def _one(self, server: Server, addresses: ServerAddresses, test: "_Test") -> None:
        try:
            endpoints = self._probe.endpoints(server, addresses)
            test.reached(server, Step.NAME, endpoints=endpoints)
            await self._reach(server, endpoints, test)
            test.reached(server, Step.SIGN_IN)
            version = await self._probe.sign_in(server, addresses)
            test.reached(server, Step.FOUND, version=version)
        except EnergyDesktopError as error:
            step = server_step_of(error.problem, test.state.progress[server].step)
            test.reached(server, step, problem=error.problem)

    async def _reach(self, server: Server, endpoints: tuple[Endpoint, ...], test: "_Test") -> None:
        """Every name and every port; the first that is wrong ends it."""
        for endpoint in endpoints:
            test.reached(server, Step.NAME, culprit=endpoint)
            number = await self._probe.resolve(endpoint)
            if endpoint is endpoints[0]:
                test.reached(server, Step.NAME, number=number)
        answered: tuple[float, ...] = ()
        for endpoint in endpoints:
            test.reached(server, Step.PORT, culprit=endpoint)
            answered = (*answered, await self._probe.knock(server, endpoint))
            test.reached(server, Step.PORT, answered_in=answered)
        test.reached(server, Step.SIGN_IN, culprit=None)


class _Test:
    """Both tests as far as they have come."""

    def __init__(self, tell: Callable[[ServersTest], None]) -> None:
        self._tell = tell
        self.state = ServersTest()

    def reached(self, server: Server, step: Step, **found: object) -> None:
        progress = replace(self.state.progress[server], step=step, **found)  # type: ignore[arg-type]  # mypy cannot match fields given by name
        self.state = self.state.with_progress(server, progress)
        self._tell(self.state)
