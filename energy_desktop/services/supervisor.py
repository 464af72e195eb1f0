"""The only place that starts free tasks: each has a name, and no error goes unseen."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

Work = Coroutine[Any, Any, None]
ErrorHandler = Callable[[str, BaseException], None]

_log = logging.getLogger(__name__)

_FIRST_RESTART_AFTER = 1.0
_LONGEST_RESTART_DELAY = 60.0
_HEALTHY_AFTER = 120.0


class Job:
    """A supervised piece of work."""

    def __init__(self, name: str, owner: object | None, task: "asyncio.Task[None]") -> None:
        self.name = name
        self.owner = owner
        self._task = task

    def cancel(self) -> None:
        """Ask it to end; nothing happens when it already has."""
        self._task.cancel()

    @property
    def is_running(self) -> bool:
        """Whether it has not ended yet."""
        return not self._task.done()

    async def finished(self) -> None:
        """Wait until it has ended, however it ended; never raises its error."""
        await asyncio.wait([self._task])


class Supervisor:
    """Starts work, reports what fails, restarts what is kept, ends everything at the end."""

    def __init__(self, on_error: ErrorHandler | None = None) -> None:
        self._jobs: dict[str, Job] = {}
        self._running: set[asyncio.Task[None]] = set()
        self._on_error = on_error

    def spawn(self, name: str, coroutine: Work, owner: object | None = None) -> Job:
        """Start work that ends by itself; of one name the newest wins, older is cancelled."""
        older = self._jobs.get(name)
        if older is not None:
            older.cancel()
        task = asyncio.get_running_loop().create_task(self._watched(name, coroutine), name=name)
        job = Job(name, owner, task)
        self._jobs[name] = job
        self._running.add(task)
        task.add_done_callback(lambda done: self._forget(name, job, done))
        # Work that is cancelled before its first step would be reported as never awaited.
        task.add_done_callback(lambda _: coroutine.close())
        return job

    def keep(self, name: str, make_work: Callable[[], Work], owner: object | None = None) -> Job:
        """Start work that is meant to go on: after an error it is started anew, later each time."""
        return self.spawn(name, self._restarting(name, make_work), owner)

    def is_running(self, name: str) -> bool:
        """Whether work of this name has begun and not ended."""
        return name in self._jobs

    def cancel_owner(self, owner: object) -> None:
        """Cancel everything that was started for an owner, such as a page that closes."""
        for job in list(self._jobs.values()):
            if job.owner is owner:
                job.cancel()

    async def close(self) -> None:
        """Cancel everything and wait until it has ended."""
        while self._running:
            for task in self._running:
                task.cancel()
            await asyncio.wait(self._running)

    async def _restarting(self, name: str, make_work: Callable[[], Work]) -> None:
        loop = asyncio.get_running_loop()
        delay = _FIRST_RESTART_AFTER
        while True:
            started = loop.time()
            try:
                await make_work()
            except Exception as error:  # noqa: BLE001 - the supervisor is where errors end
                self._report(name, error)
            else:
                return
            if loop.time() - started > _HEALTHY_AFTER:
                delay = _FIRST_RESTART_AFTER
            await asyncio.sleep(delay)
            delay = min(2 * delay, _LONGEST_RESTART_DELAY)

    async def _watched(self, name: str, coroutine: Work) -> None:
        try:
            await coroutine
        except Exception as error:  # noqa: BLE001 - the supervisor is where errors end
            self._report(name, error)

    def _report(self, name: str, error: BaseException) -> None:
        _log.error("%s failed", name, exc_info=error)
        if self._on_error is not None:
            self._on_error(name, error)

    def _forget(self, name: str, job: Job, task: "asyncio.Task[None]") -> None:
        self._running.discard(task)
        if self._jobs.get(name) is job:
            del self._jobs[name]
