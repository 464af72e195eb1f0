"""A recorder's lease that the test gives and takes."""

from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import StoreUnusable
from energy_desktop.ports.recorder_lease import Tenure


class FakeLease:
    """Implements `ports.recorder_lease.RecorderLease`."""

    def __init__(self, number: int = 0) -> None:
        self.number = number
        """0 while another program, the attic, has it."""
        self.is_away = False

    def check(self) -> None:
        if not self.number:
            raise StoreUnusable(
                ProblemCode.RECORDED_ELSEWHERE, path="mongodb://server", holder="attic"
            )

    async def claim(self) -> Tenure:
        if self.is_away:
            raise StoreUnusable(ProblemCode.STORE_AWAY, path="mongodb://server", reason="test")
        return Tenure(self.number, "cellar" if self.number else "attic", bool(self.number))

    async def release(self) -> None:
        self.number = 0
