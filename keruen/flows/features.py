"""What the decisions about an amount are made from, as names of features: is it a flow? (`sides.py`: who are its parties?)

`name=value` says what holds; `&` joins two. A side's features begin with its role and family: `og:in::dat` is
"origin of goods: stands among the amount's words in the dative"; `o:in::dat` says it of origins of all families.
"""
from bisect import bisect_right
from math import log10
from typing import Collection, Iterable, NamedTuple, Optional

from ..language.words import Remembered
from .clauses import Clauses
from .companies import DATA as PARTIES
from .companies import company_code
from .cues import Cue, lexicon
from .directions import Directions, coarse
from .judge import Pair
from .kind import is_change
from .parties import Parties
from .passage import BREAKS, Passage, Sentence, Zone
from .verbs import looks_finite, opener

CURRENCIES = ("USD", "EUR", "KZT", "UZS", "RUB", "CNY")
STEM = 5
BESIDE = 3
MOST_CANDIDATES = 7
REACH = 3
PRONOUNS = ("they", "you", "self", "first", "second")
WHOSE = lexicon(PARTIES["whose"])
WHOSE_REACH = 4
_opens_whose = opener(WHOSE)
_stems = Remembered(lambda norm: norm[:STEM])
_is_word = Remembered(lambda stem: stem[:1].isalpha())


class Context(NamedTuple):
    """What the rules say of an amount, and what was decided before it.

    rule (str): the kind by rule, "none", or "weak" for neither. reason (str): why. blocker (str): the group of the
        word that rules a flow out. leaning (str): how the amount carries on from another, with "?" where no rule uses
        it. cue (str): the word that decided. moves (list): movements in the amount's words.
    last (str): the family decided of the amount before. gap (str): sentences since it, "1p" over a paragraph's end.
    framed (str): the flow before, and how far back. was (str): the direction of its words. owner (str): whose trade it
        was. varied (str): the side, "o" or "d", of the place that stood right beside its amount.
    """

    rule: str
    reason: str
    blocker: str
    leaning: str
    last: str
    gap: str
    framed: str
    cue: str
    moves: list[str]
    was: str
    outward: bool
    owner: Optional[str] = None
    varied: str = ""

    def named(self) -> list[str]:
        """What holds of the amount, as features; codes are none."""
        return [f"{name}={value}" for name, value in self._asdict().items() if name != "owner"]


class Asked(NamedTuple):
    """One amount about to be given parties. answer, before (tuple): the pairs of the rules and of the flow before.
    past (Collection): family and pair of every flow decided before. memories (tuple): named pairs of earlier flows that
    the amount may repeat: `place`, told in the same place of a row before; `goods`, the last one of the same goods.
    shares (tuple): the codes that fall to the amount in a row told respectively, and those that fall to the others."""

    sentence: Sentence
    zone: Zone
    family: str
    context: Context
    answer: Pair
    before: Pair | tuple
    past: Collection[tuple] = ()
    memories: tuple[tuple[str, Pair], ...] = ()
    shares: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())


def bucket(n: int) -> str:
    return "0" if n <= 0 else "1" if n == 1 else "2" if n == 2 else "3" if n < 5 else "5" if n < 9 else "9"


class Reading:
    """The words of a passage as the features see them: stems, and the labels of entities in place of their words."""

    def __init__(self, passage: Passage, parties: Parties):
        self.passage, self.parties = passage, parties
        self.directions = Directions(passage)
        self.clauses = Clauses(passage, parties)
        self.labels = [""] * len(passage.norms)
        self.stems = list(map(_stems.__getitem__, passage.norms))
        for ent in passage.ents:
            start, end = ent.start, ent.end
            self.labels[start:end] = self.stems[start:end] = [ent.label_] * (end - start)
        self.title = sorted({cue.kind for cue in passage.cues(passage.sentences[0]) if cue.role == "noun"})
        self.order = {code: rank for rank, (code, _) in enumerate(parties.named.most_common())}
        self.foreign = len(self.order) - (parties.home in self.order)
        self.counted = self._counted()
        self.counted_at = list(self.counted)

    def _counted(self) -> dict[int, str]:
        """By sentence, the country whose statistics or partners are told of there: `Өзбекстан Ұлттық статистика комитетінің
        дерегінше`, `Өзбекстанның негізгі сауда серіктестері`."""
        passage, found = self.passage, {}
        for i, opens in enumerate(map(_opens_whose, passage.norms)):
            if not opens or WHOSE.longest(passage.norms, i) is None:
                continue
            index = passage.of_token[i]
            inside = next((ent for ent in passage.sentences[index].places if ent.start <= i < ent.end), None)
            if inside is not None:
                code = company_code(tuple(passage.norms[inside.start : inside.end]))
            else:
                near = (m for m in self.parties.every[index] if 0 <= i - m.end <= WHOSE_REACH and m.case in ("gen", ""))
                code = next((m.codes[0] for m in near if len(m.codes) == 1), None)
            if code:
                found[index] = code
        return found

    def whose(self, index: int) -> Optional[str]:
        """The country whose statistics or partners were told of last, up to a sentence."""
        place = bisect_right(self.counted_at, index)
        return self.counted[self.counted_at[place - 1]] if place else None

    def word(self, i: int, sentence: Sentence) -> str:
        return self.stems[i] if sentence.start <= i < sentence.end else "|"

    def words(self, indices: Iterable[int]) -> list[str]:
        return list(dict.fromkeys([stem for stem in map(self.stems.__getitem__, indices) if _is_word[stem]]))

    # Is it a flow?

    def of_kind(self, sentence: Sentence, zone: Zone, context: Context) -> list[str]:
        main = self.directions.main(sentence, zone)
        out = ["bias", f"main={main}", f"main={main}&case={zone.case}", f"way={coarse(main)}"]
        out += context.named()
        rule, leaning, last, gap = context.rule, context.leaning, context.last, context.gap
        out += [f"rule={rule}&last={last}&gap={gap}", f"leaning={leaning}&last={last}&gap={gap}"]
        out += [f"rule={rule}&lean={leaning}", *self._amount(zone, context), *self._beside(sentence, zone, last)]
        out += [*self._cues(sentence, zone), *self._places(sentence, zone), *self._earlier(sentence)]
        out += [f"change={is_change(self.passage, zone)}", f"rises={zone.rises_from}"]
        return out

    def _amount(self, zone: Zone, context: Context) -> list[str]:
        value, bracket = zone.value or 0, zone.bracket is not None
        currency = self._currency(zone)
        return [
            f"cur={currency}", f"cur={currency}&last={context.last}", f"case={zone.case}", f"bracket={bracket}",
            f"size={int(log10(value)) if value >= 1 else 0}",
            f"bracket={bracket}&last={context.last}&gap={context.gap}",
        ]

    @staticmethod
    def _currency(zone: Zone) -> str:
        return zone.currency if zone.currency in CURRENCIES else "other"

    def _beside(self, sentence: Sentence, zone: Zone, last: str) -> list[str]:
        """The words about the amount: those beside it, of its clause, of its zone and of the rest of the sentence."""
        norms, masked = self.passage.norms, self.passage.masked
        right = [self.word(i, sentence) for i in range(zone.end, zone.end + BESIDE)]
        left = [self.word(i, sentence) for i in range(zone.start - 1, zone.start - BESIDE - 1, -1)]
        out = [f"r{i}={word}" for i, word in enumerate(right)] + [f"l{i}={word}" for i, word in enumerate(left)]
        out += [f"r01={right[0]}_{right[1]}", f"r0={right[0]}&case={zone.case}", f"l0={left[0]}&case={zone.case}"]
        out.append(f"l0={left[0]}&r0={right[0]}&last={last}")
        ends = (i for i in range(zone.end, zone.right) if masked[i] in BREAKS and looks_finite(norms[i - 1]))
        clause = range(zone.end, next(ends, zone.right))
        out += [f"R={word}" for word in self.words(clause)]
        last_word = next((self.stems[i] for i in reversed(clause) if self.stems[i][:1].isalpha()), "|")
        out += [f"pred={last_word}", f"pred={last_word}&case={zone.case}"]
        out += [f"L={word}" for word in self.words(range(zone.left, zone.start))]
        rest = (i for i in range(sentence.start, sentence.end) if not zone.left <= i < zone.right)
        return out + [f"S={word}" for word in self.words(rest)]

    def _cues(self, sentence: Sentence, zone: Zone) -> list[str]:
        out: list[str] = []
        nearest: dict[str, Cue] = {}
        for cue in self.passage.cues(sentence):
            inside: bool | str = zone.left <= cue.start and cue.end <= zone.right
            if zone.bracket and inside:
                inside = zone.bracket[0] < cue.start < zone.bracket[1] or "outer"
            side = "R" if cue.start >= zone.end else "L"
            name = f"cue={side}{inside}:{cue.role}:{cue.kind}"
            out.append(name)
            if inside:
                distance = cue.start - zone.end if side == "R" else zone.start - cue.end
                out += [f"{name}:{cue.ending.case}:{cue.form}", f"{name}:{zone.case}", f"{name}:{bucket(distance)}"]
            if side == "L" or side not in nearest:
                nearest[side] = cue
        for side, cue in nearest.items():
            name = f"near={side}:{cue.role}:{cue.kind}"
            out += [name, f"{name}:{cue.ending.case}&case={zone.case}"]
        return [*out, "nears=" + "/".join(f"{side}{cue.role}{cue.kind}" for side, cue in nearest.items())]

    def _places(self, sentence: Sentence, zone: Zone) -> list[str]:
        home = self.parties.home
        here = self.parties.mentions[sentence.index]
        own = [m for m in here if zone.left <= m.start < zone.right and m.codes]
        codes = {code for m in here for code in m.codes}
        own_codes = {code for m in own for code in m.codes}
        labels = set(self.labels[zone.left : min(zone.right, sentence.end)])
        out = [f"codes={min(3, len(codes))}", f"zcodes={min(3, len(own_codes))}&cur={self._currency(zone)}"]
        out += [f"abroad={bool(codes - {home})}", f"foreign={min(4, self.foreign)}"]
        out += [f"{label.lower()}={label in labels}" for label in ("ORG", "PERSON", "GPE")]
        for m in own:
            side = "R" if m.start >= zone.end else "L"
            out += [f"m={'home' if m.codes[0] == home else 'for'}:{m.case}:{side}", f"m={m.kind}:{m.case}"]
        return out

    def _earlier(self, sentence: Sentence) -> list[str]:
        """What the sentences before, and the title, speak of."""
        before = self.passage.sentences[max(0, sentence.index - 2) : sentence.index]
        told = [cue for s in before for cue in self.passage.cues(s) if cue.role in ("noun", "blocker")]
        out = [f"before={cue.role}:{cue.kind}" for cue in told] + [f"title={kind}" for kind in self.title]
        if told:
            out.append(f"before-last={told[-1].role}:{told[-1].kind}&nocue={not self.passage.cues(sentence)}")
        return out

    # Who are its parties?

    def candidates(self, asked: Asked) -> list[Optional[str]]:
        """The codes that may be a party, the nearest first, and None for none."""
        every, index = self.parties.every, asked.sentence.index
        codes = dict.fromkeys(code for code in (*asked.answer, *asked.before) if code)
        codes.update(dict.fromkeys(code for _, pair in asked.memories for code in pair if code))
        for m in sorted(every[index], key=lambda m: abs(m.start - asked.zone.start)):
            codes.update(dict.fromkeys(m.codes))
        for at in range(index - 1, max(-1, index - REACH - 1), -1):
            for m in reversed(every[at]):
                codes.update(dict.fromkeys(m.codes))
        codes.update(dict.fromkeys(self.parties.lead_pair(index)))
        codes[self.parties.home] = None
        codes.update(dict.fromkeys(list(self.order)[:3]))
        return [None, *list(codes)[:MOST_CANDIDATES]]

    def named(self, asked: Asked, pair: Pair) -> list[tuple[int, int]]:
        """The tokens that name a pair: for each code its mention nearest to the amount, else the last one before."""
        found, index = [], asked.sentence.index
        for code in filter(None, pair):
            for at in range(index, max(-1, index - REACH - 1), -1):
                told = [m for m in self.parties.every[at] if code in m.codes and m.kind not in PRONOUNS]
                if told:
                    found.append(min(told, key=lambda m: abs(m.start - asked.zone.start)))
                    break
        return [(m.start, m.end) for m in found]


def status_features(kind_features: Iterable[str], rule: str, ahead: bool, inherited: str) -> list[str]:
    """What the kind was decided from, the rules' status, whether the period lies ahead, and the status carried on."""
    return [*kind_features, f"rule={rule}", f"rule={rule}&ahead={ahead}", f"inherited={inherited}",
            f"rule={rule}&inherited={inherited}"]  # fmt: skip


def ordered(a: Optional[str], b: Optional[str]) -> bool:
    """Whether two codes stand as the parties of a turnover do: alphabetically, None last."""
    return b is None if a is None else b is None or a < b
