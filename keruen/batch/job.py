"""Jobs: an input annotated into a folder, unit by unit, so that it can be killed at any moment and resumed."""

import filecmp
import shutil
from dataclasses import dataclass, fields, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any, Callable, Iterator, Optional, Union

from filelock import FileLock, Timeout

from .engines import ENGINES, Died
from .manifest import Manifest, ManifestError
from .models import describe_model
from .readers import shown
from .units import PARTIAL, REJECTED, Counts, Outcome, Task, Unit, cut_units, died_at
from .writers import FORMATS

UNIT_BYTES = 1 << 20
LOCK = ".lock"
_MOST_DEATHS = 20  # of one unit, before it is given up


@dataclass
class Totals(Counts):
    """Counts of a job; units that are done, those of them that were there already, and those that were given up."""

    units: int = 0
    skipped: int = 0
    failed: int = 0

    def add(self, outcome: Outcome) -> None:
        if outcome.read != outcome.annotated + outcome.rejected:
            raise RuntimeError(
                f"{outcome.read} documents read, but {outcome.annotated} annotated, {outcome.rejected} rejected"
            )
        self.units += 1
        for each in fields(Counts):
            setattr(self, each.name, getattr(self, each.name) + getattr(outcome, each.name))


class Job:
    """An annotation job.

    inputs (list): files and folders. folder (Path): output folder. task (Task): model and options.
    unit_bytes (int): about so much input is annotated and written as one.
    processes (int): how many at once. engine (str): name of an engine; engine_options (dict): its own.
    resume (bool): go on with what stands in the folder. overwrite (bool): throw it away.
    bom (bool): begin `flows.csv` with a byte order mark, which spreadsheets know UTF-8 by.
    on_unit (Callable): called with the totals and a unit's size in bytes when it is done, or skipped.
    """

    def __init__(
        self,
        inputs: list[str],
        task: Task,
        *,
        unit_bytes: int = UNIT_BYTES,
        processes: int = 1,
        engine: str = "local",
        engine_options: Optional[dict[str, Any]] = None,
        resume: bool = False,
        overwrite: bool = False,
        bom: bool = False,
        on_unit: Callable[[Totals, int], None] = lambda totals, size: None,
    ):
        self.inputs, self.task, self.unit_bytes = inputs, replace(task, folder=str(Path(task.folder).absolute())), unit_bytes
        self.processes, self.engine, self.engine_options = processes, engine, engine_options or {}
        self.resume, self.overwrite, self.bom, self.on_unit = resume, overwrite, bom, on_unit
        self.folder = Path(task.folder)
        self.totals = Totals()
        self.problems: list[str] = []

    def run(self) -> Totals:
        """Annotate what isn't annotated yet.

        RAISES (ManifestError): if the folder can't be used. (OSError): if the model can't be loaded or the folder not be
            written. (EngineError): if the engine can't start. (KeyboardInterrupt): when interrupted; what is finished is
            kept.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self.folder / LOCK, timeout=0):
                return self._run()
        except Timeout:
            raise ManifestError(f"Another job is writing to {self.folder}; wait for it, or give another folder.") from None

    def _run(self) -> Totals:
        manifest = self._manifest()
        shutil.rmtree(self.folder / PARTIAL, ignore_errors=True)
        try:
            for unit, outcome in self._outcomes(manifest):
                if isinstance(outcome, Died):
                    self.totals.failed += 1
                    self.problems.append(_given_up(unit))
                else:
                    manifest.add(unit, outcome)
                    self.totals.add(outcome)
                self.on_unit(self.totals, unit.size)
            self._forget(manifest)
        finally:
            manifest.write()
            self._assemble(manifest)
            shutil.rmtree(self.folder / PARTIAL, ignore_errors=True)
        return self.totals

    def _manifest(self) -> Manifest:
        header = {
            "keruen": version("keruen"),
            "model": describe_model(self.task.model),
            "inputs": [shown(name) for name in self.inputs],
            "options": {
                "formats": list(self.task.formats),
                "date": self.task.date,
                "columns": list(self.task.columns),
                "unit_bytes": self.unit_bytes,
                "bom": self.bom,
            },
        }
        manifest = Manifest(self.folder, header)
        if Manifest.exists(self.folder):
            if self.overwrite:
                _clear(self.folder)
            elif self.resume:
                manifest.load()
            else:
                raise ManifestError(
                    f"{self.folder} holds a job's output: go on with --resume, start anew with --overwrite, "
                    "or give another folder."
                )
        elif any(path.name != LOCK for path in self.folder.iterdir()):
            raise ManifestError(f"{self.folder} is not empty and holds no job's output; give another folder.")
        manifest.write()
        return manifest

    def _outcomes(self, manifest: Manifest) -> Iterator[tuple[Unit, Union[Outcome, Died]]]:
        run = ENGINES.get(self.engine)
        for unit, outcome in run(self.task, self._open_units(manifest), self.processes, self.engine_options):
            deaths = 0
            while isinstance(outcome, Died) and deaths < _MOST_DEATHS:
                deaths += 1
                unit = unit.after_death(died_at(self.folder, unit.number) if unit.one_by_one else None)
                ((unit, outcome),) = run(self.task, iter([unit]), 1, self.engine_options)
            yield unit, outcome

    def _open_units(self, manifest: Manifest) -> Iterator[Unit]:
        """Units that are still to be done; those that are done are counted as they come."""
        self._last = -1
        for unit in cut_units(self.inputs, self.unit_bytes):
            self._last = unit.number
            outcome = manifest.finished(unit)
            if outcome is None:
                yield unit
            else:
                self.totals.skipped += 1
                self.totals.add(outcome)
                self.on_unit(self.totals, unit.size)

    def _forget(self, manifest: Manifest) -> None:
        """Remove units that the input, which has shrunk, no longer has."""
        for number in [number for number in manifest.units if number > self._last]:
            _, outcome = manifest.units.pop(number)
            for name in outcome.files:
                (self.folder / name).unlink(missing_ok=True)

    def _assemble(self, manifest: Manifest) -> None:
        """The rejects of all units in one file, and the flows where they are CSV."""
        parts = [
            self.folder / name
            for number in sorted(manifest.units)
            for name in manifest.units[number][1].files
            if name.startswith(f"{REJECTED}/") and (self.folder / name).is_file()
        ]
        join(parts, self.folder / f"{REJECTED}.jsonl")
        if "csv" in self.task.formats:
            parts = [self.folder / "flows" / f"{number:05d}.csv" for number in sorted(manifest.units)]
            parts = [part for part in parts if part.is_file()]
            join(parts, self.folder / "flows.csv", header=True, bom=self.bom)


def join(parts: list[Path], path: Path, *, header: bool = False, bom: bool = False, keep_empty: bool = False) -> None:
    """Parts in one file, written whole; no file where there are none, unless `keep_empty`.

    header (bool): the first line of each part is a header, and stays once. bom (bool): begin with a byte order mark.
    """
    partial = path.with_name(f".{path.name}.partial")
    with partial.open("wb") as stream:
        if bom:
            stream.write(b"\xef\xbb\xbf")
        for i, part in enumerate(parts):
            with part.open("rb") as source:
                if header and i:
                    source.readline()
                shutil.copyfileobj(source, stream)
    if not parts and not keep_empty:
        partial.unlink()
        path.unlink(missing_ok=True)
    elif path.is_file() and filecmp.cmp(partial, path, shallow=False):
        partial.unlink()
    else:
        partial.replace(path)


def _clear(folder: Path) -> None:
    """Remove what a job writes, and nothing else."""
    tables = {table.partition("/")[0] for writer in FORMATS.values() for table in writer.tables}
    for name in (PARTIAL, REJECTED, *tables):
        shutil.rmtree(folder / name, ignore_errors=True)
    for path in (*folder.glob("manifest.jsonl"), *folder.glob("rejected.jsonl"), *folder.glob("flows.csv")):
        path.unlink()


def _given_up(unit: Unit) -> str:
    first, last = unit.slices[0], unit.slices[-1]
    where = first.name if first is last else f"{first.name} to {last.name}"
    return (
        f"Unit {unit.number} ({where}) was not annotated: its process died {_MOST_DEATHS} times. Its documents are not "
        "counted; try it again with --resume where there is more memory."
    )
