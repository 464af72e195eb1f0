"""What went wrong on the wire, in the errors of the port."""

import asyncio
import re
import socket
import ssl
from errno import ECONNREFUSED

from websockets.exceptions import (
    ConnectionClosed,
    InvalidHandshake,
    InvalidMessage,
    InvalidStatus,
)
from websockets.frames import CloseCode
from websockets.http11 import Response

from energy_desktop.adapters.home_assistant.address import Address
from energy_desktop.adapters.home_assistant.transport import CONNECT_TIMEOUT, LARGEST_FRAME
from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import (
    EnergyDesktopError,
    HomeProtocolError,
    HomeRefused,
    HomeUnreachable,
)

_ERRNO = re.compile(r"\[Errno (\d+)\]")
_BAD_REQUEST = 400
_FORBIDDEN = 403
_NOT_READY = frozenset({502, 503, 504})
"""What proxies answer while Home Assistant behind them is away."""
_PROBE_TIMEOUT = 3.0
_CLOSED_BY_US: dict[int, str] = {
    CloseCode.PROTOCOL_ERROR: "broken WebSocket frame",
    CloseCode.INVALID_DATA: "text that is not UTF-8",
}


def again(error: EnergyDesktopError) -> EnergyDesktopError:
    """The same error for one more who waits: a raised one gathers tracebacks."""
    return type(error)(error.problem.code, **error.problem.parameters)


def lost(address: Address) -> HomeUnreachable:
    """The connection was there, and is no more."""
    return HomeUnreachable(ProblemCode.HOME_CONNECTION_LOST, host=address.host, port=address.port)


def timed_out(address: Address) -> HomeUnreachable:
    """Nothing came in time."""
    return HomeUnreachable(
        ProblemCode.HOME_TIMED_OUT,
        host=address.host,
        port=address.port,
        seconds=round(CONNECT_TIMEOUT),
    )


def not_home_assistant(address: Address, reason: str) -> HomeProtocolError:
    """Something else answers."""
    return HomeProtocolError(
        ProblemCode.HOME_NOT_HOME_ASSISTANT, host=address.host, port=address.port, reason=reason
    )


def malformed(address: Address, reason: str) -> HomeProtocolError:
    """Home Assistant would not send this."""
    return HomeProtocolError(
        ProblemCode.HOME_MALFORMED_MESSAGE, host=address.host, port=address.port, reason=reason
    )


def closed(address: Address, error: ConnectionClosed) -> EnergyDesktopError:
    """Why a connection ended; Home Assistant's own close codes tell nothing."""
    code = error.sent.code if error.sent is not None and not error.rcvd_then_sent else 0
    if code == CloseCode.MESSAGE_TOO_BIG:
        return HomeProtocolError(
            ProblemCode.HOME_FRAME_TOO_LARGE, limit=LARGEST_FRAME // (1024 * 1024)
        )
    if code in _CLOSED_BY_US:
        return malformed(address, _CLOSED_BY_US[code])
    return lost(address)


async def opening_failed(address: Address, error: Exception) -> EnergyDesktopError:
    """Why no connection could be opened; may ask once more whether the port speaks TLS."""
    if not address.secure and _may_want_tls(error) and await _speaks_tls(address):
        return HomeProtocolError(
            ProblemCode.HOME_TLS_EXPECTED, host=address.host, port=address.port
        )
    if isinstance(error, InvalidHandshake):
        return _handshake_failed(address, error)
    if isinstance(error, TimeoutError):
        return timed_out(address)
    if isinstance(error, OSError):
        return _unreachable(address, error)
    return not_home_assistant(address, type(error).__name__)


def _handshake_failed(address: Address, error: InvalidHandshake) -> EnergyDesktopError:
    if isinstance(error, InvalidStatus):
        return _status_instead(address, error.response)
    if isinstance(error, InvalidMessage):
        if isinstance(error.__cause__, EOFError | ConnectionError):
            return not_home_assistant(address, "it closed the connection without an answer")
        return not_home_assistant(address, "its answer is not HTTP")
    return not_home_assistant(address, "it does not speak WebSocket")


def _status_instead(address: Address, response: Response) -> EnergyDesktopError:
    host, port = address.host, address.port
    if response.status_code == _FORBIDDEN:
        return HomeRefused(ProblemCode.HOME_ADDRESS_BANNED, host=host, port=port)
    status = f"HTTP {response.status_code} {response.reason_phrase}".strip()
    if response.status_code in _NOT_READY:
        return HomeUnreachable(ProblemCode.HOME_NOT_READY, host=host, port=port, reason=status)
    if "Location" in response.headers:
        return not_home_assistant(address, f"it redirects to {response.headers['Location']:.100}")
    return not_home_assistant(address, status)


def _unreachable(address: Address, error: OSError) -> HomeUnreachable:
    if isinstance(error, socket.gaierror):
        return HomeUnreachable(ProblemCode.HOME_UNKNOWN_HOST, host=address.host)
    if isinstance(error, ssl.SSLCertVerificationError):
        return HomeUnreachable(
            ProblemCode.HOME_TLS_UNTRUSTED, host=address.host, reason=error.verify_message
        )
    if isinstance(error, ssl.SSLError):
        return _tls_failed(address, (error.reason or "TLS error").replace("_", " ").lower())
    if ECONNREFUSED in error_numbers(error):
        return HomeUnreachable(
            ProblemCode.HOME_CONNECTION_REFUSED, host=address.host, port=address.port
        )
    if isinstance(error, ConnectionError):
        if address.secure:
            return _tls_failed(address, "the connection was closed while TLS began")
        return lost(address)
    return HomeUnreachable(
        ProblemCode.HOME_NO_ROUTE, host=address.host, reason=error.strerror or "no route"
    )


def _tls_failed(address: Address, reason: str) -> HomeUnreachable:
    return HomeUnreachable(
        ProblemCode.HOME_TLS_FAILED, host=address.host, port=address.port, reason=reason
    )


def error_numbers(error: OSError) -> set[int]:
    """The numbers of an error; asyncio joins those of several addresses into one text."""
    if error.errno is not None:
        return {error.errno}
    return {int(number) for number in _ERRNO.findall(str(error))}


def _may_want_tls(error: Exception) -> bool:
    """Whether a server may have meant: not without TLS. Some hang up, some answer 400."""
    if isinstance(error, InvalidStatus):
        return error.response.status_code == _BAD_REQUEST
    return isinstance(error, InvalidMessage | ConnectionResetError)


async def _speaks_tls(address: Address) -> bool:
    """Whether a port that did not understand plain HTTP answers TLS; nothing is sent to it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    try:
        async with asyncio.timeout(_PROBE_TIMEOUT):
            _, writer = await asyncio.open_connection(address.host, address.port, ssl=context)
    except (OSError, TimeoutError):
        return False
    writer.transport.abort()
    return True
