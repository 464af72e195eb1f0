"""The way to the process that holds the data, for programs with a loop."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import aclosing, asynccontextmanager
from pathlib import Path
from typing import Any

from energy_desktop.adapters.local_channel import address
from energy_desktop.adapters.local_channel.frames import FrameInvalid
from energy_desktop.adapters.local_channel.messages import (
    HAND_OVER,
    Accepted,
    Request,
    channel_failed,
    read_message,
)
from energy_desktop.adapters.local_channel.stream import Gone, Stream
from energy_desktop.ports.errors import ChannelFailed
from energy_desktop.ports.recorder_control import Message, Result

ACCEPT_TIMEOUT = 10.0
"""Seconds in which a program that is well acknowledges a request."""
HAND_OVER_TIMEOUT = 60.0
"""Seconds in which a recorder has brought everything to the disk and let go."""


class ChannelClient:
    """Implements `ports.recorder_control.RecorderControl` by the process that holds the data."""

    def __init__(self, data_folder: Path) -> None:
        self._data_folder = data_folder

    async def is_running(self) -> bool:
        """Whether a process serves the folder."""
        opened = await self._open()
        if opened is not None:
            opened[0].close()
        return opened is not None

    async def perform(
        self, command: str, arguments: Mapping[str, Any]
    ) -> AsyncGenerator[Message, None]:
        """Perform a command there; closing the iterator cancels it.

        Raises what it raises there, and ChannelFailed when nobody answers.
        """
        stream = await self._request(command, arguments)
        try:
            async with aclosing(_answer(stream)) as messages:
                async for message in messages:
                    yield message
        finally:
            stream.close()

    @asynccontextmanager
    async def hand_over(self) -> AsyncIterator[None]:
        """Let the recorder that holds the data close it, and wait until the block ends.

        Inside, its lock is free for this process; release it before leaving the block, for
        the recorder then takes the data back. So it does when this process ends.
        """
        stream = await self._request(HAND_OVER, {})
        try:
            try:
                async with asyncio.timeout(HAND_OVER_TIMEOUT), aclosing(_answer(stream)) as answer:
                    async for _ in answer:
                        pass
            except TimeoutError:
                raise channel_failed("it did not let go of the data in time") from None
            yield
        finally:
            stream.close()

    async def _request(self, command: str, arguments: Mapping[str, Any]) -> Stream:
        opened = await self._open()
        if opened is None:
            raise channel_failed("nothing listens")
        stream, key = opened
        try:
            async with asyncio.timeout(ACCEPT_TIMEOUT):
                await stream.send(Request(command, arguments, key).frame())
                message = read_message(*await stream.receive())
            if not isinstance(message, Accepted):
                raise FrameInvalid("it did not acknowledge the request")
        except (TimeoutError, Gone, FrameInvalid) as error:
            stream.close()
            raise _explained(error) from error
        except BaseException:  # also cancelled: nobody else holds the stream
            stream.close()
            raise
        return stream

    async def _open(self) -> tuple[Stream, str] | None:
        found = address.published(self._data_folder)
        if found is None:
            return None
        try:
            if found.path is not None:
                reader, writer = await asyncio.open_unix_connection(found.path)
            else:
                reader, writer = await asyncio.open_connection("127.0.0.1", found.port)
        except OSError:
            return None
        if address.peer_is_other_user(writer.get_extra_info("socket")):
            writer.close()
            return None
        return Stream(reader, writer), found.key


async def _answer(stream: Stream) -> AsyncGenerator[Message, None]:
    """The messages of a conversation, the result last."""
    while True:
        try:
            message = read_message(*await stream.receive())
        except (Gone, FrameInvalid) as error:
            raise _explained(error) from error
        if not isinstance(message, Accepted):
            yield message
        if isinstance(message, Result):
            return


def _explained(error: TimeoutError | Gone | FrameInvalid) -> ChannelFailed:
    """The error of the port that stands for an error of the wire."""
    match error:
        case TimeoutError():
            return channel_failed(f"no sign within {ACCEPT_TIMEOUT:g} seconds")
        case Gone():
            return channel_failed("it ended meanwhile")
        case _:
            return channel_failed(str(error))
