"""Secrets are taken out of everything before it is written to a log."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

PLACEHOLDER = "[redacted]"

_SHORTEST_SECRET = 6
"""Characters; the demo home's public token is a word that must stay readable."""

_ALWAYS_SECRET = r"access_token|refresh_token|api_password|password|passwd|client_secret"
_VALUE = r"""(?!\[redacted\])[^\s"'\\,;&})\]]+"""
_PATTERNS = (
    # A JSON web token, which is what Home Assistant's tokens are.
    (re.compile(r"\beyJ[\w-]{4,}\.[\w-]{4,}(?:\.[\w-]*)?"), PLACEHOLDER),
    (re.compile(r"(?i)(\bbearer\s+)[\w.~+/=-]{4,}"), rf"\g<1>{PLACEHOLDER}"),
    (
        re.compile(rf"""(?i)(\bauthorization\\?["']?\s*[:=]\s*\\?["']?(?:\w+\s+)?+){_VALUE}"""),
        rf"\g<1>{PLACEHOLDER}",
    ),
    (
        re.compile(rf"""(?i)((?:{_ALWAYS_SECRET})\\?["']?\s*[:=]\s*\\?["']?){_VALUE}"""),
        rf"\g<1>{PLACEHOLDER}",
    ),
    # `token=…` and `"token": "…"`, but not the prose “the token: …”.
    (
        re.compile(rf"""(?i)(\b(?:token|secret)(?:=|\\?["']\s*[:=]\s*)\\?["']?){_VALUE}"""),
        rf"\g<1>{PLACEHOLDER}",
    ),
    # The password in an address.
    (re.compile(r"(\b[a-z][a-z0-9+.-]*://[^/\s:@]*:)[^/\s@]+(?=@)"), rf"\g<1>{PLACEHOLDER}"),
)
_SECRET_KEY = re.compile(rf"(?i)^(?:{_ALWAYS_SECRET}|.*token|.*secret|authorization)$")


class Redaction:
    """Knows the secrets of this run by what they are, and others by what they look like."""

    def __init__(self) -> None:
        self._secrets: set[str] = set()

    def register(self, secret: str) -> None:
        """Never let this text into a log; very short ones are left alone."""
        if len(secret) >= _SHORTEST_SECRET:
            self._secrets |= {secret, quote(secret, safe="")}

    def text(self, text: str) -> str:
        """The text without secrets."""
        for secret in self._secrets:
            text = text.replace(secret, PLACEHOLDER)
        for pattern, replacement in _PATTERNS:
            text = pattern.sub(replacement, text)
        return text

    def value(self, value: Any) -> Any:
        """The same without secrets: plain values and collections of them; others as text."""
        match value:
            case None | bool() | int() | float():
                return value
            case str():
                return self.text(value)
            case Mapping():
                return {
                    self.text(str(key)): PLACEHOLDER if is_secret(key) else self.value(each)
                    for key, each in value.items()
                }
            case list() | tuple() | set() | frozenset():
                return [self.value(each) for each in value]
            case _:
                return self.text(str(value))


def is_secret(key: object) -> bool:
    """Whether what stands under such a name is a secret."""
    return isinstance(key, str) and _SECRET_KEY.match(key) is not None
