"""The process of FerretDB, on loopback and with a password."""

import atexit
import signal
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote_plus

from tests.real_servers.mongodb_install import PROGRAM

USER, PASSWORD = "energy", "pass-w0rd/of:tests"
AUTHENTICATION_DATABASE = "energy"

_POLL = 0.02
_STARTS_WITHIN = 30.0


class FerretServer:
    """At most one process of FerretDB, with its data in a folder; it asks for a password."""

    def __init__(self, folder: Path) -> None:
        """Start nothing yet; the port stays the same however often it is started."""
        self._folder = folder
        self._port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self._port}"

    @property
    def uri(self) -> str:
        """With user and password, and the database that knows the user."""
        return (
            f"mongodb://{USER}:{quote_plus(PASSWORD)}@{self.address}/"
            f"?authSource={AUTHENTICATION_DATABASE}"
        )

    def start(self) -> None:
        """Start it and wait until it takes connections."""
        (self._folder / "data").mkdir(parents=True, exist_ok=True)
        with (self._folder / "output.log").open("ab") as log:
            self._process = subprocess.Popen(
                [
                    str(PROGRAM),
                    "--handler=sqlite",
                    f"--sqlite-url=file:{self._folder}/data/",
                    f"--state-dir={self._folder}",
                    f"--listen-addr={self.address}",
                    "--debug-addr=-",
                    "--telemetry=disable",
                    "--log-level=ERROR",
                    "--test-enable-new-auth",
                    f"--setup-username={USER}",
                    f"--setup-password={PASSWORD}",
                    f"--setup-database={AUTHENTICATION_DATABASE}",
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        atexit.register(self.kill)
        self._wait_until_it_listens()

    def send(self, number: signal.Signals) -> None:
        """Send a signal to the process, which runs."""
        assert self._process is not None, "it was never started"
        self._process.send_signal(number)

    def kill(self) -> None:
        """End it at once; nothing happens when it does not run."""
        if self._process is None:
            return
        with suppress(ProcessLookupError):
            self._process.kill()
        self._process.wait()
        self._process = None
        atexit.unregister(self.kill)

    def _wait_until_it_listens(self) -> None:
        assert self._process is not None
        deadline = time.monotonic() + _STARTS_WITHIN
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                break
            with suppress(OSError), socket.create_connection(("127.0.0.1", self._port), 1.0):
                return
            time.sleep(_POLL)
        output = (self._folder / "output.log").read_text("utf-8", "replace")
        self.kill()
        raise AssertionError(f"FerretDB did not start:\n{output}")


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
