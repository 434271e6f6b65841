"""`keruen report`."""

from pathlib import Path
from typing import List

import typer

from ..inputs import Rejected
from ..report import LANGUAGES, Read, ReportError, Site, article_of, read_annotated
from .common import stop, tell

ANNOTATED = typer.Argument(..., metavar="ANNOTATED...", help="Annotated .jsonl files, folders, or - for standard input.")


def report_command(
    inputs: List[str] = ANNOTATED,
    output: Path = typer.Option(..., "-o", "--output", metavar="DIR", help="Folder of the pages; open its index.html."),
    language: str = typer.Option("kk", "--lang", help=f"Language that the pages open in: {', '.join(LANGUAGES)}."),
) -> None:
    """Write pages to look at: all flows in tables and charts, and each article with the words its flows were read from."""
    if language not in LANGUAGES:
        stop(f"--lang '{language}' is none of {', '.join(LANGUAGES)}.")
    unread = 0
    try:
        site = Site(output, language)
        for item in read_annotated(inputs):
            if isinstance(item, Read):
                site.add(article_of(item.document, item.file))
            else:
                tell(f"{item.source}: {item.reason}")
                unread += isinstance(item, Rejected)
        if site.articles or not unread:
            site.close(unread)
    except ReportError as error:
        stop(str(error))
    if unread:
        tell(f"{unread} of {unread + len(site.articles)} inputs are not in the report")
        raise typer.Exit(1 if site.articles else 2)
