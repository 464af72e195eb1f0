"""Which of the machine's keyrings is fit to keep a secret."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_KEEPS_NOTHING = ("keyring.backends.fail", "keyring.backends.null")
_PLAIN_TEXT = ("keyrings.alt",)


def find_backend() -> "KeyringBackend | None":
    """The keyring that this machine has configured; None when it has none.

    One that keeps secrets as plain text counts as none. Takes up to a second: it imports
    what it finds, and asks over D-Bus.
    """
    import keyring

    configured = keyring.get_keyring()
    return next(filter(_is_fit, getattr(configured, "backends", [configured])), None)


def _is_fit(backend: object) -> bool:
    module = type(backend).__module__
    return not module.startswith((*_KEEPS_NOTHING, *_PLAIN_TEXT))
