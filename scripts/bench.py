"""Words per second and peak memory of a pipeline, beside three yardsticks on the same texts in the same run.

The yardsticks are `spacy.blank("xx")` with only its tokenizer, the pipeline's `tok2vec` + `ner` architecture in a bare
`xx` pipeline, and the same with spaCy's own features of words (`MultiHashEmbed`) in place of the project's. Each runs in
a process of its own over the seeds repeated to a number of words (blank-separated), one BLAS thread, in turn and several
times. Of each the fastest run is shown, and the median of the pipeline's speed to it in the same round, since the speed of a
machine that others use changes by the minute. Writes `metrics/bench.json`.
"""

import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import spacy
import srsly
import typer
from rich.console import Console
from rich.table import Table
from spacy.language import Language
from spacy.training import Example
from thinc.api import Config

from keruen.batch import read
from keruen.batch.pieces import LONGEST
from keruen.documents import Document

app = typer.Typer(add_completion=False)


def texts(words: int) -> list[str]:
    articles = [line["text"] for path in sorted(Path("seeds").glob("*.jsonl")) for line in srsly.read_jsonl(path)]
    out: list[str] = []
    while words > 0:
        out.append(articles[len(out) % len(articles)])
        words -= len(out[-1].split())
    return out


NAMES = {
    "pipeline": "Keruen, whole pipeline",
    "yardstick ner": "bare xx, same tok2vec + ner",
    "yardstick spacy": "the same with spaCy's MultiHashEmbed",
    "tokenizer": "Keruen, tokenizer alone",
    "yardstick tokenizer": 'spacy.blank("xx"), tokenizer alone',
}
SPACY_EMBED = {
    "@architectures": "spacy.MultiHashEmbed.v2", "width": "${components.tok2vec.model.encode.width}",
    "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"], "rows": [5000, 1000, 2500, 2500], "include_static_vectors": False,
}  # fmt: skip


def bare(config: Path, *, own_features: bool = True) -> Language:
    """The statistical part of a configuration as an `xx` pipeline, with weights that no training has touched.

    own_features (bool): with the configuration's features of words; else with those that spaCy's `init config` gives.
    """
    cfg = Config().from_disk(config)
    cfg["nlp"] = {
        **cfg["nlp"],
        "lang": "xx",
        "pipeline": ["tok2vec", "ner"],
        "tokenizer": {"@tokenizers": "spacy.Tokenizer.v1"},
    }
    cfg["components"] = {name: cfg["components"][name] for name in ("tok2vec", "ner")}
    if not own_features:
        cfg["components"]["tok2vec"]["model"]["embed"] = SPACY_EMBED
    nlp = spacy.util.load_model_from_config(cfg.interpolate(), auto_fill=True)
    doc = nlp.make_doc("a b c d e")
    ents = {"entities": [(i * 2, i * 2 + 1, label) for i, label in enumerate(("GPE", "PERSON", "ORG", "MONEY", "DATE"))]}
    nlp.initialize(lambda: [Example.from_dict(doc, ents)])
    return nlp


@app.command()
def one(name: str, model: str, config: Path, words: int) -> None:
    """Measure one pipeline and print the figures as JSON."""
    if name == "pipeline":
        nlp = spacy.load(model)
    elif name == "tokenizer":
        nlp = spacy.blank("kk")
    elif name in ("yardstick ner", "yardstick spacy"):
        nlp = bare(config, own_features=name == "yardstick ner")
    else:
        nlp = spacy.blank("xx")
    articles = texts(words)
    for _ in nlp.pipe(articles[:5]):
        pass
    start = time.perf_counter()
    for _ in nlp.pipe(articles):
        pass
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rate = sum(len(text.split()) for text in articles) / seconds
    shares = _shares(nlp, articles[:40]) if name == "pipeline" else {}
    print(json.dumps({"words_per_second": rate, "peak_mb": peak, "shares": shares}))


def _shares(nlp: Language, articles: list[str]) -> dict[str, float]:
    """Each component's share of the pipeline's time."""
    start = time.perf_counter()
    docs = [nlp.make_doc(text) for text in articles]
    spent = {"tokenizer": time.perf_counter() - start}
    for name, component in nlp.pipeline:
        start = time.perf_counter()
        docs = list(component.pipe(docs)) if hasattr(component, "pipe") else [component(doc) for doc in docs]
        spent[name] = time.perf_counter() - start
    return {name: seconds / sum(spent.values()) for name, seconds in spent.items()}


@app.command()
def compare(
    model: str = typer.Argument("kk_trade_news_sm", help="An installed model, or a model folder."),
    config: Path = typer.Option(Path("configs/sm.cfg")),
    words: int = typer.Option(100_000),
    rounds: int = typer.Option(5, help="Runs of each."),
    output: Path = typer.Option(Path("metrics/bench.json")),
) -> None:
    """Measure a pipeline beside the yardsticks."""
    runs: dict[str, list[dict]] = {name: [] for name in NAMES}
    for name in (*NAMES,) * rounds:
        command = [sys.executable, __file__, "one", name, model, str(config), str(words)]
        run = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "OMP_NUM_THREADS": "1"})
        if run.returncode:
            raise SystemExit(f"Measuring the {name} failed:\n{run.stderr[-2000:]}")
        runs[name].append(json.loads(run.stdout.splitlines()[-1]))
    figures = {name: max(of_name, key=lambda run: run["words_per_second"]) for name, of_name in runs.items()}
    rows = []
    for name, label in NAMES.items():
        rounds_of = zip(runs["pipeline"], runs[name])
        ratio = median(own["words_per_second"] / other["words_per_second"] for own, other in rounds_of)
        rows.append([label, f"{figures[name]['words_per_second']:,.0f}", f"{ratio:.2f}", f"{figures[name]['peak_mb']:.0f}"])
    output.parent.mkdir(exist_ok=True)
    srsly.write_json(output, {"words": words, "rounds": rounds, "rows": rows, **figures})
    table = Table("pipeline", "words/s", "Keruen's speed to it", "peak MB", title=f"{words:,} words")
    for row in rows:
        table.add_row(*row)
    Console().print(table)
    Console().print(
        "Share of the pipeline's time:",
        {name: round(share, 3) for name, share in figures["pipeline"]["shares"].items()},
    )


@app.command()
def batch(
    archive: Path = typer.Argument(..., help="A folder that scripts/archive.py made."),
    model: str = typer.Option("training/sm/model-best"),
    output: Path = typer.Option(Path("metrics/bench-batch.json")),
) -> None:
    """Measure annotation jobs beside a bare loop over the same texts: words per second, and the largest process."""
    rows = []
    for name, options in (
        ("a bare nlp.pipe loop", None),
        ("one process", ("--n-process", "1")),
        ("two processes", ("--n-process", "2")),
        ("Ray, two processes", ("--n-process", "2", "--engine", "ray")),
    ):
        with tempfile.TemporaryDirectory() as folder:
            if options is None:
                command = [sys.executable, __file__, "loop", str(archive), model]
            else:
                job = ["annotate", str(archive), "-o", f"{folder}/out", "--model", model, *options]
                command = [sys.executable, "-m", "keruen.cli", *job]
            start = time.perf_counter()
            run = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "OMP_NUM_THREADS": "1"})
            seconds = time.perf_counter() - start
        if run.returncode > 1:
            raise SystemExit(f"Measuring {name} failed:\n{run.stderr[-2000:]}")
        told = run.stdout if options is None else run.stderr
        words, within = (
            int(number.replace(",", "")) for number in re.search(r"([\d,]+) words in ([\d,]+) s", told).groups()
        )
        rows.append({"run": name, "words": words, "seconds": within, "seconds_in_all": seconds, "log": told[-500:]})
    table = Table("run", "words/s", "of the loop's", title=str(archive))
    base = rows[0]["words"] / rows[0]["seconds"]
    for row in rows:
        row["words_per_second"] = row["words"] / row["seconds"]
        table.add_row(row["run"], f"{row['words_per_second']:,.0f}", f"{row['words_per_second'] / base:.2f}")
    output.parent.mkdir(exist_ok=True)
    srsly.write_json(output, rows)
    Console().print(table)


@app.command()
def loop(archive: Path, model: str) -> None:
    """Run `nlp.pipe` over the texts of an archive, read before, and print how long it took."""
    found = [document.text for document in read([str(archive)]) if isinstance(document, Document)]
    found = [text for text in found if len(text) <= LONGEST]
    nlp = spacy.load(model)
    start = time.perf_counter()
    for _ in nlp.pipe(found, batch_size=64):
        pass
    seconds = time.perf_counter() - start
    print(f"{sum(len(text.split()) for text in found):,} words in {max(1, round(seconds)):,} s")


if __name__ == "__main__":
    app()
