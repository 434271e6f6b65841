"""`keruen annotate`: to the terminal or a pipe as documents come, into a file or folder as a job."""

import shutil
import signal
import sys
from pathlib import Path
from typing import List, Optional

import typer
from rich.console import Console
from rich.table import Table

from ..batch.engines import ENGINES, EngineError
from ..batch.job import UNIT_BYTES, Job, Totals, join
from ..batch.manifest import ManifestError
from ..batch.readers import FORMATS as READERS
from ..batch.readers import Columns, files, format_of
from ..batch.units import Task
from ..batch.writers import FORMATS
from ..documents import to_line
from ..inputs import STDIN
from .common import (
    DATE_COLUMN,
    DATE_OPTION,
    GPU_OPTION,
    ID_COLUMN,
    INPUTS,
    MODEL_OPTION,
    TEXT_COLUMN,
    Stream,
    check_date,
    rejects_of,
    stop,
    tell,
    utf8,
)
from .progress import JobProgress

INTERRUPTED = 130
_SINGLE = {".jsonl": "jsonl", ".csv": "csv"}
_FOLDERS_ONLY = {".parquet": "parquet", ".spacy": "spacy"}


def annotate_command(
    inputs: List[str] = INPUTS,
    output: Optional[Path] = typer.Option(
        None,
        "-o",
        "--output",
        help="A folder (units, manifest, rejects), or one file, .jsonl or .csv. Standard output if left out.",
    ),
    model: str = MODEL_OPTION,
    date: Optional[str] = DATE_OPTION,
    n_process: int = typer.Option(1, "--n-process", min=1, help="How many processes annotate."),
    formats: List[str] = typer.Option(
        ["jsonl"], "--format", help=f"What a folder gets, more than once for several: {', '.join(FORMATS)}."
    ),
    resume: bool = typer.Option(False, "--resume", help="Go on with what a killed job has left."),
    overwrite: bool = typer.Option(False, "--overwrite", help="Throw away what stands in the folder."),
    engine: str = typer.Option("local", "--engine", help="Where it runs: local or ray."),
    ray_address: Optional[str] = typer.Option(None, "--ray-address", help="A Ray cluster; a local one if left out."),
    text_column: str = TEXT_COLUMN,
    id_column: str = ID_COLUMN,
    date_column: str = DATE_COLUMN,
    gpu: int = GPU_OPTION,
    bom: bool = typer.Option(False, "--bom", help="Begin CSV with a byte order mark, which spreadsheets know UTF-8 by."),
    unit_bytes: int = typer.Option(UNIT_BYTES, "--unit-bytes", min=1, help="About how much input is one unit of work."),
) -> None:
    """Annotate documents: JSON lines with entities and flows (a table of entities on a terminal)."""
    check_date(date)
    columns = Columns(text_column, id_column, date_column)
    if output is None or STDIN in inputs:
        if output is not None and (output.is_dir() or output.suffix != ".jsonl"):
            stop(f"Standard input can be annotated into a .jsonl file or standard output, not into {output}.")
        if n_process > 1 or engine != "local" or resume:
            stop("Processes, engines and --resume are for files and folders that are annotated into -o FILE or -o FOLDER.")
        _stream(inputs, output, model, date, columns, gpu)
        return
    if engine not in ENGINES:
        stop(f"There is no engine '{engine}'; give {' or '.join(sorted(ENGINES.get_all()))}.")
    _check_libraries(inputs, formats)
    single = None if output.is_dir() else _single(output)
    folder = output if single is None else output.with_name(output.name + ".job")
    job = Job(
        inputs,
        Task(model, str(folder), (single,) if single else tuple(dict.fromkeys(formats)), date, columns, gpu),
        unit_bytes=unit_bytes,
        processes=n_process,
        engine=engine,
        engine_options={"address": ray_address},
        resume=resume,
        overwrite=overwrite,
        bom=bom,
    )
    totals, seconds = _run(job)
    rejects = folder / "rejected.jsonl"
    if single and not totals.failed:
        rejects = _take_out(folder, output, single)
    _sum_up(totals, seconds, rejects)
    for problem in job.problems:
        tell(problem)
    if totals.rejected or totals.failed:
        raise typer.Exit(1 if totals.annotated else 2)


def _stream(inputs: List[str], output: Optional[Path], model: str, date: Optional[str], columns: Columns, gpu: int) -> None:
    with Stream(inputs, model, date, columns, gpu, output) as documents:
        if output is None and sys.stdout.isatty():
            console = Console()
            for document in documents:
                console.print(_entity_table(document))
            return
        try:
            stream = output.open("w", encoding="utf-8", newline="\n") if output else utf8(sys.stdout)
        except OSError as error:
            stop(f"{output} can't be written: {error.strerror}")
        for document in documents:
            stream.write(to_line(document) + "\n")
        if output:
            stream.close()


def _single(output: Path) -> Optional[str]:
    if output.suffix in _FOLDERS_ONLY:
        kind = _FOLDERS_ONLY[output.suffix]
        stop(f"{output}: this output is more than one file; give a folder and --format {kind}.")
    return _SINGLE.get(output.suffix)


def _check_libraries(inputs: List[str], formats: List[str]) -> None:
    for name in formats:
        if name not in FORMATS:
            stop(f"--format '{name}' is none of {', '.join(FORMATS)}.")
    needed = {"pyarrow"} if "parquet" in formats else set()
    missing = {kind: kind.needs for kind in READERS if kind.missing}
    if missing:
        needed |= {missing[kind] for name in inputs for path in files(name) if (kind := format_of(path)) in missing}
    absent = sorted(name for name in needed if name in missing.values())
    if absent:
        stop(f"This takes {' and '.join(absent)}: pip install 'keruen[batch]'")


def _run(job: Job) -> tuple[Totals, float]:
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with JobProgress(job.inputs) as progress:
            job.on_unit = progress
            return job.run(), progress.seconds()
    except (ManifestError, EngineError) as error:
        stop(str(error))
    except OSError as error:
        stop(f"{job.folder}: {error.strerror}" if error.strerror else str(error))
    except KeyboardInterrupt:
        tell(f"Interrupted; {job.totals.units} units are finished and kept in {job.folder}: go on with --resume.")
        raise typer.Exit(INTERRUPTED) from None


def _take_out(folder: Path, output: Path, kind: str) -> Path:
    """The one file out of a job's folder, which then goes."""
    ((table, suffix),) = FORMATS[kind].tables.items()
    if kind == "csv" and (folder / "flows.csv").is_file():
        (folder / "flows.csv").replace(output)
    else:
        join(sorted((folder / table).glob(f"*{suffix}")), output, keep_empty=True)
    rejects = rejects_of(output)
    if (folder / "rejected.jsonl").is_file():
        (folder / "rejected.jsonl").replace(rejects)
    else:
        rejects.unlink(missing_ok=True)
    shutil.rmtree(folder)
    return rejects


def _sum_up(totals: Totals, seconds: float, rejects: Path) -> None:
    sums = f"{totals.read:,} documents read = {totals.annotated:,} annotated + {totals.rejected:,} rejected"
    tell(f"{sums}; {totals.flows:,} flows; {totals.words:,} words in {seconds:,.0f} s")
    if totals.skipped:
        tell(f"{totals.skipped} of {totals.units} units were finished before.")
    if totals.warnings:
        tell(f"{totals.warnings:,} documents were read otherwise than given; see their meta.warning.")
    if totals.rejected:
        tell(f"What was rejected, and why, stands in {rejects}.")


def _entity_table(document: dict) -> Table:
    table = Table("entity", "label", "value", title=str(document["id"]))
    for ent in document["ents"]:
        value = ent.get("code") or ent.get("period") or ent.get("value")
        value = "" if value is None else f"{value} {ent.get('currency', '')}".strip()
        table.add_row(document["text"][ent["start"] : ent["end"]], ent["label"], value)
    return table
