"""Parquet tables: a document a row."""

from typing import Any, Iterator

from pydantic import ValidationError

from ...documents import Document, first_fault
from ...inputs import Rejected
from .base import Columns, Format, Read, Slice, begins, cut_records, placed

_ROWS = 512  # read at once


def cut(path: str, name: str, size: int) -> Iterator[Slice]:
    """By rows: as many as make about `size` bytes on disk."""
    import pyarrow.parquet as parquet

    try:
        rows = parquet.read_metadata(path).num_rows
    except Exception:  # pyarrow has many; told when it is read
        rows = 0
    yield from cut_records(path, name, size, rows)


def read_rows(part: Slice, columns: Columns) -> Read:
    """Text, id and date by the names of their columns; every other column that holds plain data goes into `meta`."""
    import pyarrow
    import pyarrow.parquet as parquet

    try:
        file = parquet.ParquetFile(part.path)
    except FileNotFoundError:
        raise
    except (pyarrow.ArrowException, OSError) as error:
        yield Rejected(part.name, f"no Parquet file that can be read: {error}")
        return
    with file:
        names = file.schema_arrow.names
        if columns.text not in names:
            yield Rejected(
                part.name, f"no column '{columns.text}'; name the one with the texts by --text-column ({', '.join(names)})"
            )
            return
        number = part.start
        try:
            for row in _rows(file, part.start, part.stop):
                number += 1
                yield _document(row, part.name, f"{part.name}:{number}", columns)
        except (pyarrow.ArrowException, OSError) as error:
            yield Rejected(f"{part.name}:{number + 1}", f"the rows from here on are damaged: {error}")


def _rows(file: Any, start: int, stop: int) -> Iterator[dict]:
    """Rows of a range, of no more row groups than hold it."""
    groups, first, skip = [], 0, 0
    for group in range(file.num_row_groups):
        count = file.metadata.row_group(group).num_rows
        if first < stop and first + count > start:
            if not groups:
                skip = start - first
            groups.append(group)
        first += count
    left = stop - start
    for batch in file.iter_batches(batch_size=_ROWS, row_groups=groups):
        batch = batch.slice(min(skip, batch.num_rows), left)
        skip = max(0, skip - _ROWS)
        left -= batch.num_rows
        yield from batch.to_pylist()
        if left <= 0:
            return


def _document(row: dict, name: str, place: str, columns: Columns):
    text, number, date = (row.pop(column, None) for column in columns)
    meta = {key: value for key, value in row.items() if isinstance(value, (str, int, float, bool)) and key != "meta"}
    if isinstance(row.get("meta"), dict):
        meta.update({key: value for key, value in row["meta"].items() if value is not None})
    if date is not None:
        meta["date"] = date.isoformat() if hasattr(date, "isoformat") else str(date)
    if not isinstance(text, str):
        return Rejected(
            place, f"column '{columns.text}' holds {type(text).__name__}, no text", None if number is None else str(number)
        )
    try:
        document = Document(id=number if number is None else str(number), text=text, meta=meta)
    except ValidationError as error:
        return Rejected(place, first_fault(error), text=begins(text))
    return placed(document, place, name)


TABLE = Format((".parquet",), cut, read_rows, needs="pyarrow")
