"""The command line: `keruen annotate`, `keruen flows`, `keruen report`. One module a command."""

import typer

from .annotate import annotate_command
from .flows import flows_command
from .report import report_command

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Entities and trade flows in Kazakh and Karakalpak news.",
)
app.command("annotate")(annotate_command)
app.command("flows")(flows_command)
app.command("report")(report_command)
