"""The socket to Home Assistant: how it is opened, and how its end is noticed at once."""

import logging
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.datastructures import Headers
from websockets.exceptions import InvalidStatus

from energy_desktop.adapters.home_assistant.address import Address

CONNECT_TIMEOUT = 10.0
"""Seconds for each of: reaching the machine with its handshake, and the authentication."""
LARGEST_FRAME = 64 * 1024 * 1024
"""Bytes; the states and statistics of large homes need far more than the library's 1 MiB."""
_NEXT_ADDRESS_AFTER = 0.25
"""Seconds until the next address of a name is tried: `.local` names often have a dead IPv6."""
_CLOSE_TIMEOUT = 0.8
_PING_INTERVAL = 20.0
_PING_TIMEOUT = 30.0

_wire_log = logging.getLogger(f"{__name__}.wire")


def _is_harmless(record: logging.LogRecord) -> bool:
    """Let pass warnings alone: below them the library logs whole frames, the token's included."""
    record.__dict__.pop("websocket", None)
    return record.levelno >= logging.WARNING


_wire_log.setLevel(logging.WARNING)
_wire_log.addFilter(_is_harmless)


class Socket(ClientConnection):
    """A connection that ends as soon as Home Assistant has said goodbye.

    Home Assistant leaves the connection open for ten seconds after its close frame, and
    waits itself that long before it stops. What was received before is still delivered.
    """

    def data_received(self, data: bytes) -> None:
        """Take what the transport received."""
        super().data_received(data)
        if self.protocol.close_rcvd is not None:
            self.transport.close()


class _Opening(connect):
    """An opening that is redirected within one machine only: the token goes nowhere else."""

    def process_redirect(self, exc: Exception) -> Exception | str:
        """The address to go on with, or the error to raise."""
        if isinstance(exc, InvalidStatus):
            _name_sockets(exc.response.headers)
        target = super().process_redirect(exc)
        if isinstance(target, str) and urlsplit(target).hostname != self.ws_uri.host:
            return exc
        return target


def _name_sockets(headers: Headers) -> None:
    """Let a redirection to http(s), as proxies write it for everything, be one to ws(s)."""
    location = headers.get("Location", "")
    if location.startswith("http"):
        del headers["Location"]
        headers["Location"] = "ws" + location.removeprefix("http")


async def open_socket(address: Address) -> Socket:
    """Connect and shake hands; raises what the library and the system raise."""
    connection = await _Opening(
        address.socket_url,
        create_connection=Socket,
        compression=None,  # deflate would cost five times the time of everything else
        proxy=None,
        open_timeout=CONNECT_TIMEOUT,
        close_timeout=_CLOSE_TIMEOUT,
        ping_interval=_PING_INTERVAL,
        ping_timeout=_PING_TIMEOUT,
        max_size=LARGEST_FRAME,
        max_queue=256,
        logger=_wire_log,
        happy_eyeballs_delay=_NEXT_ADDRESS_AFTER,
    )
    assert isinstance(connection, Socket)
    return connection
