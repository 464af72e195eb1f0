"""`demo-home`: the demo home as a server that speaks Home Assistant's protocol."""

from pathlib import Path

import click

from energy_desktop.commands.connect import read_token
from energy_desktop.commands.global_options import check_speed
from energy_desktop.commands.invocation import Invocation, ProgramCommand, pass_invocation
from energy_desktop.commands.program import DemoHomeOptions
from energy_desktop.commands.terminal import note, say

DEFAULT_PORT = 8124
PUBLIC_TOKEN = "demo"


@click.command("demo-home", cls=ProgramCommand)
@click.option(
    "--port",
    metavar="N",
    type=click.IntRange(0, 65535),
    default=DEFAULT_PORT,
    show_default=True,
    help="Port; 0 takes a free one.",
)
@click.option("--seed", metavar="N", type=int, help="Which home [default: --demo-seed].")
@click.option(
    "--speed",
    metavar="X",
    type=float,
    callback=check_speed,
    help="How fast its time runs [default: --demo-speed].",
)
@click.option("--start", metavar="T", help="Its first moment [default: now].")
@click.option(
    "--token-file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=f"File with the token it asks for [default: the public word “{PUBLIC_TOKEN}”].",
)
@pass_invocation
def demo_home(
    invocation: Invocation,
    port: int,
    seed: int | None,
    speed: float | None,
    start: str | None,
    token_file: Path | None,
) -> None:
    """Serve a demo home as Home Assistant would.

    On this machine, until interrupted; `connect` to it as to any other.
    """
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
