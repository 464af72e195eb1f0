"""What the settings of the window do with the databases: show, test, save."""

from collections.abc import Callable

from energy_desktop.model.server_addresses import KnownServers, ServerEntries
from energy_desktop.model.server_test import ServersTest
from energy_desktop.ports.server_forms import ServerForms
from energy_desktop.services.server_choice import ServerChoice
from energy_desktop.services.server_test import ServerTest


class ServerSetup:
    """Of what a person types."""

    def __init__(self, forms: ServerForms, test: ServerTest, choice: ServerChoice) -> None:
        self._forms = forms
        self._test = test
        self._choice = choice

    async def known(self) -> KnownServers:
        """What the form begins with."""
        return await self._forms.known()

    async def test(
        self, entries: ServerEntries, tell: Callable[[ServersTest], None]
    ) -> ServersTest:
        """Test both servers, telling the progress at each step; nothing is saved."""
        return await self._test.run(await self._forms.addresses(entries), tell)

    async def save(self, entries: ServerEntries) -> None:
        """Keep what was tested well; raises what `ServerChoice.save` does."""
        await self._choice.save(await self._forms.addresses(entries))
