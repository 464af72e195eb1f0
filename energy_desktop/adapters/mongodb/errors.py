"""What the driver's exceptions mean, judged by their types and the server's codes."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec
from pymongo.common import MIN_SUPPORTED_SERVER_VERSION
from pymongo.errors import (
    ConfigurationError,
    ConnectionFailure,
    OperationFailure,
    PyMongoError,
    ServerSelectionTimeoutError,
    WaitQueueTimeoutError,
)

from energy_desktop.model.messages import ProblemCode
from energy_desktop.ports.errors import EnergyDesktopError, StoreUnusable, WrongUsage

NOT_IMPLEMENTED = 238
"""FerretDB's answer to what it does not have."""

_EXAMPLE = "mongodb://user:password@localhost:27017/?authSource=energy"

_BY_CODE = {
    13: ProblemCode.DATABASE_REFUSED,  # Unauthorized
    18: ProblemCode.DATABASE_REFUSED,  # AuthenticationFailed
    8000: ProblemCode.DATABASE_REFUSED,  # what MongoDB's own cloud says instead
    26: ProblemCode.DATABASE_ALTERED,  # NamespaceNotFound
    85: ProblemCode.DATABASE_ALTERED,  # IndexOptionsConflict
    86: ProblemCode.DATABASE_ALTERED,  # IndexKeySpecsConflict
    121: ProblemCode.DATABASE_ALTERED,  # DocumentValidationFailure
    166: ProblemCode.DATABASE_ALTERED,  # CommandNotSupportedOnView
    14031: ProblemCode.DATABASE_DISK,  # OutOfDiskSpace
}

_BY_SYSTEM = re.compile(r"\S+: \[Errno (-?\d+)] ([^,]+|Connect call failed .+)")
"""One server's address and what the operating system said; negative numbers are its resolver's."""


@contextmanager
def mongo_errors(address: str) -> Iterator[None]:
    """Turn the driver's errors, and documents of another form, into StoreUnusable.

    WrongUsage for what is no connection string.
    """
    try:
        yield
    except msgspec.ValidationError as error:
        raise StoreUnusable(
            ProblemCode.DATABASE_ALTERED, path=address, reason=str(error)
        ) from error
    except PyMongoError as error:
        raise _unusable(error, address) from error


def address_invalid() -> WrongUsage:
    """What was given is no connection string; it is not repeated, for it may hold a password."""
    return WrongUsage(ProblemCode.DATABASE_ADDRESS_INVALID, wanted="MongoDB", example=_EXAMPLE)


def _unusable(error: PyMongoError, address: str) -> EnergyDesktopError:
    match error:
        case ConnectionFailure() | WaitQueueTimeoutError():
            code = ProblemCode.STORE_AWAY
        case OperationFailure(code=int(number)):
            code = _BY_CODE.get(number, ProblemCode.DATABASE_FAILED)
        case ConfigurationError() if "wire version" in str(error):
            needed = f"MongoDB {MIN_SUPPORTED_SERVER_VERSION}"
            return StoreUnusable(
                ProblemCode.DATABASE_TOO_OLD, path=address, found="an older one", needed=needed
            )
        case ConfigurationError():
            return address_invalid()
        case _:
            code = ProblemCode.DATABASE_FAILED
    return StoreUnusable(code, path=address, reason=_reason_of(error))


def _reason_of(error: PyMongoError) -> str:
    """The driver's text without what it tells of its own machinery."""
    text = str(error)
    if isinstance(error, ServerSelectionTimeoutError):
        text = text.partition(", Timeout:")[0]
    elif isinstance(error, OperationFailure):
        text = text.partition(", full error:")[0]
    text = text.partition(" (configured timeouts:")[0].removesuffix(".")
    refused = _BY_SYSTEM.fullmatch(text)
    if refused is None:
        return text
    number, said = refused.groups()
    return os.strerror(int(number)) if int(number) > 0 else said
