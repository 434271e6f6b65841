"""The command line. One module a command."""

import typer

from .annotate import annotate_command
from .convert import convert_command
from .explain import explain_command
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
app.command("convert")(convert_command)
app.command("explain")(explain_command)
