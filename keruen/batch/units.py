"""Work units: how an input is cut, and how one unit is annotated, wherever that runs."""

import hashlib
import os
import shutil
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Iterable, Iterator, Optional

from spacy.language import Language

from ..documents import Document, to_line
from ..inputs import Rejected
from .annotate import results
from .models import CPU, load_model
from .readers import Columns, Slice, cut, file_digest, files, read_slice
from .writers import FORMATS

PARTIAL = ".partial"
REJECTED = "rejected"
_MOST_SLICES = 2000


@dataclass(frozen=True)
class Unit:
    """A part of the input that is annotated and written as one.

    number (int): its place, from 0. slices (tuple): what it reads.
    one_by_one (bool): whether each document is noted before it is annotated, since a process died of this unit.
    skip (tuple): numbers of documents that processes died of.
    """

    number: int
    slices: tuple[Slice, ...]
    one_by_one: bool = False
    skip: tuple[int, ...] = ()

    @property
    def digest(self) -> str:
        parts = "\n".join(f"{part.name}\t{part.start}\t{part.stop}\t{part.digest}" for part in self.slices)
        return hashlib.sha256(parts.encode("utf-8", "surrogateescape")).hexdigest()

    @property
    def size(self) -> int:
        return sum(part.size for part in self.slices)

    def after_death(self, document: Optional[int]) -> "Unit":
        """The same unit, to be read one by one, without the document that a process died of."""
        skip = self.skip if document is None else (*self.skip, document)
        return replace(self, one_by_one=True, skip=skip)


@dataclass(frozen=True)
class Task:
    """What a process must know to annotate units; plain data.

    model (str): name or folder. folder (str): the job's output folder. formats (tuple): names of writers.
    date (str): publication date of documents that tell none. gpu (int): number of a GPU, or -1 for the processor.
    """

    model: str
    folder: str
    formats: tuple[str, ...] = ("jsonl",)
    date: Optional[str] = None
    columns: Columns = Columns()
    gpu: int = CPU


@dataclass
class Counts:
    """Documents read, annotated and rejected; words, flows and warnings of those annotated."""

    read: int = 0
    annotated: int = 0
    rejected: int = 0
    words: int = 0
    flows: int = 0
    warnings: int = 0


@dataclass
class Outcome(Counts):
    """What became of a unit: counts, and the checksum of each file by its path in the output folder."""

    files: dict[str, str] = field(default_factory=dict)


def cut_units(inputs: Iterable[str], size: int) -> Iterator[Unit]:
    """Cut inputs into units of about so many bytes: small files together, large ones in slices."""
    slices: list[Slice] = []
    number = filled = 0
    for name in inputs:
        for path in files(name):
            for part in cut(path, size):
                slices.append(part)
                filled += part.size
                if filled >= size or len(slices) == _MOST_SLICES:
                    yield Unit(number, tuple(slices))
                    slices, filled, number = [], 0, number + 1
    if slices:
        yield Unit(number, tuple(slices))


@lru_cache(maxsize=1)
def _model(name: str, gpu: int) -> Language:
    return load_model(name, gpu=gpu)


def annotate_unit(task: Task, unit: Unit) -> Outcome:
    """Annotate a unit and write its files, whole or not at all: each has its name only when all are written.

    RAISES (OSError): if the model can't be loaded or the output not be written.
    """
    nlp = _model(task.model, task.gpu)
    folder = Path(task.folder)
    scratch = folder / PARTIAL / f"{unit.number:05d}-{os.getpid()}"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    names = unit_files(unit.number, task.formats)
    writers = []
    for kind in task.formats:
        tables = {table: scratch / table.replace("/", "-") for table in FORMATS[kind].tables}
        writers.append(FORMATS[kind](tables))
    outcome = Outcome()
    note = folder / PARTIAL / f"{unit.number:05d}.at"
    try:
        with (scratch / REJECTED).open("w", encoding="utf-8", newline="\n") as rejects:
            wants_docs = any(writer.wants_docs for writer in writers)
            before = (lambda number: note.write_text(str(number))) if unit.one_by_one else None
            documents = _counted(task, unit, outcome)
            for content, doc in results(documents, nlp, date=task.date, docs=wants_docs, before=before):
                if isinstance(content, Rejected):
                    outcome.rejected += 1
                    rejects.write(to_line(content._asdict()) + "\n")
                    continue
                try:
                    for writer in writers:
                        writer.write(content, doc)
                except OSError:
                    raise
                except Exception as error:  # of a document that a format can't hold
                    reason = f"can't be written: {type(error).__name__}: {error}"
                    refused = Rejected(content["meta"].get("input", ""), reason, content["id"])
                    outcome.rejected += 1
                    rejects.write(to_line(refused._asdict()) + "\n")
                    continue
                outcome.annotated += 1
                outcome.words += len(content["text"].split())
                outcome.flows += len(content["flows"])
                outcome.warnings += "warning" in content["meta"]
    finally:
        for writer in writers:
            writer.close()
    for name, partial in names.items():
        if name.startswith(f"{REJECTED}/") and not outcome.rejected:
            (folder / name).unlink(missing_ok=True)
            continue
        outcome.files[name], _ = file_digest(scratch / partial)
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        os.replace(scratch / partial, folder / name)
    shutil.rmtree(scratch, ignore_errors=True)
    note.unlink(missing_ok=True)
    return outcome


def unit_files(number: int, formats: Iterable[str]) -> dict[str, str]:
    """The files of a unit: their paths in the output folder, and their names while they are written."""
    names = {
        f"{table}/{number:05d}{suffix}": table.replace("/", "-")
        for kind in formats
        for table, suffix in FORMATS[kind].tables.items()
    }
    return {**names, f"{REJECTED}/{number:05d}.jsonl": REJECTED}


def died_at(folder: Path, number: int) -> Optional[int]:
    """The document that a unit's process had begun when it died; None where that wasn't noted."""
    try:
        return int((folder / PARTIAL / f"{number:05d}.at").read_text())
    except (OSError, ValueError):
        return None


def _counted(task: Task, unit: Unit, outcome: Outcome) -> Iterator[Any]:
    """The unit's documents, counted, with the later of two of one id warned of."""
    seen: dict[str, str] = {}
    for part in unit.slices:
        for document in read_slice(part, task.columns):
            number, outcome.read = outcome.read, outcome.read + 1
            if number in unit.skip:
                yield _deadly(document)
                continue
            if isinstance(document, Document):
                place = document.meta["input"]
                first = seen.setdefault(document.id, place)
                if first != place:
                    warning = f"the id '{document.id}' was given before, at {first}"
                    document = document.model_copy(update={"meta": {**document.meta, "warning": warning}})
            yield document


def _deadly(document: Any) -> Rejected:
    reason = "the process that annotated it died, each time it was tried (out of memory, or a crash of a library)"
    if isinstance(document, Rejected):
        return document._replace(reason=reason)
    return Rejected(document.meta["input"], reason, document.id)
