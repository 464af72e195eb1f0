"""The reader of one connection: takes every frame at once and hands its messages on."""

import asyncio
import logging
from contextlib import suppress

import msgspec
from websockets.exceptions import ConnectionClosed

from energy_desktop.adapters.home_assistant.address import Address
from energy_desktop.adapters.home_assistant.delivery_queue import DeliveryQueue
from energy_desktop.adapters.home_assistant.entity_stream import UnknownEntityChanged
from energy_desktop.adapters.home_assistant.failures import closed, lost, malformed
from energy_desktop.adapters.home_assistant.requests import Requests
from energy_desktop.adapters.home_assistant.transport import Socket
from energy_desktop.adapters.home_assistant.wire import KNOWN_TYPES, Message, decode_frame
from energy_desktop.ports.errors import EnergyDesktopError

_log = logging.getLogger(__name__)

_WORK_AT_A_TIME = 0.004
"""Seconds after which others on the loop have their turn."""


class Reader:
    """Reads until the connection ends, then ends the requests and the deliveries."""

    def __init__(
        self, socket: Socket, address: Address, requests: Requests, queue: DeliveryQueue
    ) -> None:
        self._socket = socket
        self._address = address
        self._requests = requests
        self._queue = queue
        self._unknown: set[str] = set()

    async def run(self) -> None:
        """Read to the end; the reason of the end goes to all who wait, not to the caller."""
        error: EnergyDesktopError = lost(self._address)
        try:
            await self._read()
        except ConnectionClosed as ending:
            error = closed(self._address, ending)
        except UnknownEntityChanged as contradiction:
            error = malformed(self._address, f"{contradiction} changed before it was there")
        except (msgspec.MsgspecError, ValueError, OverflowError, RecursionError) as mistake:
            error = malformed(self._address, str(mistake))
        finally:
            # A TLS transport of Python 3.11.2 that has lost its connection fails to abort.
            with suppress(AttributeError):
                self._socket.transport.abort()
            self._requests.end(error)
            self._queue.end(error)

    async def _read(self) -> None:
        loop = asyncio.get_running_loop()
        worked = 0.0
        while True:
            frame = await self._socket.recv(decode=False)
            started = loop.time()
            for message in decode_frame(frame):
                self._take(message)
            worked += loop.time() - started
            if worked > _WORK_AT_A_TIME:
                worked = 0.0
                await asyncio.sleep(0)
                await self._queue.room()

    def _take(self, message: Message) -> None:
        if message.type in KNOWN_TYPES:
            self._requests.take(message)
        elif message.type not in self._unknown:
            self._unknown.add(message.type)
            _log.warning("Ignored messages of the unknown type %.40r", message.type)
