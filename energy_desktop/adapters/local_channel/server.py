"""The end of the channel in the process that holds the data."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path

from energy_desktop.adapters.local_channel.conversation import Conversations, Taker
from energy_desktop.adapters.local_channel.data_lock import DataLock
from energy_desktop.adapters.local_channel.listening import listening
from energy_desktop.ports.recorder_control import RecorderControl

_log = logging.getLogger(__name__)

_TAKE_BACK_PAUSE = 0.5

Hook = Callable[[], Awaitable[None]]


async def _nothing() -> None:
    """What a hook does by default."""


class ChannelServer:
    """Serves the commands of other processes, and hands the data over to one that asks.

    Acquire, open the stores, `run`, close the stores, release: the lock outlives `run`.
    """

    def __init__(
        self,
        data_folder: Path,
        control: RecorderControl,
        *,
        lock: DataLock | None = None,
        on_hand_over: Hook | None = None,
        on_give_back: Hook = _nothing,
    ) -> None:
        """`on_hand_over` returns when everything is durable and closed; None refuses.

        `on_give_back` opens it again after the process that asked has ended.
        """
        self._data_folder = data_folder
        self._control = control
        self._lock = lock or DataLock(data_folder)
        self._on_hand_over = on_hand_over
        self._on_give_back = on_give_back

    def acquire(self) -> bool:
        """Take the lock of the data if it is free; whether this process holds it.

        Raises StoreUnusable when the folder cannot be written.
        """
        return self._lock.acquire()

    def release(self) -> None:
        """Let another process hold the data; only after the stores are closed."""
        self._lock.release()

    async def run(self) -> None:
        """Serve until cancelled; the lock must be held. Ends with an error of a hook."""
        while True:
            taker = await self._serve()
            try:
                if await self._hand_over(taker):
                    await taker.gone()
                    await self._take_back()
            finally:
                taker.close()

    async def _serve(self) -> Taker:
        """Serve until another process asks for the data; nobody is served afterwards."""
        async with (
            Conversations(self._control, self._on_hand_over is not None) as conversations,
            listening(self._data_folder, conversations.begin) as key,
        ):
            conversations.key = key
            return await conversations.asked_to_hand_over()

    async def _hand_over(self, taker: Taker) -> bool:
        assert self._on_hand_over is not None
        _log.info("handing the data over to another process")
        try:
            await self._on_hand_over()
        except Exception as error:  # noqa: BLE001 -- whatever it is, the data stays here
            _log.exception("the data could not be handed over")
            await taker.refuse(error)
            return False
        self._lock.release()
        await taker.grant()
        return True

    async def _take_back(self) -> None:
        while not self._lock.acquire():  # noqa: ASYNC110 -- no event crosses processes
            await asyncio.sleep(_TAKE_BACK_PAUSE)
        _log.info("taking the data back")
        await self._on_give_back()
