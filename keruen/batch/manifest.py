"""What a job has done, kept in its output folder: one header, then a line for each finished unit."""

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any, Optional

from .readers import file_digest
from .units import Outcome, Unit

NAME = "manifest.jsonl"
VERSION = 1


class ManifestError(ValueError):
    """A folder that a job can't write to, or not go on with; the message says why and what to do."""


class Manifest:
    """The record of a job.

    folder (Path): the output folder. header (dict): what must be the same for two runs to mix: model, options, inputs.
    """

    def __init__(self, folder: Path, header: dict[str, Any]):
        self.path = folder / NAME
        self.folder = folder
        self.header = {"keruen_manifest": VERSION, **header}
        self.units: dict[int, tuple[str, Outcome]] = {}
        self._stream = None

    @classmethod
    def exists(cls, folder: Path) -> bool:
        return (folder / NAME).is_file()

    def load(self) -> None:
        """Take over what an earlier run has finished.

        RAISES (ManifestError): if that run had another model, other options or other inputs, or is no job's.
        """
        lines = self.path.read_text(encoding="utf-8").split("\n")
        header = _parsed(lines[0])
        if header is None or header.get("keruen_manifest") != VERSION:
            raise ManifestError(f"{self.path} is no manifest of this version of Keruen; start anew with --overwrite.")
        for name, value in self.header.items():
            if header.get(name) != value:
                raise ManifestError(
                    f"{self.folder} was begun with another {name} ({_short(header.get(name))}, now {_short(value)}), "
                    "and outputs of two kinds don't mix: give the same again, another folder, or start anew with "
                    "--overwrite."
                )
        for line in lines[1:]:
            record = _parsed(line)
            if record is not None and "unit" in record:  # a line cut off by a crash is no finished unit
                number, digest = record.pop("unit"), record.pop("digest")
                self.units[number] = digest, Outcome(**record)

    def finished(self, unit: Unit) -> Optional[Outcome]:
        """The outcome of a unit that stands in the folder as it was written, of the same input; else None."""
        digest, outcome = self.units.get(unit.number, (None, None))
        if digest != unit.digest:
            return None
        for name, expected in outcome.files.items():
            path = self.folder / name
            if not path.is_file() or file_digest(path)[0] != expected:
                return None
        return outcome

    def add(self, unit: Unit, outcome: Outcome) -> None:
        """Record a finished unit, on disk when this returns."""
        self.units[unit.number] = unit.digest, outcome
        if self._stream is None:
            self._stream = self.path.open("a", encoding="utf-8", newline="\n")
        self._stream.write(_record(unit.number, unit.digest, outcome))
        self._stream.flush()
        os.fsync(self._stream.fileno())

    def write(self) -> None:
        """Write the whole record in the order of the units, if it isn't on disk so."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None
        lines = [json.dumps(self.header, ensure_ascii=False) + "\n"]
        lines += [_record(number, *self.units[number]) for number in sorted(self.units)]
        replace_text(self.path, "".join(lines))


def replace_text(path: Path, text: str) -> None:
    """Write a file as a whole or not at all, and leave it alone where it holds that already."""
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return
    partial = path.with_name(f".{path.name}.partial")
    with partial.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(partial, path)


def _record(number: int, digest: str, outcome: Outcome) -> str:
    return json.dumps({"unit": number, "digest": digest, **asdict(outcome)}, ensure_ascii=False) + "\n"


def _parsed(line: str) -> Optional[dict[str, Any]]:
    try:
        record = json.loads(line)
    except ValueError:
        return None
    return record if isinstance(record, dict) else None


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 120 else text[:119] + "…"
