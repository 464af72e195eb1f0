"""Name and port of a Home Assistant, asked one after the other."""

import asyncio
import socket

from energy_desktop.adapters.home_assistant.address import parse_address
from energy_desktop.adapters.home_assistant.failures import opening_failed
from energy_desktop.adapters.home_assistant.transport import CONNECT_TIMEOUT
from energy_desktop.model.connection_test import Place


class HomeAssistantProbe:
    """Implements `ports.home_probe.HomeProbe`."""

    async def resolve(self, address: str) -> Place:
        """Take an address apart and look its name up."""
        parsed = parse_address(address)
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(CONNECT_TIMEOUT):
                found = await loop.getaddrinfo(
                    parsed.host, parsed.port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP
                )
        except (OSError, TimeoutError, UnicodeError) as error:
            raise await opening_failed(parsed, error) from None
        # Most machines are reached by IPv4 at home, and its numbers are the ones people know.
        numbers = sorted(found, key=lambda each: each[0] != socket.AF_INET)
        return Place(parsed.host, parsed.port, parsed.secure, str(numbers[0][4][0]))

    async def knock(self, place: Place) -> float:
        """Seconds until the port takes a connection; nothing is sent to it."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            async with asyncio.timeout(CONNECT_TIMEOUT):
                _, writer = await asyncio.open_connection(
                    place.host, place.port, happy_eyeballs_delay=0.25
                )
        except (OSError, TimeoutError) as error:
            scheme = "https" if place.is_secure else "http"
            host = f"[{place.host}]" if ":" in place.host else place.host
            raise await opening_failed(
                parse_address(f"{scheme}://{host}:{place.port}"), error
            ) from None
        elapsed = loop.time() - began
        writer.transport.abort()
        return elapsed
