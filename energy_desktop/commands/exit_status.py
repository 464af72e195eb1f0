"""The exit status of every outcome, as scripts depend on it."""

from energy_desktop.ports.errors import (
    EnergyDesktopError,
    HomeProtocolError,
    HomeRefused,
    HomeUnreachable,
    StoreUnusable,
    VaultUnusable,
    WrongUsage,
)

DONE = 0
UNEXPECTED = 1
WRONG_USAGE = 2
HOME_UNREACHABLE = 3
HOME_REFUSED = 4
STORE_OR_KEYRING_UNUSABLE = 5
UNEXPLAINED = 6
"""The audit found a difference that nothing explains."""
INTERRUPTED = 130

_BY_ERROR: tuple[tuple[type[EnergyDesktopError], int], ...] = (
    (WrongUsage, WRONG_USAGE),
    (HomeUnreachable, HOME_UNREACHABLE),
    (HomeProtocolError, HOME_UNREACHABLE),
    (HomeRefused, HOME_REFUSED),
    (StoreUnusable, STORE_OR_KEYRING_UNUSABLE),
    (VaultUnusable, STORE_OR_KEYRING_UNUSABLE),
)


def exit_status_of(error: BaseException) -> int:
    """The exit status that stands for an error."""
    if isinstance(error, KeyboardInterrupt):
        return INTERRUPTED
    return next((status for kind, status in _BY_ERROR if isinstance(error, kind)), UNEXPECTED)
