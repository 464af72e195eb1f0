"""A checkout with scripts only, on a system made of stand-ins."""

import shutil
import signal
import subprocess
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
TOOLS = (
    "awk bash cat cmp cp dirname env find flock grep kill mkdir mkfifo mktemp od rm sed sleep tail"
    " tr"
)


def _hear_signals() -> None:
    """Whoever runs the tests may ignore some (nohup does), and a shell cannot trap those."""
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)


class BareSystem:
    """A checkout and a PATH that holds nothing but harmless tools and stand-ins.

    A stand-in's shell code notes further things with `note WORDS`.
    """

    def __init__(self, folder: Path) -> None:
        self.checkout = folder / "checkout"
        self._tools = folder / "tools"
        self._log = folder / "calls"
        self._log.touch()
        self._tools.mkdir()
        for tool in TOOLS.split():
            (self._tools / tool).symlink_to(shutil.which(tool) or tool)
        shutil.copytree(PROJECT / "scripts", self.checkout / "scripts")
        for name in ("pyproject.toml", "requirements.lock", "requirements-dev.lock"):
            shutil.copy(PROJECT / name, self.checkout)
        self.stand_in("uname", "echo Linux")
        self.stand_in("id", "echo 0")

    def stand_in(self, name: str, does: str = "") -> None:
        """Put a command on the PATH that notes its call, then does this."""
        self._write(self._tools / name, does)

    def stand_in_environment(self, does: str = "") -> None:
        """Make a .venv whose Python notes its call, then does this."""
        self._write(self.checkout / ".venv" / "bin" / "python", does)

    def run(self, script: str, *arguments: str, **environment: str) -> "subprocess.Popen[str]":
        """Start one of the scripts; its output and errors come out of one pipe."""
        return subprocess.Popen(
            [self.checkout / "scripts" / script, *arguments],
            env={"PATH": str(self._tools), **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=_hear_signals,
        )

    def finish(self, script: str, *arguments: str, **environment: str) -> tuple[int, str]:
        """Run one of the scripts to its end: its status, and all it said."""
        with self.run(script, *arguments, **environment) as running:
            said, _ = running.communicate(timeout=20)
        return running.returncode, said

    def calls(self, beginning: str = "") -> list[str]:
        """The noted calls that begin so, in their order."""
        return [call for call in self._log.read_text().splitlines() if call.startswith(beginning)]

    def _write(self, path: Path, does: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        note = f'note() {{ echo "$*" >>{self._log}; }}'
        path.write_text(f'#!{shutil.which("bash")}\n{note}\nnote {path.name} "$@"\n{does}\n')
        path.chmod(0o755)
