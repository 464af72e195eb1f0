"""A QuestDB of the tests' own: on loopback, with a password, killed at will."""

import asyncio
import atexit
import signal
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests.real_home_assistant.server import free_port
from tests.real_servers.questdb_install import JAR

USER, PASSWORD = "energy", "correct horse"
READER, READER_PASSWORD = "reader", "battery staple"

_HEALTHY_WITHIN = 60.0
_POLL = 0.05

_SETTINGS = """\
http.bind.to=127.0.0.1:{http}
http.min.net.bind.to=127.0.0.1:{health}
http.health.check.authentication.required=false
http.user={user}
http.password={password}
pg.net.bind.to=127.0.0.1:{pg}
pg.user={user}
pg.password={password}
pg.net.connection.limit=256
pg.readonly.user.enabled=true
pg.readonly.user={reader}
pg.readonly.password={reader_password}
line.tcp.enabled=false
line.udp.enabled=false
line.auto.create.new.tables=false
line.auto.create.new.columns=false
cairo.commit.mode=sync
telemetry.enabled=false
"""


class QuestDbFailed(Exception):
    """The server did not become healthy; the text ends with its log."""


class QuestDbServer:
    """At most one process of QuestDB, with its data in a folder; its ports stay the same."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._http, self._pg, self._health = free_port(), free_port(), free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def ilp(self) -> str:
        """The client's configuration string."""
        return f"http::addr=127.0.0.1:{self._http};username={USER};password={PASSWORD};"

    @property
    def pg(self) -> str:
        """The PostgreSQL connection string."""
        return self.pg_as(USER, PASSWORD)

    def pg_as(self, user: str, password: str) -> str:
        """The PostgreSQL connection string of another user."""
        return f"host=127.0.0.1 port={self._pg} user={user} password='{password}' dbname=qdb"

    @property
    def pg_port(self) -> int:
        """Where the PostgreSQL wire is spoken."""
        return self._pg

    @property
    def http_port(self) -> int:
        """Where ILP over HTTP is spoken."""
        return self._http

    @property
    def health_port(self) -> int:
        """Where it tells whether it is healthy."""
        return self._health

    def start(self) -> None:
        """Start it and wait until it is healthy; it ends with this process at the latest."""
        self._configure()
        with (self._folder / "output.log").open("ab") as log:
            self._process = subprocess.Popen(
                [
                    *("java", "-XX:+UseParallelGC", "-Xmx1g"),
                    *("-cp", str(JAR), "io.questdb.ServerMain", "-d", str(self._folder)),
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        atexit.register(self.kill)
        self._wait_until_healthy()

    async def restart(self) -> None:
        """Start it without holding the loop."""
        await asyncio.to_thread(self.start)

    def kill(self) -> None:
        """End it at once, as a power cut would end the process; idempotent."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
            atexit.unregister(self.kill)

    def pause(self) -> None:
        """Let it neither answer nor end."""
        self._send(signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on after `pause`."""
        self._send(signal.SIGCONT)

    def _send(self, number: signal.Signals) -> None:
        assert self._process is not None, "it does not run"
        self._process.send_signal(number)

    def _configure(self) -> None:
        settings = self._folder / "conf" / "server.conf"
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text(
            _SETTINGS.format(
                http=self._http,
                pg=self._pg,
                health=self._health,
                user=USER,
                password=PASSWORD,
                reader=READER,
                reader_password=READER_PASSWORD,
            ),
            "utf-8",
        )

    def _wait_until_healthy(self) -> None:
        deadline = time.monotonic() + _HEALTHY_WITHIN
        while not self._is_healthy():
            assert self._process is not None
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise QuestDbFailed((self._folder / "output.log").read_text("utf-8", "replace"))
            time.sleep(_POLL)

    def _is_healthy(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self._health}", timeout=5) as answer:
                return bool(answer.status == 200)
        except (OSError, urllib.error.URLError):
            return False
