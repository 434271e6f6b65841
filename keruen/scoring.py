"""Scorers for entities and trade flows, per label, per kind of flow and per script.

`spacy evaluate MODEL DATA --spans-key flows` prints both tables.
"""

from typing import Any, Callable, Iterable, Optional

from spacy.scorer import PRFScore
from spacy.training import Example
from spacy.util import registry

from .documents import LABELS

FIELDS = ("value", "currency", "flow", "origin", "destination", "commodity", "period", "status")
STRICT = ("flow", "origin", "destination", "value", "currency")


def script_of(example: Example) -> str:
    return (example.reference.user_data.get("meta") or {}).get("script") or "unknown"


def score_entities(examples: Iterable[Example], **_) -> dict[str, Any]:
    """Exact spans and labels. Documents without gold entities are left out, as in spaCy.

    RETURNS (dict): `ents_p`, `ents_r`, `ents_f` and `ents_per_type`, which holds a row for each label and,
        as `Arab`, `Cyrl` and `Latn`, for each script.
    """
    total = PRFScore()
    rows: dict[str, PRFScore] = {}
    for example in examples:
        if not example.reference.has_annotation("ENT_IOB"):
            continue
        gold = {(ent.label_, ent.start_char, ent.end_char) for ent in example.reference.ents}
        found = {(ent.label_, ent.start_char, ent.end_char) for ent in example.predicted.ents}
        total.score_set(found, gold)
        rows.setdefault(script_of(example), PRFScore()).score_set(found, gold)
        for label in {label for label, _, _ in gold | found}:
            of_label = [{span for span in spans if span[0] == label} for spans in (found, gold)]
            rows.setdefault(label, PRFScore()).score_set(*of_label)
    return _table("ents", total, rows)


def score_flows(examples: Iterable[Example], **_) -> dict[str, Any]:
    """Trade flows, matched by their MONEY span.

    A flow is right when kind, origin, destination, value and currency are; an export and an import with equal
    origin and destination are one movement.

    RETURNS (dict): `spans_flows_p`, `_r`, `_f` and `spans_flows_per_type` with a row for each kind and each
        script; `flows_found` (F of the MONEY spans alone) and `flows_<field>`: the share of matched flows whose
        field is right.
    """
    total, found_score = PRFScore(), PRFScore()
    rows: dict[str, PRFScore] = {}
    right = dict.fromkeys(FIELDS, 0)
    matched = 0
    for example in examples:
        gold = {_money(flow): flow for flow in example.reference._.flows}
        found = {_money(flow): _seen_from(gold.get(_money(flow)), flow) for flow in example.predicted._.flows}
        found_score.score_set(set(found), set(gold))
        strict = [{(money, *_strict(flow)) for money, flow in flows.items()} for flows in (found, gold)]
        total.score_set(*strict)
        rows.setdefault(script_of(example), PRFScore()).score_set(*strict)
        for kind in {flow["flow"] for flow in (*gold.values(), *found.values())}:
            of_kind = [{row for row in side if row[1] == kind} for side in strict]
            rows.setdefault(kind, PRFScore()).score_set(*of_kind)
        for money in gold.keys() & found.keys():
            matched += 1
            for field in FIELDS:
                right[field] += same(field, found[money], gold[money])
    scores = _table("spans_flows", total, rows)
    scores["flows_found"] = found_score.fscore if found_score else None
    scores.update({f"flows_{field}": right[field] / matched if matched else None for field in FIELDS})
    return scores


def same(field: str, found: dict, gold: dict) -> bool:
    """Whether a field of a predicted flow agrees with the gold one."""
    if field == "value":
        return (found["value"], found.get("value_max")) == (gold["value"], gold.get("value_max"))
    return found.get(field) == gold.get(field)


def _money(flow: dict) -> tuple[int, int]:
    return flow["money"]["start"], flow["money"]["end"]


def _seen_from(gold: Optional[dict], found: dict) -> dict:
    """Call a found movement export or import as the gold flow does."""
    sides = {"export", "import"}
    if gold and {gold["flow"], found["flow"]} == sides:
        return {**found, "flow": gold["flow"]}
    return found


def _strict(flow: dict) -> tuple:
    return (*(flow[field] for field in STRICT), flow.get("value_max"))


def _table(name: str, total: PRFScore, rows: dict[str, PRFScore]) -> dict[str, Any]:
    def value(score: PRFScore, part: str) -> Optional[float]:
        return getattr(score, part) if score.tp + score.fp + score.fn else None

    return {
        f"{name}_p": value(total, "precision"),
        f"{name}_r": value(total, "recall"),
        f"{name}_f": value(total, "fscore"),
        f"{name}_per_type": {key: rows[key].to_dict() for key in sorted(rows, key=_row_order)},
    }


def _row_order(name: str) -> tuple:
    return (LABELS.index(name) if name in LABELS else len(LABELS), name)


@registry.scorers("keruen.entity_scorer.v1")
def make_entity_scorer() -> Callable:
    return score_entities


@registry.scorers("keruen.flow_scorer.v1")
def make_flow_scorer() -> Callable:
    return score_flows
