"""Home Assistants that announce themselves in the network."""

from collections.abc import AsyncGenerator
from typing import Protocol

from energy_desktop.model.home import AnnouncedHome


class HomeFinder(Protocol):
    """Looks around; sends nothing but the question."""

    def find(self, seconds: float) -> AsyncGenerator[AnnouncedHome, None]:
        """Each Home Assistant that answers within so many seconds, once, as it is found.

        Ends early, with nothing found, where the machine has no network.
        """
