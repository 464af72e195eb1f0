"""The clocks of this machine; readings never carry their time."""

import time

from energy_desktop.model.timestamps import Micros


class SystemClock:
    """Implements `ports.clock.Clock`."""

    def wall(self) -> Micros:
        """This machine's idea of UTC."""
        return Micros(time.time_ns() // 1_000)

    def monotonic(self) -> float:
        """Seconds that never step, from an arbitrary origin."""
        return time.monotonic()
