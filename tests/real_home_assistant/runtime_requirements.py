"""Prints what Home Assistant would install by itself when it starts, one requirement a line.

Runs with the interpreter of Home Assistant's environment, before those requirements are there:
so it reads Home Assistant's files and imports nothing of it. The integrations are those the
tests configure and those of `DEFAULT_INTEGRATIONS` in `homeassistant/bootstrap.py`; each
`manifest.json` names its `requirements` and further integrations it depends on.
"""

import ast
import json
import sys
from importlib.metadata import distribution
from pathlib import Path

CONFIGURED = (
    *("api", "auth", "config", "energy", "frontend", "history", "http", "recorder", "sensor"),
    "websocket_api",
)


def default_integrations(bootstrap: str) -> set[str]:
    """The literal set that is assigned to DEFAULT_INTEGRATIONS in the source."""
    for statement in ast.parse(bootstrap).body:
        match statement:
            case ast.Assign(targets=[ast.Name(id="DEFAULT_INTEGRATIONS")], value=literal):
                return set(ast.literal_eval(literal))
    raise SystemExit("bootstrap.py no longer lists its default integrations literally")


def closure(components: Path, wanted: set[str]) -> set[str]:
    """All requirements of the integrations and of those they depend on."""
    requirements: set[str] = set()
    known: set[str] = set()
    while remaining := wanted - known:
        known |= remaining
        for integration in remaining:
            manifest = json.loads((components / integration / "manifest.json").read_text("utf-8"))
            requirements.update(manifest.get("requirements", ()))
            wanted = wanted.union(manifest.get("dependencies", ()))
    return requirements


def main() -> None:
    """Print the requirements in alphabetical order."""
    source = Path(str(distribution("homeassistant").locate_file("homeassistant")))
    defaults = default_integrations((source / "bootstrap.py").read_text("utf-8"))
    found = closure(source / "components", defaults.union(CONFIGURED))
    sys.stdout.write("".join(f"{requirement}\n" for requirement in sorted(found)))


if __name__ == "__main__":
    main()
