# mypy: disable-error-code="import-not-found,import-untyped"
# Home Assistant is installed in an environment of its own, which mypy does not see.
"""Runs Home Assistant as `hass` does, reaching nothing and outliving nobody.

Runs with the interpreter of Home Assistant's environment. Two things differ from `hass`:

- Names are resolved without mDNS, for which Home Assistant would listen on every interface.
- When the other end of its standard input is closed, it ends: so none is left behind when the
  tests are killed.
"""

import os
import signal
import sys
import threading

from aiohttp.resolver import ThreadedResolver
from homeassistant.__main__ import main
from homeassistant.helpers import aiohttp_client


def resolve_without_mdns() -> None:
    """Replace the resolver of Home Assistant's own HTTP clients (2024.3 has none)."""
    if hasattr(aiohttp_client, "_async_make_resolver"):
        aiohttp_client._async_make_resolver = lambda hass: ThreadedResolver()


def end_with_standard_input() -> None:
    """Wait for the end of the standard input and kill this process then."""
    while os.read(sys.stdin.fileno(), 1):
        pass
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    resolve_without_mdns()
    threading.Thread(target=end_with_standard_input, daemon=True).start()
    sys.argv[0] = "hass"
    sys.exit(main())
