"""The option of every command that can answer in JSON."""

import click

json_option = click.option(
    "--json", "as_json", is_flag=True, help="Answer with one JSON document on standard output."
)
