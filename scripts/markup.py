"""Turn articles between JSON lines and a markup that people write and correct by hand.

    === brief-0001
    lang: kk
    date: 2026-03-12
    kind: agency brief
    ---
    [GPE Қазақстан] [DATE 2025 жылы] [GPE Сербияға] [MONEY#1 28,6 миллион доллардың] {1 мырышын} сатты.
    ---
    1 export KZ RS 2025 actual 28600000 USD

A `#n` ties a MONEY mention to the flow line n below the text, `{n …}` (or `{1,2 …}`) marks the goods of
flow n. A flow line holds flow, origin, destination, period, status, value (`low..high` for a range) and
currency; `-` is null. The characters `[`, `]`, `{` and `}` stand for markup alone.
"""

import re
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Iterator

import srsly
import typer

from keruen.documents import KINDS, LABELS, STATUSES, to_line

MARK = re.compile(r"\[([A-Z]+)(?:#(\d+))? ([^\[\]{}]+)\]|\{(\d+(?:,\d+)*) ([^\[\]{}]+)\}")
PERIOD = re.compile(r"(\d{4}(-\d{2}(-\d{2})?)?)(/\d{4}(-\d{2}(-\d{2})?)?)?\Z")
app = typer.Typer(add_completion=False, help=__doc__.splitlines()[0])


class MarkupError(ValueError):
    """Markup that can't be read; says which article and where."""


def parse(markup: str) -> Iterator[dict]:
    """Read marked-up articles.

    markup (str): one or more articles, each begun by a line `=== id`.
    YIELDS (dict): JSON documents.
    RAISES (MarkupError): on an unknown label, a stray bracket, a flow without its amount and the like.
    """
    for block in re.split(r"^=== *", markup, flags=re.MULTILINE)[1:]:
        name, _, rest = block.partition("\n")
        parts = re.split(r"^---[ \t]*$\n?", rest, flags=re.MULTILINE)
        if len(parts) not in (2, 3):
            raise MarkupError(
                f"{name}: header, text and flows should be parted by '---' lines; found {len(parts)} parts"
            )
        yield _article(name.strip(), parts[0], parts[1].strip("\n"), parts[2] if len(parts) == 3 else "")


def render(record: dict) -> str:
    """Write a JSON document as markup; `parse` gives it back."""
    text = record["text"]
    numbers = {flow["money"]["start"]: n for n, flow in enumerate(record["flows"], 1)}
    goods: dict[tuple[int, int], list[str]] = {}
    for n, flow in enumerate(record["flows"], 1):
        if flow["commodity"]:
            goods.setdefault((flow["commodity"]["start"], flow["commodity"]["end"]), []).append(str(n))
    marks = [(*span, f"{{{','.join(ns)} ", "}") for span, ns in goods.items()]
    for ent in record["ents"]:
        number = f"#{numbers[ent['start']]}" if ent["label"] == "MONEY" and ent["start"] in numbers else ""
        marks.append((ent["start"], ent["end"], f"[{ent['label']}{number} ", "]"))
    out, pos = [], 0
    for start, end, opening, closing in sorted(marks):
        out += [text[pos:start], opening, text[start:end], closing]
        pos = end
    header = "".join(f"{key}: {value}\n" for key, value in record["meta"].items())
    flows = "".join(f"{n} {_flow_line(flow)}\n" for n, flow in enumerate(record["flows"], 1))
    return f"=== {record['id']}\n{header}---\n{''.join(out)}{text[pos:]}\n---\n{flows}"


def _article(name: str, header: str, marked: str, flow_lines: str) -> dict:
    meta = dict(line.split(": ", 1) for line in header.strip().splitlines())
    if not {"lang", "date", "kind"} <= meta.keys():
        raise MarkupError(f"{name}: the header needs lang, date and kind")
    meta.setdefault("script", "Cyrl")
    text, ents, money, goods = "", [], {}, {}
    pos = 0
    for match in MARK.finditer(marked):
        text += marked[pos : match.start()]
        label, number, ent, numbers, words = match.groups()
        span = {"start": len(text), "end": len(text) + len(ent or words)}
        if numbers:
            goods.update({number: span for number in numbers.split(",")})
        elif label in LABELS and (label == "MONEY" or not number):
            ents.append({**span, "label": label})
            if number:
                money[number] = span
        else:
            raise MarkupError(f"{name}: '{match[0]}' has no label out of {', '.join(LABELS)}")
        text += ent or words
        pos = match.end()
    text += marked[pos:]
    stray = re.search(r"[\[\]{}]", text)
    if stray:
        raise MarkupError(f"{name}: stray '{stray[0]}' in '…{text[max(0, stray.start() - 20) : stray.end() + 20]}…'")
    for ent in ents:
        if text[ent["start"]].isspace() or text[ent["end"] - 1].isspace():
            raise MarkupError(f"{name}: space at the edge of '{text[ent['start'] : ent['end']]}'")
    flows = {}
    for line in filter(None, map(str.strip, flow_lines.splitlines())):
        number, *fields = line.split()
        if number not in money:
            raise MarkupError(f"{name}: flow line {number} has no MONEY#{number} in the text")
        flows[number] = {"money": money[number], **_flow(name, line, fields), "commodity": goods.get(number)}
    for number in [*money, *goods]:
        if number not in flows:
            raise MarkupError(f"{name}: #{number} in the text has no flow line")
    flows = sorted(flows.values(), key=lambda flow: flow["money"]["start"])
    return {"id": name, "meta": meta, "text": text, "ents": ents, "flows": flows}


def _flow(name: str, line: str, fields: list[str]) -> dict:
    if len(fields) != 7:
        raise MarkupError(
            f"{name}: flow line '{line}' should hold number, flow, origin, destination, period, status, value and currency"
        )
    flow, origin, destination, period, status, value, currency = fields
    if flow not in KINDS or status not in STATUSES or not re.fullmatch("[A-Z]{3}", currency):
        raise MarkupError(f"{name}: flow line '{line}' has a flow, status or currency that is none")
    for place in (origin, destination):
        if place != "-" and not re.fullmatch("[A-Z]{2}|EAEU|CIS|ASEAN|OTS|SCO", place):
            raise MarkupError(f"{name}: '{place}' in flow line '{line}' is no country code")
    if flow == "turnover" and "-" not in (origin, destination) and origin > destination:
        raise MarkupError(f"{name}: the parties of the turnover '{line}' should stand in alphabetical order")
    if period != "-" and not PERIOD.match(period):
        raise MarkupError(f"{name}: '{period}' in flow line '{line}' is no ISO 8601 period")
    low, _, high = value.partition("..")
    out = {"value": _number(name, line, low)}
    if high:
        out["value_max"] = _number(name, line, high)
    parties = {"origin": None if origin == "-" else origin, "destination": None if destination == "-" else destination}
    return {
        **out,
        "currency": currency,
        "flow": flow,
        **parties,
        "period": None if period == "-" else period,
        "status": status,
    }


def _number(name: str, line: str, text: str) -> int | float:
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise MarkupError(f"{name}: '{text}' in flow line '{line}' is no number") from None
    return int(value) if value == int(value) else float(value)


def _flow_line(flow: dict) -> str:
    value = f"{flow['value']}..{flow['value_max']}" if "value_max" in flow else str(flow["value"])
    fields = [
        flow["flow"],
        flow["origin"],
        flow["destination"],
        flow["period"],
        flow["status"],
        value,
        flow["currency"],
    ]
    return " ".join("-" if field is None else field for field in fields)


@app.command("read")
def read_command(markup: list[Path], output: Path = typer.Option(..., "-o", help="JSON lines to write")) -> None:
    """Compute offsets: markup files to JSON lines."""
    try:
        records = [record for path in markup for record in parse(path.read_text(encoding="utf-8"))]
    except MarkupError as error:
        raise SystemExit(f"{error}") from None
    output.write_text("".join(to_line(record) + "\n" for record in records), encoding="utf-8")
    print(
        f"{len(records)} articles, {sum(len(r['ents']) for r in records)} entities, "
        f"{sum(len(r['flows']) for r in records)} flows: {output}"
    )


@app.command("write")
def write_command(documents: list[Path]) -> None:
    """Print JSON lines as markup, to be corrected by hand."""
    for path in documents:
        for record in srsly.read_jsonl(path):
            print(render(record))


if __name__ == "__main__":
    app()
