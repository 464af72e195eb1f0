"""The ledger's session of the present subscription: what is proven, and what is durable."""

import uuid

from energy_desktop.model.coverage import EntitySet, Session, Source
from energy_desktop.model.ranges import TimeRange
from energy_desktop.model.recording import WITHDRAWN, SyncEntry
from energy_desktop.model.timestamps import HOUR, Micros
from energy_desktop.ports.store_opener import Stores

_LONGEST_STEP = HOUR
_EVER = Micros(2**62)
_SET_BACK = "Home Assistant's clock was set back"


class LiveSession:
    """Follows one connection; coverage is understated by seconds, never overstated.

    `proven_to` is Home Assistant's time up to which everything has been delivered to us; it
    becomes coverage only when all readings taken before are durable.
    """

    def __init__(self, stores: Stores) -> None:
        self._stores = stores
        self._members: frozenset[str] = frozenset()
        self._next_members: frozenset[str] | None = None
        self._durable_to = Micros(0)
        self._event_told: Micros | None = None
        self.session_id = ""
        """Empty while no session is open: then nothing that arrives is covered yet."""
        self.proven_to = Micros(0)
        self.clock: Micros | None = None
        """Home Assistant's last answer, also of an earlier connection of this run."""
        self._not_before = Micros(0)

    @property
    def is_open(self) -> bool:
        """Whether coverage is growing."""
        return bool(self.session_id)

    @property
    def members(self) -> frozenset[str]:
        """The set of the present session."""
        return self._members

    @property
    def wants_rotation(self) -> bool:
        """Whether the next answer of the clock begins a session with another set."""
        return self._next_members is not None

    @property
    def next_members(self) -> frozenset[str]:
        """The set that is, or is about to be, covered."""
        return self._members if self._next_members is None else self._next_members

    def cover(self, recording_ids: frozenset[str]) -> None:
        """Cover these entities from the clock's next answer on."""
        self._next_members = recording_ids

    def interrupt(self) -> None:
        """Something was dropped: nothing later is proven until the next session begins."""
        if self._next_members is None:
            self._next_members = self._members
        self.session_id = ""

    def set_back(self, at: Micros, seen: Micros) -> None:
        """Home Assistant's clock was set back to `at` after it had shown `seen`.

        Rows of the moments between may be held already, written before the step: until they
        have passed no session begins, so that they are left to repair. After a larger step, of
        a clock that was wrong altogether, recording does not wait so long.
        """
        if seen - at <= _LONGEST_STEP:
            self._not_before = max(self._not_before, seen)

    def may_begin(self, at: Micros) -> bool:
        """Whether a session may begin at a moment."""
        return at >= self._not_before

    def prove(self, moment: Micros) -> None:
        """Everything before this moment has been delivered."""
        self.proven_to = max(self.proven_to, moment)

    async def begin(self, at: Micros, batch: int) -> None:
        """End the session and begin the next at a moment that the clock answered.

        Everything taken before must be durable already. Raises StoreUnusable; the set then
        waits for the clock's next answer.
        """
        wanted = self._next_members
        members = wanted or frozenset()
        session_id = uuid.uuid4().hex if members else ""
        if members:
            session = Session(session_id, EntitySet.of(members).set_id, at, at, batch)
            await self._stores.state.begin_session(session, EntitySet.of(members))
            self._durable_to = self.proven_to = at
            self._event_told = None
        self.session_id, self._members = session_id, members
        if self._next_members is wanted:  # another set may have been asked for meanwhile
            self._next_members = None

    async def durable(self, to: Micros, batch: int, last_event_at: Micros | None) -> None:
        """Everything up to a moment is durable: move the ledger after it, where it moves."""
        is_told = to <= self._durable_to and last_event_at in (None, self._event_told)
        if not self.session_id or is_told:
            return
        await self._stores.state.advance_session(self.session_id, to, batch, last_event_at)
        self._durable_to = max(self._durable_to, to)
        self._event_told = last_event_at

    async def cut(self, later_than: Micros) -> None:
        """Nothing later than Home Assistant's present time is covered, whatever was believed."""
        await self._stores.state.cut_sessions(later_than)

    async def distrust(self, later_than: Micros) -> None:
        """The same, of what was delivered under a clock that was wrong: the sync log keeps it."""
        state, later = self._stores.state, TimeRange(later_than, _EVER)
        entities = [each.recording_id for each in await state.entities()]
        ledger = await state.ledger(entities, later)
        for recording_id in entities:
            for covered in ledger.covered(recording_id, (Source.LIVE,)):
                if (lost := covered.intersection(later)) is not None:
                    await state.add_sync_entry(
                        SyncEntry(WITHDRAWN, recording_id, lost.start, lost.end, 0, None, _SET_BACK)
                    )
        await self.cut(later_than)

    def end(self) -> None:
        """The connection is gone: what was durable stays covered, nothing more is."""
        self.session_id, self._members, self._next_members = "", frozenset(), None
