"""Clauses: which predicate governs an amount, and which part in it each place of the passage plays.

Kazakh and Karakalpak are head-final: what belongs to a predicate stands before it, and a finite verb, a condition or a
converb before a comma ends a clause. A clause without a subject goes on with the subject of the clause, or the sentence,
before it. `flow_frames.json` lists the predicates by what they do with goods or money, and says which side of the trade
each part of them is. Nothing is parsed further than that.
"""
import re
from functools import lru_cache
from typing import NamedTuple, Optional

from .. import vocabulary
from ..vocabulary import phrase_norms, stems
from .cues import LEVEL, NEUTRAL, names_flow, phrases, table
from .mentions import GOODS, HEADS, PLURAL, Mention
from .parties import Parties
from .passage import BREAKS, Passage, Sentence, Zone
from .verbs import Verb, VerbTable, looks_finite, opener

DATA = vocabulary.read("flow_frames")
SLOTS: dict[str, str] = DATA["slots"]
SIDES: dict[str, dict[str, str]] = DATA["sides"]
INVESTED: dict[str, dict[str, str]] = DATA["invested"]
TAKES_CAPITAL = frozenset(DATA["takes_capital"])
PAYS = ("pay", "give", "get")
VERBS = VerbTable((stem, kind) for kind, listed in DATA["verbs"].items() for stem in phrases(listed))
NOUNS = table((phrase, kind) for kind, listed in DATA["nouns"].items() for phrase in phrases(listed))
_opens_predicate = opener(VERBS, NOUNS)
MOVES_MONEY = frozenset(DATA["moves_money"])
MOVES_ITSELF = ("go", "come")
COPULAS = frozenset(phrase_norms(DATA["copulas"]))
FORMS = {"participle": "p", "habit": "p", "noun": "n", "converb": "c"}
OWNERS = ("agent", "owner")
ACTORS = ("seller", "buyer", "investor")
FIRST_PERSON = ("dik", "diq", "tik", "tiq", "miz", "dim", "tim")
SURE_ENDS = {"dat": ("ga", "ge", "qa", "ke"), "abl": ("dan", "den", "tan", "ten"), "gen": ("nin", "din", "tin")}
SUBJECT_REACH = 3
LINKS = ("own", "over", "rel", "row", "chain", "later")
RELATIVE = re.compile(r"[a-zş]{3,}(?:[gq]an|[gk]en|[aei]tin)\Z")


@lru_cache(maxsize=1 << 14)
def noun_case(norm: str) -> str:
    """The case of a noun (`дәріханаларда` loc, `өнеркәсіпке` dat, `дүкендер` ""); "adj" where none is sure."""
    if PLURAL.search(norm):
        return ""
    for stem, ending in stems(norm):
        if len(stem) > 2 and ending.case in ("gen", "dat", "abl", "loc") and (ending.plural or ending.possessive == "3"):
            return ending.case
    return next((case for case, ends in SURE_ENDS.items() if len(norm) > 5 and norm.endswith(ends)), "adj")


@lru_cache(maxsize=1 << 10)
def sides_of(kind: str, invested: bool) -> dict[str, str]:
    """The side that a predicate's class gives each part; where capital moves, it goes where money goes."""
    if invested:
        return INVESTED["take" if kind in TAKES_CAPITAL else "give"]
    told = SIDES.get(kind) or SIDES.get(kind.split(":")[0], {})
    theme = "x" if kind.removesuffix("P") in MOVES_ITSELF else "o"
    return {"goods": "o", "for": "x" if kind.endswith(":money") else "d", "theme": theme, **told}


@lru_cache(maxsize=1 << 14)
def is_actor(norm: str) -> bool:
    found = HEADS.word(norm)
    return found is not None and found[0] == "actor"


class Predicate(NamedTuple):
    """A word that trade is told with: its tokens, its class in `flow_frames.json` (with P for a passive), its form
    ("p" participle, "n" noun, "c" converb, "f" finite) and whether it is of the first person."""

    start: int
    end: int
    kind: str
    form: str
    first: bool = False


class Frame(NamedTuple):
    """What governs an amount.

    kind (str): the predicate's class, with ":money" where the amount is what moves. form (str): as in `Predicate`.
    via (str): how the amount is linked to it: "R" and "L" in its own words, "row" at the end of its row, "prev" with the
        amount before, "left" earlier in the sentence, "" for none.
    parts (dict): code to its slot, link and the side that the frame gives it ("o", "d" or "x").
    """

    kind: str
    form: str
    via: str
    parts: dict[str, tuple[str, str, str]]
    filled: str = ""


NO_FRAME = Frame("", "", "", {})


class Clauses:
    """Reads the clauses of a passage, each sentence once, when asked."""

    def __init__(self, passage: Passage, parties: Parties):
        self.passage, self.parties = passage, parties
        self._ends: dict[int, list[int]] = {}
        self._predicates: dict[int, list[Predicate]] = {}
        self._governors: dict[int, tuple[Optional[Predicate], str]] = {}
        self._frames: dict[tuple[int, bool], Frame] = {}
        self._headings: dict[int, Optional[Sentence]] = {}
        self._last: Optional[Predicate] = None
        self._told = -9

    def ends(self, sentence: Sentence) -> list[int]:
        """Where the clauses of a sentence end: tokens, each behind the mark that parts it from the next."""
        if sentence.index not in self._ends:
            norms, masked = self.passage.norms, self.passage.masked
            found = [
                i + 1 for i in range(sentence.start + 1, sentence.end - 1)
                if norms[i] == ";" or norms[i] in BREAKS and looks_finite(masked[i - 1])
            ]
            self._ends[sentence.index] = [*found, sentence.end]
        return self._ends[sentence.index]

    def clause(self, sentence: Sentence, i: int) -> tuple[int, int]:
        start = sentence.start
        for end in self.ends(sentence):
            if i < end:
                return start, end
            start = end
        return start, sentence.end

    def predicates(self, sentence: Sentence) -> list[Predicate]:
        if sentence.index not in self._predicates:
            self._predicates[sentence.index] = self._read(sentence)
        return self._predicates[sentence.index]

    def _read(self, sentence: Sentence) -> list[Predicate]:
        masked, norms = self.passage.masked, self.passage.norms
        named = {cue.start: cue for cue in self.passage.cues(sentence) if cue.role in ("noun", "adjective")}
        found: list[Predicate] = []
        i = sentence.start
        while i < sentence.end:
            if not masked[i] or i not in named and not _opens_predicate(masked[i]):
                i += 1
                continue
            verb = VERBS.longest(masked, i)
            if verb is not None and verb.end <= sentence.end and verb.form != "linking":
                if not verb.value:
                    i = verb.end
                    continue
                kind = verb.value + ("P" if verb.passive else "")
                before = found[-1] if found else None
                if before is not None and before.end == i and before.form == "c":
                    found[-1] = before._replace(end=verb.end, form=self._form(verb, sentence))
                else:
                    first = norms[verb.end - 1].endswith(FIRST_PERSON)
                    found.append(Predicate(i, verb.end, kind, self._form(verb, sentence), first))
                i = verb.end
                continue
            cue = named.get(i)
            if cue is not None:
                found.append(Predicate(i, cue.end, cue.kind, "n", cue.ending.possessive == "1"))
                i = max(cue.end, i + 1)
                continue
            noun = NOUNS.longest(masked, i)
            if noun is not None and noun.end <= sentence.end:
                found.append(Predicate(i, noun.end, noun.value, "n", noun.ending.possessive == "1"))
                i = noun.end
                continue
            i += 1
        return found

    def _form(self, verb: Verb, sentence: Sentence) -> str:
        """The form of a verb; a participle that ends its clause is a finite perfect (`төлеген.`, `жіберген еді`)."""
        if verb.form == "participle" and not verb.ending.case and not verb.ending.possessive:
            after = self.passage.masked[verb.end] if verb.end < sentence.end else "."
            if after and (not after[:1].isalnum() or after in COPULAS):
                return "f"
        return FORMS.get(verb.form, "f")

    def governor(self, sentence: Sentence, zone: Zone) -> tuple[Optional[Predicate], str]:
        """The predicate that an amount depends on, and how it is linked to it."""
        if zone.start not in self._governors:
            if sentence.index - self._told > 2:
                self._last = None
            word, via = self._governors[zone.start] = self._govern(sentence, zone)
            if via != "back":
                self._last, self._told = word, sentence.index
        return self._governors[zone.start]

    def _govern(self, sentence: Sentence, zone: Zone) -> tuple[Optional[Predicate], str]:
        found = [word for word in self.predicates(sentence) if not self._raises_level(zone, word)]
        if not found:
            heading = self._heading(sentence)
            if heading is not None:
                return self.predicates(heading)[-1], "head"
            return self._last, "back" if self._last is not None else ""
        start, end = self.clause(sentence, zone.start)
        right, left = min(zone.right, end), max(zone.left, start)
        for word in found:
            if zone.end <= word.start < right:
                return word, "R"
        for word in reversed(found):
            if left <= word.start and word.end <= zone.start:
                return word, "L"
        after = [money for money in sentence.money if zone.end <= money.start < end]
        if after:
            for word in found:
                if after[-1].end <= word.start < end:
                    return word, "row"
        before = [money for money in sentence.money if money.end <= zone.start]
        if before and before[-1].start in self._governors:
            word, _ = self._governors[before[-1].start]
            if word is not None:
                return word, "prev"
        for word in reversed(found):
            if word.end <= zone.start:
                return word, "left"
        return self._last, "back" if self._last is not None else ""

    def _heading(self, sentence: Sentence) -> Optional[Sentence]:
        """The line before a list that a sentence is an item of, if it ends with what the items do (`Шиені ең көп сатып алған
        елдер:`, `Негізгі жеткізушілер:`)."""
        items, heading, item = [], None, sentence
        while item.index not in self._headings:
            items.append(item.index)
            before = self._line_before(item)
            if before is None or not item.money:
                break
            if self._is_heading(before):
                heading = before
                break
            if not before.money or self.predicates(before):
                break
            item = before
        else:
            heading = self._headings[item.index]
        self._headings.update(dict.fromkeys(items, heading))
        return heading

    def _line_before(self, sentence: Sentence) -> Optional[Sentence]:
        """The sentence before, numbers of a list's items left aside."""
        at = sentence.index - 1
        while at > 0 and self._is_number(self.passage.sentences[at]):
            at -= 1
        return self.passage.sentences[at] if at >= 0 else None

    def _is_number(self, sentence: Sentence) -> bool:
        """Whether a sentence is the number of a list's item alone."""
        words = self.passage.norms[sentence.start : sentence.end]
        return len(words) <= 3 and not any(norm[:1].isalpha() for norm in words)

    def _is_heading(self, sentence: Sentence) -> bool:
        words = [norm for norm in self.passage.masked[sentence.start : sentence.end] if not norm.isspace()]
        if not words or words[-1] != ":" or not self.predicates(sentence):
            return False
        last = self.predicates(sentence)[-1]
        if last.form == "n":
            return last.kind in ACTORS
        return last.form == "p" and any(norm and HEADS.word(norm) for norm in self.passage.masked[last.end : sentence.end])

    def _raises_level(self, zone: Zone, word: Predicate) -> bool:
        """`экспортты 3 млрд долларға жеткізу`: the amount is the level, nothing is delivered."""
        if zone.case != "dat" or not zone.end <= word.start <= zone.end + 3:
            return False
        masked = self.passage.masked
        between = (masked[i] for i in range(zone.end, word.start))
        return LEVEL.longest(masked, word.start) is not None and all(norm and NEUTRAL.word(norm) for norm in between)

    def frame(self, sentence: Sentence, zone: Zone, family: str) -> Frame:
        """The frame of an amount of a family of flows."""
        key = zone.start, family == "investment"
        if key not in self._frames:
            self._frames[key] = self._frame(sentence, zone, key[1])
        return self._frames[key]

    def _frame(self, sentence: Sentence, zone: Zone, invested: bool) -> Frame:
        word, via = self.governor(sentence, zone)
        if word is None:
            return NO_FRAME
        kind = word.kind + (":money" if self._moves_money(zone, word, via) else "")
        sides = sides_of(kind, invested)
        parts: dict[str, tuple[str, str, str]] = {}
        ranks: dict[str, tuple[int, int]] = {}
        own_clause = self.clause(sentence, word.start) if via not in ("back", "head") else (sentence.start, sentence.end)
        about = [(sentence, own_clause, m) for m in self.parties.every[sentence.index]]
        if via == "head":
            heading = self._heading(sentence)
            above = self.clause(heading, word.start)
            about += [(heading, above, m) for m in self.parties.every[heading.index]]
        for where, clause, m in about:
            slot = self._slot(m)
            if not m.codes or slot is None or m.kind == "pair":
                continue
            link, own = self._link(where, zone, word, clause, m)
            rank = LINKS.index(link), abs(m.start - zone.start)
            name = slot + (">" if m.start > word.start else "")
            of = sides_of(own.kind, invested) if own is not None else sides
            side = "x" if link in ("later", "rel") else of.get(name) or of.get(slot, "x")
            if word.first and slot in ("agent", "owner") and own is None and m.codes != (self.parties.home,):
                side = "x"
            for code in m.codes:
                if code not in parts or rank < ranks[code]:
                    parts[code], ranks[code] = (name, link, side), rank
        if word.first:
            parts[self.parties.home] = "agent", "we", sides.get("agent", "x")
        elif via != "head" and not any(slot in OWNERS and link != "row" for slot, link, _ in parts.values()):
            subject = self._subject(sentence)
            if subject is not None:
                side = "x" if word.kind.endswith("P") or word.kind in MOVES_ITSELF else sides.get("agent", "x")
                parts.setdefault(subject, ("agent", "before", side))
        told = {side for _, link, side in parts.values() if link != "row"}
        return Frame(kind, word.form, "R" if via == "head" else via, parts, "".join(side for side in "od" if side in told))

    @staticmethod
    def _moves_money(zone: Zone, word: Predicate, via: str) -> bool:
        """Whether the amount itself is what the predicate moves: `11 млн доллар берді`, `соның 4 млн долларын төледі`."""
        kind = word.kind.removesuffix("P")
        if via not in ("R", "row") or word.form not in ("f", "c") or zone.bracket is not None or kind not in MOVES_MONEY:
            return False
        return zone.case == "acc" and kind in PAYS if zone.owned else zone.case in ("", "acc")

    def _slot(self, m: Mention) -> Optional[str]:
        """The part that a mention's case gives it; an adjective has that of its noun (`қазақ инвесторларына` goal)."""
        if m.head == "goods" or m.kind == "ours" and GOODS.longest(self.passage.masked, m.start) or self._before_goods(m):
            return "goods"
        if m.case in ("adj", "lik") and m.kind == "adjective" and m.end < len(self.passage.masked):
            return SLOTS.get(noun_case(self.passage.masked[m.end]), "of")
        return SLOTS.get(m.case)

    def _before_goods(self, m: Mention) -> bool:
        """Whether the goods of a country are named: `бразилиялық кофе`, `қазақ бидайына`, `Қазақстан мұнайын`."""
        masked = self.passage.masked
        told = m.kind in ("adjective", "people") or m.case in ("", "gen", "for")
        if not told or m.head == "actor" or m.end >= len(masked) or not masked[m.end]:
            return False
        hit = GOODS.longest(masked, m.end)
        if hit is None:
            return False
        after = masked[hit.end] if hit.end < len(masked) else ""
        if after and (names_flow(masked, hit.end) or is_actor(after)):
            return False
        return m.kind == "adjective" and m.case in ("adj", "lik") or hit.ending.possessive == "3"

    def _link(
        self, sentence: Sentence, zone: Zone, word: Predicate, clause: tuple[int, int], m: Mention
    ) -> tuple[str, Optional[Predicate]]:
        """How a mention is linked to the governing predicate, and the predicate of its own that it has before that."""
        if not zone.left <= m.start < zone.right:
            low, high = sorted((m.start, zone.start))
            if any(low < money.start < high for money in sentence.money):
                if m.start > sentence.money[0].start or m.start > zone.start:
                    return "row", None
        inside = clause[0] <= m.start < clause[1]
        if not inside and m.start > clause[0] or m.start >= zone.right and m.start > word.start:
            return "later", None
        if m.start > word.start:
            low, high = word.end, m.start
            return "over" if any(low <= other.start < high for other in self.predicates(sentence)) else "own", None
        own = next((p for p in self.predicates(sentence) if m.end <= p.start), word)
        if own.start < word.start:
            parted = any(m.end <= money.start < own.start for money in sentence.money)
            return "over" if inside else "chain", None if parted else own
        masked = self.passage.masked
        if inside and any(RELATIVE.search(norm) for norm in masked[m.end : min(m.end + 3, word.start)] if norm):
            return "rel", None
        return "own" if inside else "chain", None

    def _subject(self, sentence: Sentence) -> Optional[str]:
        """The last subject of the sentences before."""
        for at in range(sentence.index - 1, max(-1, sentence.index - SUBJECT_REACH - 1), -1):
            told = [m for m in self.parties.mentions[at] if m.codes and m.case in ("", "gen") and m.kind != "pair"]
            if told:
                return told[-1].codes[0]
        return None
