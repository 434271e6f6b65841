"""Amounts in a row that share their words: `Қытайға 5 млрд, Ресейге 3 млрд доллардың тауарын`, `тиісінше …`."""
from dataclasses import dataclass, replace
from typing import Optional

from spacy.tokens import Span

from .cues import JOINS, NEUTRAL, NOUNS, RESPECTIVELY, VERBS, Cue
from .mentions import Mention
from .passage import Passage, Sentence, Zone
from .verbs import looks_finite

MOST_GOODS = 8


@dataclass
class Share:
    """What an amount of a row takes from the row: the row's zone, and the cue, party or date that falls to it."""

    zone: Zone
    first: bool
    cue: Optional[Cue] = None
    mention: Optional[Mention] = None
    date: Optional[Span] = None


def rows(passage: Passage, sentence: Sentence, zones: list[Zone], mentions: list[Mention]) -> dict[int, Share]:
    """The shares of amounts that stand in rows, by the first token of the amount."""
    shares: dict[int, Share] = {}
    row = zones[:1]
    for zone in zones[1:]:
        if _carries_on(passage, row[-1], zone):
            row.append(zone)
        else:
            _share(passage, sentence, row, mentions, shares)
            row = [zone]
    _share(passage, sentence, row, mentions, shares)
    return shares


def codes_of(share: Optional[Share], mentions: list[Mention]) -> tuple[frozenset[str], frozenset[str]]:
    """In a row told respectively: the codes that fall to an amount, and those that fall to the others."""
    if share is None or share.mention is None:
        return frozenset(), frozenset()
    group = {code for m in mentions if m.group == share.mention.group for code in m.codes}
    own = frozenset(share.mention.codes)
    return own, frozenset(group) - own


def _carries_on(passage: Passage, before: Zone, after: Zone) -> bool:
    """Whether nothing but places, dates, conjunctions and function words stands between two amounts."""
    if before.bracket is not None or after.bracket is not None or after.rises_from:
        return False
    gap = passage.masked[before.end : after.start]
    if all(not norm or norm in JOINS or norm == ";" or NEUTRAL.word(norm) for norm in gap):
        return True
    if before.case != after.case or before.case not in ("dat", "gen", "lik") or len(gap) > MOST_GOODS:
        return False
    parted = any(norm in JOINS for norm in gap[-3:])
    verbs = any(norm and (looks_finite(norm) or VERBS.longest(gap, i)) for i, norm in enumerate(gap))
    return parted and not verbs and not any(norm and NOUNS.longest(gap, i) for i, norm in enumerate(gap))


def _share(
    passage: Passage, sentence: Sentence, row: list[Zone], mentions: list[Mention], shares: dict[int, Share]
) -> None:
    if len(row) < 2:
        return
    whole = replace(row[-1], left=row[0].left)
    before = [m for m in mentions if row[0].left <= m.start < row[0].start]
    between = [m for m in mentions if row[0].end <= m.start < row[-1].start]
    told = any(norm and RESPECTIVELY.word(norm) for norm in passage.masked[row[0].left : row[-1].right])
    cues = _coordinated_cues(passage, sentence, row[0])
    parties = _group_of(before, len(row)) if told and not between and len(cues) != len(row) else []
    dates = [date for date in sentence.dates if row[0].left <= date.start < row[0].start]
    dates = dates if told and len(dates) == len(row) else []
    for i, zone in enumerate(row):
        shares[zone.start] = Share(
            whole, i == 0,
            cues[i] if len(cues) == len(row) else None,
            parties[i] if parties else None,
            dates[i] if dates else None,
        )


def _coordinated_cues(passage: Passage, sentence: Sentence, zone: Zone) -> list[Cue]:
    """`экспорт пен импорт`: the names of flows joined before the row."""
    cues = [cue for cue in passage.cues(sentence) if zone.left <= cue.start and cue.end <= zone.start]
    cues = [cue for cue in cues if cue.role == "noun"]
    joined: list[Cue] = cues[-1:]
    for cue in reversed(cues[:-1]):
        gap = passage.masked[cue.end : joined[0].start]
        if not gap or not all(norm in JOINS for norm in gap) or cue.kind == joined[0].kind:
            break
        joined.insert(0, cue)
    return joined if len(joined) > 1 else []


def _group_of(mentions: list[Mention], size: int) -> list[Mention]:
    """The last group of as many parties as the row has amounts."""
    by_group: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_group.setdefault(mention.group, []).append(mention)
    return next((group for group in reversed(list(by_group.values())) if len(group) == size), [])
