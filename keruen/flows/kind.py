"""Whether an amount measures a trade flow, and which: the cue words about it, weighed by where they stand."""
from typing import NamedTuple, Optional

from .. import vocabulary
from ..orthography import skeleton
from .cues import ANAPHORA, BREAKDOWN, CHANGE, CHANGE_WORDS, LEVEL, MEASURES, NEUTRAL, OUTWARD, REACHED, Cue
from .mentions import Mention
from .passage import BREAKS, Passage, Zone
from .verbs import looks_finite

WEIGHTS = vocabulary.read("flow_weights")
KIND_OF = {"export": "export", "sell": "export", "import": "import", "buy": "import"}
KIND_OF |= dict.fromkeys(("invest", "draw", "attract"), "investment")
UP_TO = tuple(map(skeleton, vocabulary.read("numerals")["upto"].split()))
GOVERNED = ("", "gen", "lik", "loc-adj")


class Verdict(NamedTuple):
    """What an amount measures: one of `cues.KINDS`, "none", or "" where its own words don't say.

    cue (Cue): the cue that decided. score (float): its weight. reason (str): for whom wants to know.
    """

    kind: str
    cue: Optional[Cue]
    score: float
    reason: str


def is_change(passage: Passage, zone: Zone) -> bool:
    """Whether the amount is a difference: `118 млн долларға артты`, `былтырғыдан 20 млн долларға көп`; `118 млн долларға
    көтерілді`, `түсті` say what was reached."""
    norms = passage.masked
    if zone.rises_from or zone.case not in ("dat", ""):
        return False
    i = zone.end
    if i < zone.right and norms[i].startswith(UP_TO):
        return False
    steps = 0
    while i < zone.right and steps < 5:
        norm = norms[i]
        if not norm or norm in BREAKS or norm in ("(", ")", "-"):
            return False
        if REACHED.longest(norms, i):
            return False
        if LEVEL.longest(norms, i):
            change = CHANGE.longest(norms, i)
            return bool(change and zone.case == "dat" and change.end > LEVEL.longest(norms, i).end)
        if zone.case == "dat" and (CHANGE.longest(norms, i) or CHANGE_WORDS.word(norm)):
            return True
        if zone.case == "" and steps == 0 and CHANGE_WORDS.word(norm) and norm not in ("artiq", "kem"):
            return True
        if zone.case == "" and CHANGE.longest(norms, i) and CHANGE.longest(norms, i).form == "noun":
            return True
        if not NEUTRAL.word(norm) and not norm[:1].isdigit():
            return False
        i += 1
        steps += 1
    return False


def decide(passage: Passage, zone: Zone, cues: list[Cue], mentions: list[Mention], home: str) -> Verdict:
    """Weigh the cues of an amount's zone.

    cues (list): the cues of its sentence. mentions (list): the mentions of its sentence.
    """
    if is_change(passage, zone):
        return Verdict("none", None, WEIGHTS["change"], "change")
    best: Optional[tuple[float, Cue, str]] = None
    inside = [cue for cue in cues if _in_zone(zone, cue)]
    flows_near = [cue for cue in inside if cue.role == "noun"]
    earned = any(cue.kind == "export" and cue.ending.case == "abl" for cue in flows_near)
    moved = [cue for cue in inside if cue.role == "verb" and cue.start < zone.start]
    moved = [cue for cue in moved if _movement(passage, zone, cue, inside, flows_near, mentions, home, False) > 0]
    worth = False
    for cue in inside:
        worth_of = moved and moved[-1].end <= cue.start < zone.start
        if cue.role == "blocker" and cue.soft and (earned and cue.kind == "revenue" or worth_of):
            continue
        if cue.role == "blocker" and cue.end < zone.start and passage.masked[cue.end] == ":":
            continue
        if cue.role == "blocker" and is_worth(passage, zone, cue):
            worth = True
            continue
        score, reason = _score(passage, zone, cue, inside, flows_near, mentions, home)
        if score > 0 and (best is None or score > best[0]):
            best = score, cue, reason
    if best is None or best[0] < WEIGHTS["threshold"]:
        return Verdict("", best[1] if best else None, best[0] if best else 0.0, "worth" if worth else "weak")
    score, cue, reason = best
    if cue.role in ("blocker", "block-verb"):
        return Verdict("none", cue, score, reason)
    kind = cue.kind if cue.role in ("noun", "adjective") else KIND_OF[cue.kind]
    return Verdict(kind, cue, score, reason)


def is_worth(passage: Passage, zone: Zone, cue: Cue) -> bool:
    """`оның құны 500 млн доллар`: the worth of what the sentence before spoke of."""
    norms = passage.masked
    if not cue.soft or cue.kind != "price" or cue.end > zone.start or cue.start <= zone.left:
        return False
    return ANAPHORA.word(norms[cue.start - 1]) is not None


def _in_zone(zone: Zone, cue: Cue) -> bool:
    if zone.bracket is not None:
        return zone.bracket[0] < cue.start and cue.end <= zone.bracket[1] and zone.left <= cue.start < zone.right
    return zone.left <= cue.start and cue.end <= zone.right


def crossings(passage: Passage, low: int, high: int) -> int:
    """How many clauses end between two tokens."""
    norms = passage.masked
    return sum(norms[i] in BREAKS and i > 0 and looks_finite(norms[i - 1]) for i in range(low, high))


def _score(passage, zone, cue, inside, flows_near, mentions, home) -> tuple[float, str]:
    right = cue.start >= zone.end
    if cue.role in ("noun", "adjective", "blocker"):
        if right:
            return _head(passage, zone, cue, flows_near), "head"
        return _subject(passage, zone, cue, inside, flows_near), "subject"
    if cue.role == "block-verb":
        if not right:
            return 0.0, ""
        weight = WEIGHTS["weak-block-verb" if cue.soft else "block-verb"]
        return weight - WEIGHTS["crossing"] * crossings(passage, zone.end, cue.start), "paid"
    return _movement(passage, zone, cue, inside, flows_near, mentions, home, right), "movement"


def _head(passage: Passage, zone: Zone, cue: Cue, flows_near: list[Cue]) -> float:
    """A noun after the amount: `5 млн доллар инвестиция`, `79 млн доллардың экспорты`, `3 млрд долларлық несие`."""
    norms = passage.masked
    words = 0
    for i in range(zone.end, cue.start):
        norm = norms[i]
        if norm in BREAKS or norm in ("(", ")") or norm and looks_finite(norm) and not NEUTRAL.word(norm):
            return 0.0 if cue.role != "blocker" or words > 6 else WEIGHTS["far-head"] - 0.1 * words
        words += norm != "-"
    dashed = zone.end < cue.start and norms[zone.end] == "-"
    weight = WEIGHTS["head"] if zone.case in GOVERNED or dashed else WEIGHTS["loose-head"]
    if cue.role == "adjective":
        weight -= WEIGHTS["adjective"]
    if cue.ending.case in ("dat", "abl", "loc", "ins") and zone.case not in ("lik", "gen"):
        weight -= WEIGHTS["oblique"]
    if cue.role == "blocker":
        if cue.soft and (flows_near or zone.case not in GOVERNED):
            weight -= WEIGHTS["soft"]
        weight += WEIGHTS["blocker-bonus"]
    return weight - WEIGHTS["distance"] * 3 * words


def _subject(passage: Passage, zone: Zone, cue: Cue, inside: list[Cue], flows_near: list[Cue]) -> float:
    """A noun before the amount: `тауар айналымы … 5 млрд долларды құрады`."""
    case = cue.ending.case
    weight = WEIGHTS["subject"] - WEIGHTS["case"].get(case, 0.0)
    if case == "abl" and cue.kind == "export" and any(other.kind == "revenue" for other in inside):
        weight = WEIGHTS["subject"]
    if cue.role == "adjective":
        weight -= WEIGHTS["adjective"]
    if cue.role == "blocker":
        named = [flow for flow in flows_near if flow.start < cue.start and cue.start - flow.end < 6]
        if cue.soft:
            if any(flow.ending.case in ("gen", "abl", "") and cue.start - flow.end < 3 for flow in named):
                return 0.0
            weight -= WEIGHTS["soft"]
    weight -= WEIGHTS["distance"] * (zone.start - cue.end)
    return weight - WEIGHTS["crossing"] * crossings(passage, cue.end, zone.start)


def _movement(passage, zone, cue, inside, flows_near, mentions, home, right) -> float:
    """A verb that moves goods or capital; common verbs count only with a place in the case that they ask for."""
    low, high = (zone.end, cue.start) if right else (cue.end, zone.start)
    reach = WEIGHTS["crossing"] * crossings(passage, low, high)
    if cue.form in ("linking",):
        return 0.0
    near = [m for m in mentions if zone.left <= m.start < zone.right and m.case not in ("post", "through")]
    near = [m for m in near if m.codes or m.kind == "open"]
    if not right and cue.form not in ("participle", "habit", "noun"):
        return 0.0
    if cue.kind in ("export", "import"):
        return WEIGHTS["verb"] - reach - (0.0 if right else WEIGHTS["before"])
    if _raises_level(passage, zone, cue):
        return 0.0
    if cue.kind in ("sell", "buy") and any(c.role == "blocker" and zone.end <= c.start < cue.start for c in inside):
        return 0.0
    if cue.kind == "sell":
        fits = any(m.case == "dat" and _abroad(m, mentions, home) for m in near)
        fits = fits and (zone.case in ("gen", "lik", "dat", "acc", "") or not right)
    elif cue.kind == "buy":
        fits = any(m.case == "abl" or m.case == "adj" and m.head == "goods" for m in near)
    elif cue.kind == "invest":
        if any(flow.kind == "investment" for flow in flows_near):
            return WEIGHTS["weak-verb"] - reach
        into = [m for m in near if m.case in ("dat", "loc", "loc-adj")]
        between = [norm for norm in passage.masked[zone.end : cue.start] if norm and right]
        given = bool(into) and any(m.codes != into[0].codes for m in near)
        fits = given and all(NEUTRAL.word(norm) for norm in between)
    else:
        return WEIGHTS["weak-verb"] - reach if any(flow.kind == "investment" for flow in flows_near) else 0.0
    return WEIGHTS["weak-verb"] - reach - (0.0 if right else WEIGHTS["before"]) if fits else 0.0


def _raises_level(passage: Passage, zone: Zone, cue: Cue) -> bool:
    """`3 млрд долларға жеткізу`: the amount is the level, nothing is delivered."""
    between = [norm for norm in passage.masked[zone.end : cue.start] if norm]
    level = LEVEL.longest(passage.masked, cue.start) is not None
    return level and cue.start >= zone.end and all(NEUTRAL.word(norm) or norm.startswith(UP_TO) for norm in between)


def _abroad(mention: Mention, mentions: list[Mention], home: str) -> bool:
    return mention.codes[:1] != (home,) or any(m.codes[:1] != mention.codes[:1] for m in mentions if m.codes)


def leans_on_context(passage: Passage, zone: Zone) -> str:
    """How an amount without cues of its own carries on from the flow before it.

    RETURNS (str): "bracket", "anaphor" (`бұл көрсеткіш`), "bare" (nothing but places, dates and verbs of
        measure), "list" (an item of a breakdown), or "".
    """
    norms = passage.masked
    if zone.bracket is not None:
        return "bracket"
    words = [norm for norm in norms[zone.left : zone.start] if norm[:1].isalpha()]
    if zone.start - 2 >= zone.left and norms[zone.start - 1] == "-" and not norms[zone.start - 2]:
        return "list"
    if any(MEASURES.word(norm) for norm in words) and not _unknown(words, 2):
        return "anaphor"
    after = []
    for i in range(zone.end, zone.right):
        if norms[i] in BREAKS or norms[i] == ".":
            break
        if norms[i][:1].isalpha():
            after.append(norms[i])
    if not _unknown(words, 0) and not _unknown(after[:4], 0):
        return "bare"
    dashed = zone.end < zone.right and norms[zone.end] == "-" or zone.start > zone.left and norms[zone.start - 1] == "-"
    if dashed or len(words) <= WEIGHTS["item-words"] and len(after) <= WEIGHTS["item-words"] + 2:
        return "list"
    return "anaphor" if any(MEASURES.word(norm) for norm in words[-4:]) else ""


def _unknown(words: list[str], allowed: int) -> bool:
    tables = (NEUTRAL, MEASURES, ANAPHORA, BREAKDOWN)
    strange = [norm for norm in words if not looks_finite(norm) and not any(table.word(norm) for table in tables)]
    return sum(not _measure_verb(norm) for norm in strange) > allowed


def _measure_verb(norm: str) -> bool:
    return LEVEL.longest((norm,), 0) is not None or CHANGE.longest((norm,), 0) is not None


def is_outward(passage: Passage, zone: Zone, cue: Optional[Cue]) -> bool:
    """Whether the cue speaks of a country's trade with the whole world (`сыртқы сауда айналымы`)."""
    return cue is not None and OUTWARD.longest(passage.masked, cue.start) is not None
