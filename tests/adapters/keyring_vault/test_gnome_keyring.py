"""The real thing: gnome-keyring on a D-Bus session of its own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

_NEEDED = ("dbus-run-session", "gnome-keyring-daemon")
_MISSING = [tool for tool in _NEEDED if shutil.which(tool) is None]

_UNLOCKED = (
    'printf secret | gnome-keyring-daemon --unlock --components=secrets >/dev/null; exec "$@"'
)

_STORY = """
import asyncio
from energy_desktop.adapters.keyring_vault import KeyringVault

async def story():
    vault = KeyringVault(account_prefix="/data/ü")
    assert await vault.read("token") is None
    await vault.write("token", "first")
    await vault.write("token", "se¢ond")
    assert await vault.read("token") == "se¢ond"
    assert await KeyringVault(account_prefix="/other").read("token") is None
    await vault.remove("token")
    await vault.remove("token")
    assert await vault.read("token") is None

asyncio.run(story())
print("told")
"""

_NO_SERVICE = """
import asyncio
from energy_desktop.adapters.keyring_vault import KeyringVault
from energy_desktop.ports.errors import VaultUnusable

try:
    asyncio.run(KeyringVault().write("token", "a"))
except VaultUnusable as error:
    print(error.problem.code)
"""


def _run(
    script: str, tmp_path: Path, *before: str, **more: str
) -> subprocess.CompletedProcess[str]:
    runtime = tmp_path / "runtime"
    runtime.mkdir(mode=0o700)
    kept = {k: v for k, v in os.environ.items() if k not in ("DBUS_SESSION_BUS_ADDRESS", "DISPLAY")}
    environment = {**kept, "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(runtime), **more}
    return subprocess.run(
        [*before, sys.executable, "-c", script],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.skipif(bool(_MISSING), reason=f"not installed: {', '.join(_MISSING)}")
def test_a_real_keyring_keeps_reads_and_forgets(tmp_path: Path) -> None:
    in_a_session = ("dbus-run-session", "--", "sh", "-c", _UNLOCKED, "sh")
    told = _run(_STORY, tmp_path, *in_a_session)
    assert told.stdout.splitlines()[-1:] == ["told"], told.stderr


def test_a_machine_without_d_bus_has_no_keyring(tmp_path: Path) -> None:
    told = _run(_NO_SERVICE, tmp_path, DBUS_SESSION_BUS_ADDRESS="unix:path=/nowhere")
    assert told.stdout.strip() == "vault_missing", told.stderr
