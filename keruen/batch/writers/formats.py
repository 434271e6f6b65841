"""Writers of annotated documents. Each takes documents one by one and writes the tables that it is made of."""

import csv
from pathlib import Path
from typing import Any, Optional

from spacy.tokens import Doc, DocBin

from ...documents import to_line
from .rows import FLOW_COLUMNS, cells, document_row, entity_rows, flow_rows

_ROWS = 4096  # kept before they are written
_VECTORS = ("._.", "trf_data", None, None)  # a transformer's, large and no plain data


class JsonLines:
    """A JSON document a line: the contract of `docs/output.md`."""

    tables = {"documents": ".jsonl"}
    wants_docs = False

    def __init__(self, paths: dict[str, Path]):
        self._stream = paths["documents"].open("w", encoding="utf-8", newline="\n")

    def write(self, content: dict[str, Any], doc: Optional[Doc]) -> None:
        self._stream.write(to_line(content) + "\n")

    def close(self) -> None:
        self._stream.close()


class FlowsCsv:
    """A trade flow a row, for spreadsheets."""

    tables = {"flows": ".csv"}
    wants_docs = False

    def __init__(self, paths: dict[str, Path]):
        self._stream = paths["flows"].open("w", encoding="utf-8", newline="")
        self._rows = csv.DictWriter(self._stream, FLOW_COLUMNS)
        self._rows.writeheader()

    def write(self, content: dict[str, Any], doc: Optional[Doc]) -> None:
        self._rows.writerows(map(cells, flow_rows(content)))

    def close(self) -> None:
        self._stream.close()


class Parquet:
    """Three tables: documents, entities, flows."""

    tables = {f"parquet/{name}": ".parquet" for name in ("documents", "entities", "flows")}
    wants_docs = False

    def __init__(self, paths: dict[str, Path]):
        import pyarrow.parquet as parquet

        self._schemas = schemas()
        self._files = {
            name: parquet.ParquetWriter(paths[f"parquet/{name}"], schema) for name, schema in self._schemas.items()
        }
        self._rows: dict[str, list[dict[str, Any]]] = {name: [] for name in self._schemas}

    def write(self, content: dict[str, Any], doc: Optional[Doc]) -> None:
        self._rows["documents"].append(document_row(content))
        self._rows["entities"].extend(entity_rows(content))
        self._rows["flows"].extend(flow_rows(content))
        if max(map(len, self._rows.values())) >= _ROWS:
            self._flush()

    def _flush(self) -> None:
        import pyarrow

        for name, rows in self._rows.items():
            if rows:
                self._files[name].write_table(pyarrow.Table.from_pylist(rows, self._schemas[name]))
                rows.clear()

    def close(self) -> None:
        self._flush()
        for file in self._files.values():
            file.close()


class Docs:
    """spaCy's `DocBin`, with all annotation and the custom attributes."""

    tables = {"docs": ".spacy"}
    wants_docs = True

    def __init__(self, paths: dict[str, Path]):
        self._path = paths["docs"]
        self._docs = DocBin(store_user_data=True)

    def write(self, content: dict[str, Any], doc: Optional[Doc]) -> None:
        doc.user_data["meta"] = content["meta"]
        doc.user_data.pop(_VECTORS, None)
        self._docs.add(doc)

    def close(self) -> None:
        self._docs.to_disk(self._path)


def schemas() -> dict[str, Any]:
    """The schemas of the three tables."""
    import pyarrow as pa

    text, number, amount = pa.string(), pa.int32(), pa.float64()
    key = [("document", text), ("input", text)]
    return {
        "documents": pa.schema([
            *key, ("date", text), ("date_from", text), ("lang", text), ("script", text), ("title", text), ("warning", text),
            ("text", text), ("entities", number), ("flows", number), ("meta", text),
        ]),
        "entities": pa.schema([
            *key, ("start", number), ("end", number), ("label", text), ("text", text), ("code", text),
            ("geonameid", pa.int64()), ("value", amount), ("value_max", amount), ("currency", text), ("period", text),
        ]),
        "flows": pa.schema([
            *key, ("date", text), ("amount", text), ("flow", text), ("origin", text), ("destination", text),
            ("value", amount), ("value_max", amount), ("currency", text), ("commodity", text), ("period", text),
            ("status", text), ("part_of", text), ("same_as", text), ("parts_exceed", pa.bool_()),
            ("evidence", pa.list_(text)), ("money_start", number), ("money_end", number),
        ]),
    }  # fmt: skip


FORMATS = {"jsonl": JsonLines, "csv": FlowsCsv, "parquet": Parquet, "spacy": Docs}
