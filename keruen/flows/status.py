"""Whether a flow happened, is expected or is planned: from the mood of its verb and the words around it."""
from typing import NamedTuple, Optional

from .cues import DATA, lexicon, phrases
from .cues import VERBS as MOVEMENTS
from .passage import BREAKS, Passage, Zone
from .period import is_past
from .verbs import VerbTable, looks_finite, opener

WORDS = {status: lexicon(DATA["status"][status]["words"]) for status in ("forecast", "target")}
VERBS = VerbTable((stem, status) for status in WORDS for stem in phrases(DATA["status"][status]["verbs"]))
RAISE = VerbTable((stem, True) for stem in phrases(DATA["status"]["raise_verbs"]))
RISE = VerbTable((stem, True) for stem in phrases(DATA["status"]["rise_verbs"]))
PLANS = {status: lexicon(DATA["status"][status]["named"]) for status in ("forecast", "target")}
HABIT = lexicon(DATA["status"]["habit"])
ABLE = VerbTable([("ал", True)])
_opens_status = opener(VERBS, RAISE, RISE, *WORDS.values())
INVESTING = frozenset(("invest", "draw", "attract"))
REACH = 14
ENDS = frozenset((*BREAKS, ".", "!", "-", ")", "jane", "ham", "ari", "al", ""))


class Status(NamedTuple):
    """actual, forecast or target, with the tokens of the word that said so, or None."""

    value: str
    cue: Optional[tuple[int, int]] = None


def status_of(passage: Passage, zone: Zone, ahead: bool, today: Optional[str] = None) -> Status:
    """Read the status of an amount.

    ahead (bool): whether the period named with the amount lies after the publication date, `today`.
    """
    norms = passage.masked
    sentence = passage.sentences[zone.sentence]
    limit = min(sentence.end, zone.end + REACH * 2)
    open_verb = False
    closed = happened = False
    i = zone.end
    future: Optional[tuple[int, int]] = None
    raised: Optional[tuple[int, int]] = None
    while i < limit:
        if zone.bracket is not None and i >= zone.bracket[1]:
            break
        norm = norms[i]
        if norm in BREAKS and closed:
            break
        told = _opens_status(norm)
        verb = VERBS.longest(norms, i) if told else None
        if verb is not None and not (verb.form == "participle" and closed):
            if not closed or open_verb:
                return Status(verb.value, (i, verb.end))
        raising = RAISE.longest(norms, i) if told else None
        rising = RISE.longest(norms, i) if told else None
        for status in ("forecast", "target") if told else ():
            hit = WORDS[status].longest(norms, i) if norm and not closed else None
            if hit is not None and (status == "forecast" or raised or open_verb or ahead):
                return Status(status, (i, hit.end))
        found = raising or rising
        if found is not None and not closed:
            if found.form in ("noun", "converb", "linking"):
                if found.form == "linking" and i + 1 < limit and ABLE.longest(norms, i + 1):
                    return Status("forecast", (i, i + 2))
                open_verb = found.form != "converb" or open_verb
                raised = raised or ((i, found.end) if raising and found.form == "noun" else None)
            elif found.form == "intention":
                return Status("target" if raising else "forecast", (i, found.end))
            elif found.form in ("future", "aorist"):
                future = (i, found.end)
                closed = found.form == "future"
            elif found.form in ("past", "condition", "participle", "progressive"):
                happened = closed = found.form != "participle"
        elif _closes(norms, i, limit):
            happened = closed = True
            if not open_verb and future is None and raised is None:
                break
        elif (moving := MOVEMENTS.longest(norms, i)) is not None and moving.form == "noun":
            open_verb = True
        i = max(i + 1, found.end if found else 0)
    if future is not None and (ahead or not (_past_date(passage, zone, today) or _habitual(passage, zone))):
        return Status("forecast", future)
    if raised is not None and not closed:
        return Status("target", raised)
    left = _left(passage, zone)
    if left is not None and (ahead or not happened):
        return left
    if ahead:
        return Status("forecast")
    return Status("actual")


def _closes(norms, i: int, limit: int) -> bool:
    """Whether a verb ends its clause here."""
    if not looks_finite(norms[i]):
        return False
    return i + 1 >= limit or norms[i + 1] in ENDS or not norms[i + 1][:1].isalpha()


def _habitual(passage: Passage, zone: Zone) -> bool:
    """`жыл сайын … жетеді`: what happens every year."""
    masked = passage.masked
    return any(masked[i] and HABIT.longest(masked, i) for i in range(zone.left, zone.right))


def _past_date(passage: Passage, zone: Zone, today: Optional[str]) -> bool:
    dates = passage.sentences[zone.sentence].dates
    return any(zone.left <= date.start < zone.right and is_past(passage.period(date), today) for date in dates)


def _left(passage: Passage, zone: Zone) -> Optional[Status]:
    """`жоспар бойынша 5 млрд`, `мақсат – 10 млрд доллар`: a plan named before the amount in its own clause."""
    norms = passage.masked
    for i in range(zone.start - 1, max(zone.left, zone.start - REACH) - 1, -1):
        if norms[i] in BREAKS and i > zone.left and looks_finite(norms[i - 1]):
            return None
        verb = VERBS.longest(norms, i)
        if verb is not None and verb.form in ("participle", "habit"):
            return Status(verb.value, (i, verb.end))
        moving = MOVEMENTS.longest(norms, i)
        if moving is not None and moving.form == "habit" and not INVESTING.isdisjoint(moving.value):
            return Status("target", (i, moving.end))  # `құйылатын инвестиция`
        for status, plans in PLANS.items():
            if norms[i] and plans.word(norms[i]):
                return Status(status, (i, i + 1))
    return None
