"""Everything that can go wrong in a home, on command."""

import asyncio
import inspect
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from typing import Any, Final

from energy_desktop.adapters.demo_home.server.rows import Track
from energy_desktop.adapters.demo_home.server.wire import Refusal
from energy_desktop.adapters.demo_home.server.world import World

Work = Callable[[], Coroutine[Any, Any, Any]]

_BATCH_SECONDS: Final = 0.005
"""Real seconds of flooding between two breaths of the loop."""


class Faults:
    """Faults of one running home. Seconds are real seconds unless said otherwise."""

    def __init__(self, world: World, monotonic: Callable[[], float]) -> None:
        self._world = world
        self._monotonic = monotonic
        self.refusing = False
        """Whether every token is refused."""
        self.down = False
        """Whether Home Assistant cannot be reached at all."""

    def drop(self, *, graceful: bool = False) -> None:
        """End every connection: as a failing network does, or with a closing frame."""
        for connection in list(self._world.connections):
            if graceful:
                connection.close()
            else:
                connection.abort()

    def stall(self, seconds: float) -> None:
        """Send nothing to anyone for a while, without closing."""
        for connection in self._world.connections:
            connection.stall(seconds)

    def half_open(self) -> None:
        """Every present connection stays, and nothing is sent or answered on it any more."""
        for connection in self._world.connections:
            connection.half_open()

    def refuse_token(self, *, refuse: bool = True) -> None:
        """Refuse every token from now on, or accept the right one again."""
        self.refusing = refuse

    async def restart(self, down: float = 1.0, starting: float = 0.5) -> None:
        """Stop Home Assistant and start it again.

        For `down` seconds it cannot be reached; for `starting` more it can, but is not RUNNING.
        """
        self.halt()
        await self._start_again(down, starting)

    async def crash(self, down: float = 1.0, starting: float = 0.5) -> None:
        """End Home Assistant as a power cut would, and start it again as `restart` does."""
        self.fall()
        await self._start_again(down, starting)

    async def _start_again(self, down: float, starting: float) -> None:
        await asyncio.sleep(down)
        self.listen()
        await asyncio.sleep(starting / 2)
        self.boot()
        await asyncio.sleep(starting / 2)
        self.finish_starting()

    def halt(self) -> None:
        """Home Assistant stops: connections end, nobody is let in, nothing is recorded."""
        self._stop(self._world.now())
        self.drop(graceful=True)

    def fall(self) -> None:
        """Home Assistant crashes: `halt` without a goodbye, and what was not committed is lost."""
        world = self._world
        stopped = world.now()
        world.book.lose(world.committed(stopped) + 1, stopped + 1)
        self._stop(stopped)
        self.drop(graceful=False)

    def _stop(self, stopped: int) -> None:
        world = self._world
        world.state = "NOT_RUNNING"
        world.book.stop(stopped)
        world.feed.restart(stopped)
        self.down = True

    def listen(self) -> None:
        """It can be reached again, as NOT_RUNNING: states are few and some commands unknown."""
        self.down = False

    def boot(self) -> None:
        """Its entities are there and say what they measure; it is STARTING."""
        world = self._world
        booted = world.now()
        world.feed.restart(booted)
        world.clock.reserve(world.book.boot(booted))
        world.state = "STARTING"

    def finish_starting(self) -> None:
        """It is RUNNING."""
        self._world.state = "RUNNING"
        self._world.fire("core_config_updated", {}, self._world.now())

    async def flood(
        self, rate: float, seconds: float, entity_ids: Sequence[str] = ("sensor.grid_power",)
    ) -> int:
        """Extra readings of some entities, `rate` a second in all; returns how many there were.

        They are part of the home's truth: history holds each of them.
        """
        floods = [_Flood(self._world, self._track(name)) for name in entity_ids]
        began = self._monotonic()
        done, total = 0, round(rate * seconds)
        while done < total:
            moment = self._monotonic()
            due = min(total, int((moment - began) * rate) + 1)
            while done < due and self._monotonic() - moment < _BATCH_SECONDS:
                floods[done % len(floods)].reading(done)
                done += 1
            for flood in floods:
                flood.settle()
            await asyncio.sleep(0.001)
        return total

    def rename(self, entity_id: str, new_entity_id: str) -> None:
        """Give an entity another id; its history and statistics move with it."""
        world = self._world
        track = self._track(entity_id)
        if new_entity_id in world.book.tracks:
            raise Refusal("invalid_info", "Entity with this ID is already registered")
        data = {
            "action": "update",
            "entity_id": new_entity_id,
            "changes": {"entity_id": entity_id},
            "old_entity_id": entity_id,
        }
        world.fire("entity_registry_updated", data, world.now())
        world.book.rename(track.entity_id, new_entity_id, world.now(), world.now())

    def remove(self, entity_id: str) -> None:
        """An entity disappears."""
        self._track(entity_id)
        self._world.book.remove(entity_id, self._world.now())

    def restore(self, entity_id: str) -> None:
        """A removed entity is there again."""
        self._track(entity_id)
        self._world.book.restore(entity_id, self._world.now())

    def set_unavailable(self, entity_id: str) -> None:
        """The device behind an entity cannot be reached."""
        self._track(entity_id)
        self._world.book.set_unavailable(entity_id, self._world.now())

    def set_available(self, entity_id: str) -> None:
        """The device is back."""
        self._track(entity_id)
        self._world.book.set_available(entity_id, self._world.now())

    def change_unit(self, entity_id: str, unit: str) -> None:
        """An entity reports in another unit from now on, as a person chooses in its settings."""
        self._track(entity_id)
        try:
            self._world.book.change_unit(entity_id, unit, self._world.now())
        except ValueError as error:
            raise Refusal("invalid_format", str(error)) from None

    def purge(self, keep_days: float) -> None:
        """States and 5-minute statistics that are older are deleted at once."""
        self._world.purge(keep_days)

    def jump_clock(self, seconds: float) -> None:
        """Set the home's clock forward, or back, by seconds of home time.

        Forward: nothing was recorded in between. Back: what is recorded stays, and the same
        stretch is lived through once more.
        """
        world = self._world
        before = world.now()
        world.clock.jump(seconds)
        now = world.clock.now()
        changed = world.book.skip(before, now + 1) if now > before else []
        if now < before:
            world.book.relive(now, before)
        world.rewind()
        world.book.announce(changed, world.now())

    def cause(self, name: str, arguments: dict[str, Any]) -> Work | None:
        """Cause a fault by its name; what takes time is returned to be called and awaited.

        An unknown name or wrong arguments are refused.
        """
        method = getattr(self, name, None)
        if name.startswith("_") or name == "cause" or not inspect.ismethod(method):
            raise Refusal("not_found", f"Unknown fault {name}")
        try:
            inspect.signature(method).bind(**arguments)
        except TypeError as error:
            raise Refusal("invalid_format", str(error)) from None
        if inspect.iscoroutinefunction(method):
            return partial(method, **arguments)
        method(**arguments)
        return None

    def _track(self, entity_id: str) -> Track:
        track = self._world.book.tracks.get(entity_id)
        if track is None:
            raise Refusal("not_found", f"Unknown entity {entity_id}")
        return track


class _Flood:
    """Extra readings of one entity, in order with the ticks of its sensor."""

    def __init__(self, world: World, track: Track) -> None:
        self._world = world
        self._track = track
        held = track.state(world.now())
        self._attributes = held.attributes if held else track.attributes
        try:
            self._base = float(held.state or 0) if held else 0.0
        except ValueError:
            self._base = 0.0
        self._last = 0
        self._next_tick = 0

    def reading(self, number: int) -> None:
        """Write one reading, another one than the last."""
        world, track = self._world, self._track
        at = world.clock.stamp()
        if at >= self._next_tick:
            self._meet_tick(at)
        world.advance(at)
        decimals = track.entity.source.decimals if track.entity else 0
        text = f"{self._base + 1 + number % 97:.{decimals}f}"
        row = track.mark(at, text, self._attributes, force=True)
        assert row is not None
        world.feed.tell(track, row)
        self._last = at

    def settle(self) -> None:
        """Let the sensor's own next tick be found."""
        if self._last:
            self._world.feed.look_again(self._track, self._last)
            self._last = 0

    def _meet_tick(self, at: int) -> None:
        """A tick of the sensor lies between the last reading and now: it comes first."""
        self.settle()
        entity = self._track.entity
        if entity is None:
            self._next_tick = at + 3_600_000_000
            return
        sensors = self._world.household.sensors
        self._next_tick = sensors.time_of(entity, sensors.tick_from(entity, at + 1))
