"""Asks the network for `_home-assistant._tcp`, which Home Assistant's zeroconf announces."""

import asyncio
import logging
from collections.abc import AsyncGenerator

from zeroconf import InterfaceChoice, IPVersion, ServiceStateChange, Zeroconf
from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo, AsyncZeroconf

from energy_desktop.model.home import AnnouncedHome

SERVICE = "_home-assistant._tcp.local."
_ANSWER_WITHIN_MS = 2000

_log = logging.getLogger(__name__)


class ZeroconfFinder:
    """Implements `ports.home_finder.HomeFinder`."""

    def __init__(self, interfaces: InterfaceChoice | list[str] = InterfaceChoice.All) -> None:
        self._interfaces = interfaces

    async def find(self, seconds: float) -> AsyncGenerator[AnnouncedHome, None]:
        """Each Home Assistant that answers within so many seconds, once, as it is found."""
        try:
            network = AsyncZeroconf(interfaces=self._interfaces, ip_version=IPVersion.V4Only)
        except OSError as error:
            _log.warning("the network cannot be asked for Home Assistants: %s", error)
            return
        names: asyncio.Queue[str] = asyncio.Queue()

        def noticed(
            zeroconf: Zeroconf, service_type: str, name: str, state_change: ServiceStateChange
        ) -> None:
            if state_change is not ServiceStateChange.Removed:
                names.put_nowait(name)

        browser = AsyncServiceBrowser(network.zeroconf, SERVICE, handlers=[noticed])
        told: set[str] = set()
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        try:
            # No timeout may span a yield: it would cancel whoever takes what is found.
            while (name := await _next(names, deadline - loop.time())) is not None:
                home = await _asked(network, name)
                if home is not None and home.address not in told:
                    told.add(home.address)
                    yield home
        finally:
            await browser.async_cancel()
            await network.async_close()


async def _next(names: "asyncio.Queue[str]", within: float) -> str | None:
    try:
        async with asyncio.timeout(within):
            return await names.get()
    except TimeoutError:
        return None


async def _asked(network: AsyncZeroconf, name: str) -> AnnouncedHome | None:
    """What a Home Assistant tells of itself; None where it gives no address."""
    info = AsyncServiceInfo(SERVICE, name)
    if not await info.async_request(network.zeroconf, _ANSWER_WITHIN_MS):
        return None
    return announced(info)


def announced(info: AsyncServiceInfo) -> AnnouncedHome | None:
    """Read an announcement: its own internal address, else where it was heard from."""
    told = {key: value or "" for key, value in info.decoded_properties.items()}
    addresses = info.parsed_addresses(IPVersion.V4Only)
    heard_from = f"http://{addresses[0]}:{info.port}" if addresses and info.port else ""
    address = told.get("internal_url") or told.get("base_url") or heard_from
    if not address.startswith(("http://", "https://")):
        return None
    name = told.get("location_name") or info.name.removesuffix(f".{SERVICE}")
    return AnnouncedHome(name, address.rstrip("/"), told.get("version", ""))
