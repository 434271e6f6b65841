"""Measure on KazNERD: strict F of the five classes, as KazNERD defines their spans and as our guidelines do.

`score` reads an IOB2 file with a trained pipeline (the test split, where a user has it, serves nothing else); `rules`
measures the rules for amounts and dates alone; `holdout` trains with and without our articles on four fifths of the
validation split, parted by originals, and scores the rest.
"""

import sys
from collections import Counter
from pathlib import Path
from typing import Iterable

import kaznerd
import spacy
import srsly
import typer
from rich.console import Console
from rich.table import Table
from spacy.language import Language
from spacy.tokens import DocBin
from spacy.training import Example
from train import train

from keruen.documents import LABELS, Document, DocumentError, make_doc, to_doc
from keruen.scoring import score_entities

ASSETS = Path("assets/kaznerd")
PART = 5
app = typer.Typer(add_completion=False, help=__doc__.splitlines()[0])


def read(nlp: Language, documents: Iterable[Document]) -> list[Example]:
    """Sentences with KazNERD's annotation and the pipeline's. Sentences whose spans cut a token are counted as unread."""
    examples = []
    for document in documents:
        try:
            gold = to_doc(nlp, document)
        except DocumentError as error:
            print(f"left out: {error}", file=sys.stderr)
            continue
        examples.append(Example(make_doc(nlp, document.model_copy(update={"meta": {}})), gold))
    for example, predicted in zip(examples, nlp.pipe([example.predicted for example in examples])):
        example.predicted = predicted
    return examples


def without_unannotated(examples: list[Example]) -> list[Example]:
    """Drop what was found in tokens whose class is not known."""
    for example in examples:
        known = [token.ent_iob != 0 for token in example.reference]
        example.predicted.ents = [ent for ent in example.predicted.ents if any(known[ent.start : ent.end])]
    return examples


def print_table(title: str, scores: dict[str, dict]) -> None:
    table = Table("", *scores, title=title, title_justify="left", min_width=len(title))
    for label in ("all", *LABELS):
        rows = (s if label == "all" else s["ents_per_type"].get(label) for s in scores.values())
        figures = [(row["ents_f"] if label == "all" else row["f"]) if row else 0.0 for row in rows]
        table.add_row(label, *(f"{100 * figure:.1f}" for figure in figures))
    Console().print(table)


@app.command("score")
def score_command(model: str = "training/sm/model-best", file: Path = ASSETS / "IOB2_test.txt") -> None:
    """Strict F of a trained pipeline on an IOB2 file."""
    if not file.exists():
        source = "https://github.com/IS2AI/KazNERD"
        raise SystemExit(f"{file} is not there: fetch it from {source} to compare with published figures")
    nlp = spacy.load(model)
    print_table(
        f"{file.name}, F of five classes",
        {
            "KazNERD's spans": score_entities(read(nlp, kaznerd.documents(file, ours=False))),
            "ours": score_entities(without_unannotated(read(nlp, kaznerd.documents(file)))),
        },
    )


@app.command("rules")
def rules_command(file: Path = ASSETS / "IOB2_valid.txt", misses: int = 20) -> None:
    """The rules for MONEY and DATE alone against the trimmed spans, and their commonest misses and inventions."""
    nlp = spacy.blank("kk")
    for name in ("keruen_amounts", "keruen_dates"):
        nlp.add_pipe(name)
    examples = without_unannotated(read(nlp, kaznerd.documents(file)))
    scores = score_entities(examples)["ents_per_type"]
    for label in ("MONEY", "DATE"):
        row = scores[label]
        print(f"{label}: P {row['p']:.3f} R {row['r']:.3f} F {row['f']:.3f}")
        sides = (("missed", "reference", "predicted"), ("found beside the gold", "predicted", "reference"))
        for kind, here, there in sides:
            wrong = Counter(
                span.text.lower()
                for example in examples
                for span in getattr(example, here).ents
                if span.label_ == label
                and (span.start_char, span.end_char, label)
                not in {(ent.start_char, ent.end_char, ent.label_) for ent in getattr(example, there).ents}
            )
            print(f"  {kind}: " + "; ".join(f"{text} ({count})" for text, count in wrong.most_common(misses)))


@app.command("holdout")
def holdout_command(
    config: Path = Path("configs/sm.cfg"), corpus: Path = Path("corpus"), output: Path = Path("training/kaznerd")
) -> None:
    """KazNERD's validation split, one original in five held out: trained on it alone, and with our articles."""
    nlp = spacy.blank("kk")
    file = ASSETS / "IOB2_valid.txt"
    documents = list(kaznerd.documents(file))
    names = kaznerd.originals([document.text for document in documents])
    held = [name % PART == 0 for name in names]
    sentences = [to_doc(nlp, document) for document, out in zip(documents, held) if not out]
    articles = [doc for doc in DocBin().from_disk(corpus / "train.spacy").get_docs(nlp.vocab)
                if (doc.user_data.get("meta") or {}).get("source") != "KazNERD"]  # fmt: skip
    scores = {}
    for title, docs in (("KazNERD alone", sentences), ("with our articles", sentences + articles)):
        folder = output / title.replace(" ", "-")
        folder.mkdir(parents=True, exist_ok=True)
        DocBin(docs=docs, store_user_data=True).to_disk(folder / "train.spacy")
        train(config, folder, corpus / "dev.spacy", folder, {})
        test = (document for document, out in zip(documents, held) if out)
        scores[title] = score_entities(without_unannotated(read(spacy.load(folder / "model-best"), test)))
        srsly.write_json(folder / "scores.json", scores[title])
    print_table(f"{file.name}, a fifth held out by originals ({sum(held)} sentences), F", scores)


if __name__ == "__main__":
    app()
