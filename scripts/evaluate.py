"""The real figures: articles read by models that have not seen them.

`scripts/train.py` has trained the model that has seen no seed. For each other fold of `corpus/folds` that one is trained
further, with all seeds but the fold's own, two at a time. The scores go to `metrics/`, beside each, as `-errors.txt`, every
wrong span and flow:

- `seeds.json`: each seed by a model that has seen the other four;
- `seeds-blind.json`: all seeds by a model that has seen none;
- `heldnews.json`, `heldout.json`: held-out authored articles in three scripts, by the blind model;
- `agreement.json`: how far an article has the same entities and flows in Arabic and Latin script as in Cyrillic;
- `linker.json`: flows where the entities are given, so that only the linker errs, with its errors by cause.

With `--blind` the other folds are left out, and `seeds.json`: a transformer is too dear to train on five times.
In all of them flows are linked with weights that no seed has trained, and with the network that is released, which learns from
no seed either.
"""

import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import flow_weights
import spacy
import srsly
import typer
from spacy.language import Language
from spacy.scorer import PRFScore
from spacy.tokens import DocBin
from spacy.training import Example
from tables import print_scores
from train import BLIND, resume, run

from corpus import variants
from keruen.documents import Document, to_json
from keruen.flows.judge import FAMILY, Judge
from keruen.flows.linker import link
from keruen.flows.network import load
from keruen.scoring import FIELDS, STRICT, same, score_entities, score_flows, script_of


def weigh(authored: Path, passages: Path, output: Path) -> dict:
    """The linker's weights that no seed has trained.

    output (Path): a folder for the weights and the log.
    """
    output.mkdir(parents=True, exist_ok=True)
    weights = output / "flow_model.json"
    run(
        [sys.executable, flow_weights.__file__, "--unseeded", "--authored", str(authored), "--passages", str(passages),
         "--output", str(weights)],
        output / "flow_model.log",
    )  # fmt: skip
    return srsly.read_json(weights)


def predict(nlp: Language, test: Path) -> list[Example]:
    """Gold documents, and what the pipeline makes of their texts and publication dates."""
    examples = [Example(nlp.make_doc(gold.text), gold) for gold in DocBin().from_disk(test).get_docs(nlp.vocab)]
    for example in examples:
        example.predicted._.date = example.reference._.date
        example.predicted = nlp(example.predicted)
    return examples


def main(
    corpus: Path = typer.Option(Path("corpus")),
    training: Path = typer.Option(Path("training/folds")),
    metrics: Path = typer.Option(Path("metrics")),
    authored: Path = typer.Option(Path("corpus/authored")),
    passages: Path = typer.Option(Path("tests/flows/passages")),
    workers: int = typer.Option(2, help="Trainings at a time."),
    blind: bool = typer.Option(False, help="Only the model that has seen no seed."),
    gpu: int = typer.Option(-1, help="The GPU to read on; -1 for the CPU."),
) -> None:
    unseeded = training / BLIND / "model-best"
    if not unseeded.exists():
        raise SystemExit(f"{unseeded} is not there: scripts/train.py trains it")
    if gpu >= 0:
        spacy.require_gpu(gpu)
    others = [] if blind else sorted(path for path in (corpus / "folds").iterdir() if path.is_dir() and path.name != BLIND)
    models = {corpus / "folds" / BLIND: unseeded}
    with ThreadPoolExecutor(min(workers, len(others) + 1)) as pool:
        weighing = pool.submit(weigh, authored, passages, training)

        def further(fold: Path) -> Path:
            return resume(unseeded, fold, corpus / "dev.spacy", training / fold.name)

        models.update(zip(others, pool.map(further, others)))
    metrics.mkdir(parents=True, exist_ok=True)
    judge = Judge(weighing.result(), load())
    tests = {"seeds": corpus / "folds" / BLIND / "test.spacy"}
    tests |= {name: corpus / f"{name}.spacy" for name in ("heldnews", "heldout")}
    given = {name: linker_scores(path, judge) for name, path in tests.items()}
    srsly.write_json(metrics / "linker.json", given)
    seeds: list[Example] = []
    for fold, model in models.items():
        nlp = spacy.load(model)
        nlp.get_pipe("keruen_flows").judged = judge
        if fold.name == BLIND:
            report(metrics / "seeds-blind.json", predict(nlp, fold / "test.spacy"))
            heldout = {name: predict(nlp, tests[name]) for name in ("heldnews", "heldout")}
            for name, examples in heldout.items():
                report(metrics / f"{name}.json", examples)
            srsly.write_json(metrics / "agreement.json", agreement([e for side in heldout.values() for e in side]))
        else:
            seeds += predict(nlp, fold / "test.spacy")
    if not blind:
        report(metrics / "seeds.json", seeds)


def linker_scores(test: Path, judge: Judge) -> dict:
    """Scores of the flows where the entities are the annotated ones: of all, by kind, script and language, and the
    errors by cause."""
    nlp = flow_weights.pipeline()
    examples = []
    for gold in DocBin().from_disk(test).get_docs(nlp.vocab):
        found = nlp(gold.copy())
        found._.flows = link(found, judge)
        examples.append(Example(found, gold))
    of_lang: dict[str, list[Example]] = {}
    for example in examples:
        of_lang.setdefault(example.reference.user_data["meta"]["lang"], []).append(example)
    languages = {lang: score_flows(own)["spans_flows_f"] for lang, own in sorted(of_lang.items())}
    return {**score_flows(examples), "languages": languages, "causes": dict(causes(examples).most_common())}


def causes(examples: list[Example]) -> Counter:
    """How often a flow is wrong, and in what."""
    found_causes: Counter = Counter()
    for example in examples:
        gold, found = (
            {flow["money"]["start"]: (FAMILY[flow["flow"]], flow["origin"], flow["destination"]) for flow in side}
            for side in (example.reference._.flows, example.predicted._.flows)
        )
        for money in gold.keys() | found.keys():
            right, said = gold.get(money), found.get(money)
            if right == said:
                continue
            if right is None or said is None:
                found_causes["no flow" if right is None else "missed"] += 1
            elif right[0] != said[0]:
                found_causes["another kind"] += 1
            elif right[1:] == said[:0:-1]:
                found_causes["the other way round"] += 1
            else:
                wrong = [(a, b) for a, b in zip(right[1:], said[1:]) if a != b]
                left = {"left open" if b is None else "filled though open" if a is None else "" for a, b in wrong}
                found_causes[left.pop() or "another party" if len(wrong) == 1 else "both parties"] += 1
    return found_causes


def agreement(examples: list[Example]) -> dict[str, dict[str, float]]:
    """How far what is found in an article's variants is what is found in the article itself, its Cyrillic form.

    RETURNS (dict): for each script of variants F of the entities and of the flows (kind, parties, value, currency),
        with those of the Cyrillic article, carried to the variant's offsets, as gold.
    """
    by_id = {example.reference.user_data["id"]: example for example in examples}
    scores: dict[str, dict[str, PRFScore]] = {}
    for name, example in by_id.items():
        found = {**to_json(example.predicted), "id": name, "meta": example.reference.user_data["meta"]}
        for variant in variants(Document.model_validate(found)):
            if variant.id not in by_id:
                continue
            other = by_id[variant.id].predicted
            row = scores.setdefault(variant.meta["script"], {"ents": PRFScore(), "flows": PRFScore()})
            ents = {(ent.label, ent.start, ent.end) for ent in variant.ents}
            row["ents"].score_set({(ent.label_, ent.start_char, ent.end_char) for ent in other.ents}, ents)
            row["flows"].score_set(*({_movement(flow) for flow in flows} for flows in (other._.flows, variant.flows)))
    return {script: {task: score.fscore for task, score in row.items()} for script, row in sorted(scores.items())}


def _movement(flow: dict) -> tuple:
    return (flow["money"]["start"], *(flow[field] for field in STRICT))


def report(path: Path, examples: list[Example]) -> None:
    """Write the scores and the errors of some articles, and print their tables."""
    scores = {**score_entities(examples), **score_flows(examples)}
    srsly.write_json(path, scores)
    path.with_name(f"{path.stem}-errors.txt").write_text("".join(errors(examples)), encoding="utf-8")
    print_scores(path.stem, scores)


def errors(examples: list[Example]):
    """Yield a line for each entity missed or wrongly found, and for each flow with its wrong fields."""
    for example in examples:
        gold, found = (
            {(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents}
            for doc in (example.reference, example.predicted)
        )
        text = example.reference.text
        yield f"{example.reference.user_data['id']} ({script_of(example)})\n"
        for start, end, label in sorted(gold ^ found):
            kind = "missed" if (start, end, label) in gold else "wrong"
            yield f"  {kind} {label} ⟦{text[start:end]}⟧ in …{text[max(0, start - 25) : end + 25]!r}…\n"
        flows = [
            {(flow["money"]["start"], flow["money"]["end"]): flow for flow in doc._.flows}
            for doc in (example.reference, example.predicted)
        ]
        for money in sorted({*flows[0], *flows[1]}):
            pair = [side.get(money) for side in flows]
            wrong = (
                [field for field in FIELDS if not same(field, pair[1], pair[0])]
                if all(pair)
                else ["missed" if pair[0] else "no flow"]
            )
            if wrong:
                yield f"  flow {text[slice(*money)]}: {', '.join(wrong)}\n    gold  {pair[0]}\n    found {pair[1]}\n"


if __name__ == "__main__":
    typer.run(main)
