"""`servers`: whether the databases of the servers profile can be used."""

import click

from energy_desktop.commands.invocation import Invocation, ProgramCommand, pass_invocation
from energy_desktop.commands.json_option import json_option
from energy_desktop.commands.terminal import say, say_document


@click.command("servers", cls=ProgramCommand)
@click.option(
    "--save",
    is_flag=True,
    help="Keep the addresses in the settings and the passwords in the keyring.",
)
@json_option
@pass_invocation
def servers(invocation: Invocation, save: bool, as_json: bool) -> None:
    """Test the databases of the profile “servers”.

    At the addresses in ENERGY_DESKTOP_QUESTDB_ILP, ENERGY_DESKTOP_QUESTDB_PG and
    ENERGY_DESKTOP_MONGODB_URI, or those that were kept. Nothing is kept that does not work.
    """
    document = invocation.program.choose_servers(save)
    if as_json:
        say_document(document)
    elif document["saved"]:
        say("Both databases can be used; addresses and passwords are kept.")
    else:
        say("Both databases can be used.")
