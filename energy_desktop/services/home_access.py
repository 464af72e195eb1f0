"""Address and credentials of the home, and a connection for whoever asks something of it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from energy_desktop.model.connection_test import Finding
from energy_desktop.model.home import ConnectionState, HomeConfiguration
from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.settings import HOME_URL
from energy_desktop.ports.errors import WrongUsage
from energy_desktop.ports.home import Home, HomeLink
from energy_desktop.ports.store_opener import Stores
from energy_desktop.ports.vault import Vault

OpenHome = Callable[[str, str], Home]
"""From address and token to a home."""

_TOKEN = "home_assistant_token"


@dataclass(frozen=True, slots=True)
class Configured:
    """What is set up, as far as a person may see it."""

    address: str
    """Empty before anything was set up."""
    is_fixed: bool = False
    """A home that needs no settings: the demo home."""


@dataclass(frozen=True, slots=True)
class Tested:
    """What a successful test of address and token found."""

    version: str
    configuration: HomeConfiguration


def no_progress(_state: ConnectionState) -> None:
    """For connections that nobody watches."""


class HomeAccess:
    """Knows where the home is and how to get in; announces when that changes."""

    def __init__(
        self, stores: Stores, vault: Vault, open_home: OpenHome, fixed: Home | None = None
    ) -> None:
        """`fixed` is a home that needs no settings: the demo home."""
        self._fixed = fixed
        self._stores = stores
        self._vault = vault
        self._open_home = open_home
        self._changed = asyncio.Event()
        self._given_token = ""
        self.live_link: HomeLink | None = None
        """The recorder's own connection while it is live."""

    async def home(self) -> Home:
        """The home as configured.

        Raises WrongUsage when no address or no token is known, VaultUnusable when the
        keyring cannot be asked for it.
        """
        if self._fixed is not None:
            return self._fixed
        address = (await self._stores.state.settings()).get(HOME_URL.key, "")
        if not address:
            raise WrongUsage(ProblemCode.HOME_NOT_CONFIGURED)
        token = self._given_token or await self._vault.read(_TOKEN)
        if not token:
            raise WrongUsage(ProblemCode.HOME_TOKEN_MISSING, address=address)
        return self._open_home(address, token)

    async def configured(self) -> Configured:
        """Where the home is; raises StoreUnusable."""
        if self._fixed is not None:
            return Configured(self._fixed.address, is_fixed=True)
        return Configured((await self._stores.state.settings()).get(HOME_URL.key, ""))

    async def look(
        self, address: str, token: str, progress: Callable[[ConnectionState], None]
    ) -> Finding:
        """Connect, authenticate and see what is there; raises what `Home.connect` raises.

        An empty token means the one that is kept.
        """
        used = token or self._given_token or await self._vault.read(_TOKEN)
        if not used:
            raise WrongUsage(ProblemCode.TOKEN_EMPTY)
        link = await self._open_home(address, used).connect(progress)
        try:
            preferences = await link.energy_preferences()
            return Finding(link.version, await link.configuration(), len(preferences.ids()))
        finally:
            await link.close()

    async def test(self, address: str, token: str) -> Tested:
        """Connect and authenticate; raises what `Home.connect` raises."""
        if not token:
            raise WrongUsage(ProblemCode.TOKEN_EMPTY)
        link = await self._open_home(address, token).connect(no_progress)
        try:
            return Tested(link.version, await link.configuration())
        finally:
            await link.close()

    async def save(self, address: str, token: str, keep: bool) -> None:
        """Keep a tested address, and the token in the keyring; the recorder uses both at once.

        A token that is not to be kept serves until this process ends; without a token the one
        that is kept stays. Raises VaultUnusable when the token could not be kept; the address
        is saved and the token used then too.
        """
        await self._stores.state.save_settings({HOME_URL.key: address})
        self._given_token = token or self._given_token
        self.try_again()
        if keep and token:
            await self._vault.write(_TOKEN, token)

    def try_again(self) -> None:
        """Wake whoever waits for other credentials."""
        self._changed.set()

    def taken_in(self) -> None:
        """Whoever follows changes takes what holds now: only later ones count."""
        self._changed.clear()

    async def changed(self, timeout: float | None = None) -> bool:
        """Wait for other credentials, at most `timeout` seconds; whether they came."""
        try:
            async with asyncio.timeout(timeout):
                await self._changed.wait()
        except TimeoutError:
            return False
        self._changed.clear()
        return True

    @asynccontextmanager
    async def link(self) -> AsyncIterator[HomeLink]:
        """The recorder's connection while it is live, else one of our own for a moment."""
        if self.live_link is not None:
            yield self.live_link
            return
        link = await (await self.home()).connect(no_progress)
        try:
            yield link
        finally:
            await link.close()
