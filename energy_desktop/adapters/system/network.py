"""The first two steps towards a server, before anything is said to it."""

import asyncio
import socket

from energy_desktop.model.messages import ProblemCode
from energy_desktop.model.server_test import Endpoint
from energy_desktop.ports.errors import StoreUnusable

ANSWER_WITHIN = 5.0
"""Seconds for a name, and for a port."""


async def resolve(endpoint: Endpoint) -> str:
    """The IP address behind a name; raises StoreUnusable (DATABASE_UNKNOWN_HOST)."""
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(ANSWER_WITHIN):
            found = await loop.getaddrinfo(
                endpoint.host, endpoint.port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP
            )
    except (OSError, TimeoutError, UnicodeError) as error:
        raise StoreUnusable(ProblemCode.DATABASE_UNKNOWN_HOST, host=endpoint.host) from error
    # Most machines are reached by IPv4 at home, and its numbers are the ones people know.
    return str(min(found, key=lambda each: each[0] != socket.AF_INET)[4][0])


async def knock(endpoint: Endpoint, server: str) -> float:
    """Seconds until the port takes a connection; nothing is sent to it.

    Raises StoreUnusable: DATABASE_PORT_CLOSED, or DATABASE_NO_ANSWER. `server` is the name of
    what is looked for.
    """
    loop = asyncio.get_running_loop()
    began = loop.time()
    try:
        async with asyncio.timeout(ANSWER_WITHIN):
            _, writer = await asyncio.open_connection(
                endpoint.host, endpoint.port, happy_eyeballs_delay=0.25
            )
    except TimeoutError:
        raise _no_answer(endpoint, f"not within {ANSWER_WITHIN:g} seconds") from None
    except OSError as error:
        if isinstance(error, ConnectionRefusedError) or "Connect call failed" in str(error):
            raise StoreUnusable(
                ProblemCode.DATABASE_PORT_CLOSED,
                host=endpoint.host,
                port=endpoint.port,
                server=server,
                usual=endpoint.usual_port,
            ) from error
        raise _no_answer(endpoint, error.strerror or str(error)) from error
    elapsed = loop.time() - began
    writer.transport.abort()
    return elapsed


def _no_answer(endpoint: Endpoint, reason: str) -> StoreUnusable:
    return StoreUnusable(
        ProblemCode.DATABASE_NO_ANSWER, host=endpoint.host, port=endpoint.port, reason=reason
    )
