"""Tables of scores: for the terminal, and as Markdown between the markers of README.md."""

import re
from pathlib import Path
from pprint import pformat

import spacy
import srsly
import typer
from rich.console import Console
from rich.table import Table

from keruen.documents import KINDS, LABELS
from keruen.scoring import FIELDS

SCRIPTS = ("Arab", "Cyrl", "Latn")
CAUSES = (
    "the other way round", "another party", "both parties", "left open", "filled though open", "another kind", "missed",
    "no flow",
)  # fmt: skip
TITLES = {
    "seeds": "real articles, each read by a model that has seen the other four",
    "seeds-blind": "real articles, read by a model that has seen none of them",
    "heldnews": "held-out articles in the register of news agencies, in three scripts",
    "heldout": "held-out articles of freer prose, in three scripts",
}
app = typer.Typer(add_completion=False)


def entity_rows(scores: dict) -> list[list[str]]:
    return _prf_rows(scores, "ents", (*LABELS, *SCRIPTS))


def flow_rows(scores: dict) -> list[list[str]]:
    return _prf_rows(scores, "spans_flows", (*KINDS, *SCRIPTS))


def field_rows(scores: dict) -> list[list[str]]:
    return [
        ["found (F)", *FIELDS],
        [_figure(scores["flows_found"]), *(_figure(scores[f"flows_{field}"]) for field in FIELDS)],
    ]


def linker_rows(scores: dict[str, dict]) -> tuple[list[list[str]], list[list[str]]]:
    """Two tables of the linker on given entities: strict F by kind, script and language, and the errors by cause."""
    keys = (*KINDS, *SCRIPTS)
    figures, counts = [["", "all", *keys, "kk", "kaa"]], [["", *CAUSES]]
    for name, own in scores.items():
        per_type = own["spans_flows_per_type"]
        row = [per_type[key]["f"] if key in per_type else None for key in keys]
        row += [own["languages"].get(lang) for lang in ("kk", "kaa")]
        figures.append([name, *map(_figure, (own["spans_flows_f"], *row))])
        counts.append([name, *(str(own["causes"].get(cause, 0)) for cause in CAUSES)])
    return figures, counts


def _prf_rows(scores: dict, name: str, keys: tuple[str, ...]) -> list[list[str]]:
    rows = [["", "P", "R", "F"], ["all", *(_figure(scores[f"{name}_{part}"]) for part in "prf")]]
    per_type = scores[f"{name}_per_type"]
    return rows + [[key, *(_figure(per_type[key][part]) for part in "prf")] for key in keys if key in per_type]


def _figure(value) -> str:
    return "–" if value is None else f"{value:.2f}"


def print_scores(name: str, scores: dict) -> None:
    """Print the tables of entities and flows of one set of articles (a key of `TITLES`)."""
    console = Console()
    console.print(_rich(entity_rows(scores), f"Entities: {TITLES[name]}"))
    console.print(_rich(flow_rows(scores), f"Trade flows: {TITLES[name]}"))
    console.print(_rich(field_rows(scores), "Flows found, and the share of them whose field is right"))


def _rich(rows: list[list[str]], title: str) -> Table:
    table = Table(title=title, title_justify="left", min_width=len(title))
    for name in rows[0]:
        table.add_column(name, overflow="fold")
    for row in rows[1:]:
        table.add_row(*row)
    return table


def markdown(rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


def sections(metrics: Path) -> dict[str, str]:
    """Markdown for each marker of the README, from what `metrics/` holds."""
    out = {}
    for name in TITLES:
        if (metrics / f"{name}.json").exists():
            scores = srsly.read_json(metrics / f"{name}.json")
            out[name] = "\n\n".join(markdown(rows(scores)) for rows in (entity_rows, flow_rows, field_rows))
    if (metrics / "linker.json").exists():
        out["linker"] = "\n\n".join(map(markdown, linker_rows(srsly.read_json(metrics / "linker.json"))))
    if (metrics / "agreement.json").exists():
        rows = srsly.read_json(metrics / "agreement.json").items()
        figures = [[script, *(_figure(row[task]) for task in ("ents", "flows"))] for script, row in rows]
        out["agreement"] = markdown([["", "entities (F)", "flows (F)"], *figures])
    if (metrics / "bench.json").exists():
        bench = srsly.read_json(metrics / "bench.json")
        out["bench"] = markdown([["pipeline", "words per second", "of it", "peak memory (MB)"], *bench["rows"]])
    if (metrics / "times.json").exists():
        times = srsly.read_json(metrics / "times.json")
        out["times"] = markdown([["step", "seconds"], *([name, f"{seconds:.0f}"] for name, seconds in times.items())])
    return out


def example(text: str, model: Path) -> str:
    """What the README's example (the text of its first `nlp(…)`) gives, as Python prints it."""
    doc = spacy.load(model)(re.search(r'nlp\("(.+)"\)', text)[1])
    ents = [(ent.text, ent.label_, ent.kb_id_) for ent in doc.ents]
    flows = [flow.to_dict() for flow in doc._.trade_flows]
    return "\n".join(["```python", pformat(ents, width=100), pformat(flows, width=100, sort_dicts=False), "```"])


@app.command()
def readme(
    path: Path = Path("README.md"), metrics: Path = Path("metrics"), model: Path = Path("training/sm/model-best")
) -> None:
    """Rewrite the README's example and tables."""
    text = path.read_text(encoding="utf-8")
    for name, content in {"example": example(text, model), **sections(metrics)}.items():
        pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        if not pattern.search(text):
            raise SystemExit(f"{path} has no markers <!-- {name} --> … <!-- /{name} -->")
        text = pattern.sub(lambda match: f"{match[1]}\n{content}\n\n{match[2]}", text)
    path.write_text(text, encoding="utf-8")


@app.command()
def summary(metrics: Path = Path("metrics")) -> None:
    """Print the held-out scores and the time of each step."""
    for name in TITLES:
        print_scores(name, srsly.read_json(metrics / f"{name}.json"))
    times = srsly.read_json(metrics / "times.json")
    table = Table("step", "seconds", title="Time of each step when it last ran")
    for name, seconds in {**times, "together": sum(times.values())}.items():
        table.add_row(name, f"{seconds:.0f}")
    Console().print(table)


if __name__ == "__main__":
    app()
