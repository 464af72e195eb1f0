"""The errors that may come through a port; each carries a problem with its sentence."""

import errno
from pathlib import Path

from energy_desktop.model.messages import Problem, ProblemCode
from energy_desktop.model.sentences import sentence


class EnergyDesktopError(Exception):
    """Base of all expected errors: `problem` says what is wrong and what to do."""

    def __init__(self, code: ProblemCode, /, **parameters: object) -> None:
        self.problem = Problem(code, parameters)
        super().__init__(sentence(self.problem))


class HomeUnreachable(EnergyDesktopError):
    """Transport trouble: worth trying again."""


class HomeRefused(EnergyDesktopError):
    """Home Assistant refused the credentials: not worth trying again with the same."""


class HomeProtocolError(EnergyDesktopError):
    """What answers does not speak as Home Assistant does."""


class HomeRequestFailed(EnergyDesktopError):
    """Home Assistant answered one request with an error; the connection goes on."""

    @property
    def code(self) -> str:
        """Home Assistant's own error code, such as `not_found`; `timeout` where none came."""
        return str(self.problem.parameters.get("code", "timeout"))


class StoreUnusable(EnergyDesktopError):
    """A store is locked, damaged, full, not writable or away."""

    @classmethod
    def of_os_error(cls, error: OSError, path: Path) -> "StoreUnusable":
        """A full disk, or a folder or file that cannot be written."""
        is_full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        code = ProblemCode.STORE_FULL if is_full else ProblemCode.STORE_NOT_WRITABLE
        return cls(code, path=path, reason=error.strerror or str(error))


class VaultUnusable(EnergyDesktopError):
    """The machine has no keyring, or it does not open."""


class ChannelFailed(EnergyDesktopError):
    """The running program did not answer."""


class WrongUsage(EnergyDesktopError):
    """The person asked for something that cannot be."""
