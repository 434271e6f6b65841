"""Cue words of trade: `flow_cues.json` as lexicons, and the cues of a stretch of tokens.

| class of a cue | says |
| --- | --- |
| noun | the thing measured is a flow of a kind (`экспорт`, `тауар айналымы`) |
| adjective | the same word as an adjective (`экспорттық`, `инвестициялық`), a weak hint |
| verb | a movement of goods or capital (`экспорттады`, `сатып алды`, `құйды`) |
| blocker | the thing measured is something else (`бюджет`, `айыппұл`) |
| block-verb | money is spent, paid or granted (`бөлінді`) |
"""
from typing import Iterable, NamedTuple, Sequence

from .. import vocabulary
from ..vocabulary import Ending, Lexicon, phrase_norms
from .verbs import VerbTable, opener

DATA = vocabulary.read("flow_cues")
KINDS = ("export", "import", "turnover", "investment")
HARDENED = {"ғ": "қ", "г": "к", "б": "п"}
MOVEMENTS = ("export", "sell", "import", "buy", "invest", "draw", "attract")


def phrases(listed: str) -> list[str]:
    """The phrases of a data file's list, parted by semicolons."""
    return [phrase.strip() for phrase in listed.split(";") if phrase.strip()]


def stem_forms(phrase: str) -> list[str]:
    """A phrase and, of two words or more, its stem without the possessive (`мұнай өнімі`, `мұнай өнімдері`)."""
    forms = [phrase]
    if " " in phrase and phrase[-1] in "ыіи":
        bare = phrase[:-2] if phrase[-2] in "с" and phrase[-3] in "аәеёияоөүұыі" else phrase[:-1]
        forms.append(bare)
        if bare[-1] in HARDENED:
            forms.append(bare[:-1] + HARDENED[bare[-1]])
    return forms


def table(entries: Iterable[tuple[str, object]]) -> Lexicon:
    """A lexicon of phrases in all their stems; the phrase as written wins."""
    pairs = list(entries)
    softened = [(form, value) for phrase, value in pairs for form in stem_forms(phrase)[1:]]
    return Lexicon(softened + pairs)


def lexicon(listed: str, value: object = True) -> Lexicon:
    return table((phrase, value) for phrase in phrases(listed))


class Cue(NamedTuple):
    """A cue word or phrase.

    start, end (int): tokens.
    role (str): noun, adjective, verb, blocker or block-verb.
    kind (str): one of `KINDS` for nouns, of `MOVEMENTS` for verbs, a group of blockers.
    form (str): the form of a verb (`flows.verbs`), else "".
    soft (bool): a blocker that gives way to a flow's name (`экспорттың құны`), or a weak blocking verb.
    """

    start: int
    end: int
    role: str
    kind: str
    ending: Ending
    form: str = ""
    passive: bool = False
    soft: bool = False


def _nouns() -> Lexicon:
    soft = set(phrases(DATA["soft_blockers"]))
    blockers = [(group, phrase) for group, listed in DATA["blockers"].items() for phrase in phrases(listed)]
    entries = [(phrase, ("blocker", group, phrase in soft)) for group, phrase in blockers]
    entries += [(phrase, ("noun", kind, False)) for kind, listed in DATA["nouns"].items() for phrase in phrases(listed)]
    return table(entries)


def _verbs() -> VerbTable:
    movements: dict[str, tuple[str, ...]] = {}
    for movement in MOVEMENTS:
        for stem in phrases(DATA["verbs"][movement]):
            movements[stem] = (*movements.get(stem, ()), movement)
    return VerbTable(movements)


def _stems(listed: str, value: object = True) -> VerbTable:
    return VerbTable((stem, value) for stem in phrases(listed))


NOUNS = _nouns()
VERBS = _verbs()
BLOCKING = _stems(DATA["blocking_verbs"])
WEAK_BLOCKING = _stems(DATA["weak_blocking_verbs"])
CHANGE = _stems(DATA["change_verbs"])
CHANGE_WORDS = lexicon(DATA["change_words"])
REACHED = _stems(DATA["reached_verbs"])
LEVEL = _stems(DATA["level_verbs"])
MEASURES = lexicon(DATA["measures"])
ANAPHORA = lexicon(DATA["anaphora"])
BREAKDOWN = lexicon(DATA["breakdown"])
FOREIGN = lexicon(DATA["foreign"])
OUTWARD = lexicon(DATA["outward"])
NEUTRAL = lexicon(DATA["neutral"])
JOINS = frozenset((*phrase_norms(DATA["joins"]), "-", ","))
TOGETHER = frozenset(phrase_norms(DATA["together"]))
CONTRAST = frozenset(phrase_norms(DATA["contrast"]))
RESPECTIVELY = lexicon(DATA["respectively"])
BARE = frozenset(word for phrase in phrases(DATA["bare"]) for word in phrase_norms(phrase))


_opens_cue, _opens_noun = opener(NOUNS, VERBS, BLOCKING), opener(NOUNS)


def find_cues(norms: Sequence[str], start: int, end: int) -> list[Cue]:
    """The cues among tokens start to end, the longest at each place; noun phrases win over verbs.

    norms (Sequence[str]): skeletons of the document's tokens, "" for those inside entities.
    """
    cues: list[Cue] = []
    window = norms[start:end]
    i = 0
    while i < len(window):
        if not window[i] or not _opens_cue(window[i]):
            i += 1
            continue
        hit = NOUNS.longest(window, i)
        verb = VERBS.longest(window, i)
        block = BLOCKING.longest(window, i)
        reach = max(verb.end if verb else 0, block.end if block else 0)
        if hit is not None and hit.end >= reach:
            role, kind, soft = hit.value
            if role == "noun" and _modifies(window, i, hit):
                i = hit.end
                continue
            if hit.ending.case == "lik":
                role, soft = ("adjective", soft) if role == "noun" else ("blocker", True)
            cues.append(Cue(start + i, start + hit.end, role, kind, hit.ending, soft=soft))
            i = hit.end
            continue
        if hit is not None and hit.value[0] == "noun":
            cues.append(Cue(start + i, start + hit.end, "noun", hit.value[1], hit.ending))
        if block is not None and block.end >= (verb.end if verb else 0):
            soft = WEAK_BLOCKING.longest(window, i) is not None
            place = (start + i, start + block.end)
            cues.append(Cue(*place, "block-verb", "", block.ending, block.form, block.passive, soft))
        if verb is not None:
            for movement in verb.value:
                cues.append(Cue(start + i, start + verb.end, "verb", movement, verb.ending, verb.form, verb.passive))
        i = max(i + 1, reach)
    return cues


def names_flow(norms: Sequence[str], i: int) -> bool:
    """Whether the name of a flow (`экспорт`) begins at a token."""
    hit = NOUNS.longest(norms, i) if _opens_noun(norms[i]) else None
    return hit is not None and hit.value[0] == "noun"


def _modifies(norms: Sequence[str], start: int, hit) -> bool:
    """Whether bare `сауда` only describes another noun: `сауда министрлігі`, `сауда-экономикалық ынтымақтастық`."""
    if hit.end - start > 1 or norms[start] not in BARE or hit.end >= len(norms):
        return False
    after = norms[hit.end]
    if after == "-":
        return hit.end + 1 < len(norms) and norms[hit.end + 1][:1].isalpha()
    verb = LEVEL.longest(norms, hit.end) or CHANGE.longest(norms, hit.end)
    return after[:1].isalpha() and not (MEASURES.word(after) or NEUTRAL.word(after) or verb)
