"""The address of a Home Assistant, as a person may write it."""

from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import WrongUsage

_SECURE = {"http": False, "https": True, "ws": False, "wss": True}
_SOCKET_PATH = "/api/websocket"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a Home Assistant is found; holds no secret."""

    secure: bool
    host: str
    port: int
    prefix: str
    """The path in front of `/api/websocket`, such as `/home`; mostly empty."""

    @property
    def socket_url(self) -> str:
        """What is connected to."""
        return f"ws{'s' * self.secure}://{self._authority}{self.prefix}{_SOCKET_PATH}"

    def __str__(self) -> str:
        return f"http{'s' * self.secure}://{self._authority}{self.prefix}"

    @property
    def _authority(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.secure else 80) else f"{host}:{self.port}"


def parse_address(text: str) -> Address:
    """Read http, https, ws or wss addresses, with or without a path or a trailing slash.

    Without a port the scheme's own is meant. Raises WrongUsage for anything else, also for
    an address that holds credentials: they belong into the keyring.
    """
    try:
        return _parsed(urlsplit(text.strip()))
    except ValueError:  # UnicodeError from IDNA is one, too
        raise WrongUsage(ProblemCode.HOME_ADDRESS_INVALID, address=_harmless(text)) from None


def _parsed(parts: SplitResult) -> Address:
    secure = _SECURE.get(parts.scheme)
    host, port = parts.hostname, parts.port
    if secure is None or not host or port == 0:
        raise ValueError(parts.scheme)
    if parts.query or parts.fragment or parts.username is not None:
        raise ValueError(parts.scheme)
    if any(each.isspace() for each in parts.netloc + parts.path):
        raise ValueError(parts.scheme)
    host.encode("idna")
    prefix = parts.path.rstrip("/").removesuffix(_SOCKET_PATH).rstrip("/")
    return Address(secure, host, port or (443 if secure else 80), prefix)


def _harmless(text: str) -> str:
    """The address without what may be credentials, short enough for one line."""
    scheme, separator, rest = text.strip().partition("://")
    shown = scheme + separator + rest.rpartition("@")[2] if separator else text.strip()
    return shown[:100]
