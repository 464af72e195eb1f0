"""`demo-home`: the demo home as a server that speaks Home Assistant's protocol."""

from pathlib import Path
from typing import Annotated

import typer

from energy_desktop.commands.connect import read_token
from energy_desktop.commands.global_options import positive_speed
from energy_desktop.commands.invocation import Invocation
from energy_desktop.commands.program import DemoHomeOptions
from energy_desktop.commands.terminal import note, say

DEFAULT_PORT = 8124
PUBLIC_TOKEN = "demo"

Port = Annotated[
    int, typer.Option("--port", metavar="N", min=0, max=65535, help="Port; 0 takes a free one.")
]
Seed = Annotated[
    int | None, typer.Option("--seed", metavar="N", help="Which home [default: --demo-seed].")
]
Speed = Annotated[
    float | None,
    typer.Option(
        "--speed",
        metavar="X",
        callback=positive_speed,
        help="How fast its time runs [default: --demo-speed].",
    ),
]
Start = Annotated[
    str | None, typer.Option("--start", metavar="T", help="Its first moment [default: now].")
]
TokenFile = Annotated[
    Path | None,
    typer.Option(
        "--token-file",
        metavar="FILE",
        help=f"File with the token it asks for [default: the public word “{PUBLIC_TOKEN}”].",
    ),
]


def demo_home(
    invocation: Invocation,
    port: Port = DEFAULT_PORT,
    seed: Seed = None,
    speed: Speed = None,
    start: Start = None,
    token_file: TokenFile = None,
) -> None:
    """Serve a demo home on this machine, as Home Assistant would, until interrupted."""
    defaults = invocation.options
    options = DemoHomeOptions(
        port=port,
        seed=defaults.demo_seed if seed is None else seed,
        speed=defaults.demo_speed if speed is None else speed,
        start=defaults.demo_start if start is None else start,
        token=PUBLIC_TOKEN if token_file is None else read_token(token_file),
    )
    invocation.program.serve_demo_home(options, lambda address: _announce(address, options))


def _announce(address: str, options: DemoHomeOptions) -> None:
    say(address)
    if options.token == PUBLIC_TOKEN:
        note(f"A demo home listens there; its token is the public word “{PUBLIC_TOKEN}”.")
    else:
        note("A demo home listens there; its token is the one in the file.")
