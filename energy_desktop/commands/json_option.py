"""The option of every command that can answer in JSON."""

from typing import Annotated

import typer

AsJson = Annotated[
    bool, typer.Option("--json", help="Answer with one JSON document on standard output.")
]
