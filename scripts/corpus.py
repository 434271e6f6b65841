"""Build the corpora: seeds and authored articles, in every script, to spaCy's binary format.

Gold annotation that is misaligned, overlapping or unreadable fails the build, with a line for each fault. Writes
`train.spacy` (all articles), `dev.spacy` (authored articles held out, in all scripts), `heldout.spacy` and `heldnews.spacy`
(articles by authors whom nobody who wrote rules has read, the latter in the plain register of news agencies; in three
scripts) and the folds of the evaluation: `folds/blind` has no seed at all; `folds/<seed>`, which the model trained on the
former is trained on further, has the other seeds, as often as the released model reads each, amid some of the articles.
KazNERD's sentences join the training texts where the asset is there, each in one script; articles are then repeated so
that they are not drowned.
"""

from pathlib import Path
from typing import Iterable, Iterator
from zlib import crc32

import kaznerd
import spacy
import typer
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from keruen.documents import Document, DocumentError, read_document, to_doc
from keruen.orthography.transliterate import KAZINFORM, transliterate_spans

DEV_SHARE = 10
ARTICLE_REPEATS = 3
FURTHER_SHARE = 6
FURTHER_REPEATS = 2
KAZNERD_FILES = ("IOB2_train.txt", "IOB2_valid.txt")
SCRIPTS = ("Cyrl", "Arab", "Latn")
LATIN = {
    "kk": ("Latn-2018", "Latn-2021", "Latn-2018", "Latn-QazAqparat", "Latn-2017"),
    "kaa": ("Latn-kaa-2016", "Latn-kaa-2009"),
}


def documents(folder: Path) -> Iterator[tuple[str, Document]]:
    """Yield (place, document) for each line of the folder's `.jsonl` files."""
    for path in sorted(folder.glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                yield f"{path}:{number}", read_document(line, f"{path}:{number}")


def variants(document: Document) -> Iterator[Document]:
    """A Cyrillic document in Arabic script with KazInform's habits, and in one Latin orthography of its language."""
    if document.meta["script"] != "Cyrl":
        return
    seed = _draw(document.id)
    latin = LATIN[document.meta["lang"]]
    if document.meta["lang"] == "kk":
        yield _transliterated(document, "Arab", seed, KAZINFORM._asdict())
    yield _transliterated(document, latin[seed % len(latin)], seed, {})


def _transliterated(document: Document, to: str, seed: int, habits: dict) -> Document:
    spans = [
        *document.unannotated,
        *(flow[field] for flow in document.flows for field in ("money", "commodity") if flow[field]),
    ]
    offsets = [(ent.start, ent.end) for ent in document.ents] + [(span["start"], span["end"]) for span in spans]
    text, moved = transliterate_spans(document.text, offsets, to, seed, **habits)
    at = {old: {"start": new[0], "end": new[1]} for old, new in zip(offsets, moved)}

    def carried(span: dict) -> dict:
        return at[span["start"], span["end"]]

    update = {
        "id": f"{document.id}/{to}",
        "meta": {**document.meta, "script": to[:4], "orthography": to},
        "text": text,
        "ents": [ent.model_copy(update=at[ent.start, ent.end]) for ent in document.ents],
        "unannotated": [carried(span) for span in document.unannotated],
        "flows": [
            {**flow, "money": carried(flow["money"]), "commodity": flow["commodity"] and carried(flow["commodity"])}
            for flow in document.flows
        ],
    }
    return document.model_copy(update=update)


def main(
    seeds: Path = typer.Option(Path("seeds")),
    authored: Path = typer.Option(Path("corpus/authored")),
    kaznerd_folder: Path = typer.Option(Path("assets/kaznerd"), "--kaznerd"),
    heldout: Path = typer.Option(Path("tests/heldout")),
    output: Path = typer.Option(Path("corpus")),
) -> None:
    nlp = spacy.blank("kk")
    faults: list[str] = []
    heldnews = heldout / "news"
    gold = {folder: list(_gold(nlp, folder, faults)) for folder in (seeds, authored, heldout, heldnews)}
    if not gold[seeds]:
        faults.append(f"{seeds}: holds no article")
    faults += _told_twice(gold)
    if faults:
        raise SystemExit("\n".join(["The gold annotation has faults:", *faults]))
    dev = [docs for docs in gold[authored] if _draw(docs[0].user_data["id"]) % DEV_SHARE == 0]
    articles = [docs for docs in gold[authored] if docs not in dev]
    sentences = list(_sentences(nlp, kaznerd_folder))
    if not sentences:
        print(
            f"{kaznerd_folder}: KazNERD is not there; the model will know fewer names "
            "(to fetch it: spacy project assets --extra)"
        )

    def mixed(docs: list[list[Doc]]) -> list[list[Doc]]:
        return docs * ARTICLE_REPEATS + [sentences] if sentences else docs

    _write(output / "train.spacy", mixed(articles + gold[seeds]))
    _write(output / "dev.spacy", dev or gold[seeds][-1:])
    _write(output / "heldout.spacy", gold[heldout])
    _write(output / "heldnews.spacy", gold[heldnews])
    _write(output / "folds" / "blind" / "train.spacy", mixed(articles))
    _write(output / "folds" / "blind" / "test.spacy", [docs[:1] for docs in gold[seeds]])
    for left_out in gold[seeds]:
        fold = output / "folds" / left_out[0].user_data["id"]
        others = [docs for docs in gold[seeds] if docs is not left_out]
        _write(fold / "train.spacy", articles[::FURTHER_SHARE] + others * FURTHER_REPEATS)
        _write(fold / "test.spacy", [left_out[:1]])


def _told_twice(gold: dict[Path, list[list[Doc]]]) -> Iterator[str]:
    """Sentences about articles that stand in two places, so that one would be trained on and scored."""
    first: dict[str, tuple[Path, str]] = {}
    for folder, articles in gold.items():
        for article in articles:
            text, name = article[0].text, article[0].user_data["id"]
            where, other = first.setdefault(text, (folder, name))
            if (where, other) != (folder, name):
                yield f"{folder}: the text of {name} is that of {other} in {where}; keep one of them"


def _draw(name: str) -> int:
    return crc32(name.encode())


def _sentences(nlp: Language, folder: Path) -> Iterator[Doc]:
    """KazNERD's sentences: half of them in Cyrillic, a quarter each in Arabic and Latin script."""
    for path in (folder / name for name in KAZNERD_FILES):
        if path.exists():
            for document in kaznerd.documents(path):
                choices = [document, document, *variants(document)]
                yield to_doc(nlp, choices[_draw(document.text) % len(choices)])


def _gold(nlp: Language, folder: Path, faults: list[str]) -> Iterator[list[Doc]]:
    """Each article as a list: the article itself and its variants in other scripts."""
    try:
        for place, document in documents(folder):
            if document.meta.get("script") not in SCRIPTS or document.meta.get("lang") not in LATIN:
                faults.append(f"{place}: meta needs a lang ({', '.join(LATIN)}) and a script ({', '.join(SCRIPTS)})")
                continue
            try:
                article = [to_doc(nlp, document)]
            except DocumentError as error:
                faults.append(f"{place}: {error}")
                continue
            for variant in variants(document):
                try:
                    article.append(to_doc(nlp, variant))
                except DocumentError as error:
                    print(f"{place}: left out in this script: {error}")
            yield article
    except DocumentError as error:
        faults.append(str(error))


def _write(path: Path, articles: Iterable[list[Doc]]) -> None:
    docs = [doc for article in articles for doc in article]
    path.parent.mkdir(parents=True, exist_ok=True)
    DocBin(docs=docs, store_user_data=True).to_disk(path)
    print(
        f"{path}: {len(docs)} documents, {sum(map(len, docs)):,} tokens, {sum(len(doc.ents) for doc in docs):,} entities"
    )


if __name__ == "__main__":
    typer.run(main)
