"""A restart without the server goes on as the last time, until the server says otherwise."""

import asyncio

import pytest

from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import StoreUnusable
from energy_desktop.ports.local_state import LastKnown
from energy_desktop.ports.recorder_lease import Tenure
from energy_desktop.services.remembered_lease import RememberedLease
from tests.fakes.lease import FakeLease
from tests.fakes.local_state import FakeLocalState

OURS = Tenure(3, "cellar", is_ours=True)
THEIRS = Tenure(4, "attic", is_ours=False)


@pytest.fixture
def lease() -> FakeLease:
    """What the server would say."""
    lease = FakeLease()
    lease.is_away = True
    return lease


def _remembering(lease: FakeLease, tenure: Tenure | None) -> tuple[RememberedLease, FakeLocalState]:
    local = FakeLocalState()
    local.known = LastKnown(tenure=tenure)
    return RememberedLease(lease, local, is_away=True), local


async def test_who_recorded_last_goes_on_while_nobody_answers(lease: FakeLease) -> None:
    remembered, _ = _remembering(lease, OURS)
    assert await remembered.claim() == OURS
    remembered.check()
    assert remembered.number == 3


async def test_who_only_read_goes_on_reading(lease: FakeLease) -> None:
    remembered, _ = _remembering(lease, THEIRS)
    assert await remembered.claim() == THEIRS
    assert remembered.number == 0
    with pytest.raises(StoreUnusable) as refused:
        remembered.check()
    assert refused.value.problem.code is ProblemCode.RECORDED_ELSEWHERE


async def test_what_is_remembered_is_no_answer_to_whoever_needs_one(lease: FakeLease) -> None:
    remembered, _ = _remembering(lease, OURS)
    with pytest.raises(StoreUnusable):
        await remembered.claim_now()
    remembered.check()


async def test_who_was_never_told_does_not_record(lease: FakeLease) -> None:
    remembered, _ = _remembering(lease, None)
    with pytest.raises(StoreUnusable) as refused:
        await remembered.claim()
    assert refused.value.problem.code is ProblemCode.STORE_AWAY


async def test_a_start_asks_no_second_time_a_server_that_was_just_away(lease: FakeLease) -> None:
    remembered, _ = _remembering(lease, OURS)
    lease.is_away = False
    assert await remembered.claim() == OURS
    assert not (await remembered.claim()).is_ours


async def test_the_first_answer_counts_and_is_kept(lease: FakeLease) -> None:
    remembered, local = _remembering(lease, OURS)
    await remembered.claim()
    lease.is_away = False
    assert not (await remembered.claim()).is_ours
    with pytest.raises(StoreUnusable):
        remembered.check()
    assert local.known.tenure == Tenure(0, "attic", is_ours=False)
    lease.is_away = True
    with pytest.raises(StoreUnusable):
        await remembered.claim()


async def test_without_room_on_the_disk_the_lease_is_held_all_the_same(lease: FakeLease) -> None:
    remembered, local = _remembering(lease, None)
    local.is_full = True
    lease.is_away, lease.number = False, 7
    assert (await remembered.claim()).is_ours
    assert remembered.number == 7


async def test_two_claims_at_once_are_one_after_the_other() -> None:
    class SlowLease(FakeLease):
        inside = most = 0

        async def claim(self) -> Tenure:
            self.inside += 1
            self.most = max(self.most, self.inside)
            await asyncio.sleep(0)
            self.inside -= 1
            return await super().claim()

    slow = SlowLease(1)
    remembered, _ = _remembering(slow, None)
    await asyncio.gather(remembered.claim(), remembered.claim_now())
    assert slow.most == 1
