"""Mentions of those who trade, sentence by sentence, each with the case that gives it its role.

A mention is a GPE or bloc, a company of a known country, an adjective (`қазақстандық`, `өзбек тарапы`), or a
phrase that stands for a party: `екі ел`, `бұл ел`, `еліміз`, `Орталық Азия елдері`.
"""
import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import Optional

from spacy.tokens import Span

from .. import places, vocabulary
from ..language.words import Remembered
from ..vocabulary import Ending, Lexicon, stems
from ..vocabulary.endings import ENDINGS
from ..vocabulary.lexicon import Hit
from .companies import Companies
from .cues import DATA as CUES
from .cues import JOINS, NOUNS, TOGETHER, lexicon, names_flow, phrases, table
from .passage import Passage, Sentence

DATA = vocabulary.read("flow_parties")
STANDINS = ("pair", "home", "other", "same", "open")
TYPE_REACH = 5
FOR_REACH = 4
QUOTES = ("»", '"', "”", "“", "'")
BARE = Ending()
NO_PARTY = ("loc-adj", "adj", "lik", "acc", "equative")
BLOCS = frozenset(DATA["blocs"])
OTHER_BODIES = frozenset(DATA["other_bodies"])


def _standins() -> Lexicon:
    """Stand-ins by kind, and by-names by the code of their country."""
    named = [(phrase, code) for code, listed in DATA["by_names"].items() for phrase in phrases(listed)]
    return table([*((phrase, kind) for kind in reversed(STANDINS) for phrase in phrases(DATA[kind])), *named])


def _heads() -> Lexicon:
    return table((phrase, kind) for kind, listed in DATA["heads"].items() for phrase in phrases(listed))


STAND_INS = _standins()
HOME_ADJECTIVES = lexicon(DATA["home_adjectives"])
HEADS = _heads()
ADJECTIVAL_HEADS = lexicon(DATA["adjectival_heads"])
POSTS = lexicon(DATA["posts"])
BETWEEN = lexicon(DATA["between"])
NO_STANDINS = lexicon(DATA["no_standins"])
FOR = lexicon(DATA["for"])
MANY = lexicon(DATA["many"])
GOODS = table((phrase, True) for phrase in phrases(vocabulary.read("flow_goods")["goods"]))
SKIPPED = {case: lexicon(listed) for case, listed in DATA["skip_after"].items()}
PRONOUNS = table([
    *((phrase, (kind, "")) for kind in ("they", "you", "self", "first", "second") for phrase in phrases(CUES[kind])),
    *((phrase, ("self", "gen")) for phrase in phrases(CUES["own"])),
    *((phrase, ("", "")) for phrase in phrases(CUES["no_pronoun"])),
    *((phrase, ("they", case)) for case, listed in CUES["they_in_case"].items() for phrase in phrases(listed)),
])  # fmt: skip
STRONG = ("gen", "abl", "dat", "ins", "loc-adj", "loc", "lik")
PLAIN_ENDS = ("stan", "iia", "tai")
OWNERS = ("place", "other", "same", "home")
PLURAL = re.compile(r"[ldt][ae]r\Z")
OURS = re.compile(r"[a-zş]{2,}(?:[^aeiou]imiz|[a-zş]miz(?:din|nin|ge|ga|di|ni|da|de|dan|den|ben|men|benen|menen))\Z")


@dataclass
class Mention:
    """A party named or stood for.

    start, end (int): its tokens. kind (str): place, adjective, company or one of `STANDINS`.
    codes (tuple): country or bloc codes; empty for a place without one.
    case (str): as in `vocabulary.Ending`, "post" for `Қазақстан Президенті`, "through" for a route.
    head (str): "actor", "place" or "goods" where a noun follows that takes the case (`қытай нарығына`).
    group (int): mentions joined by a conjunction have one number.
    """

    start: int
    end: int
    kind: str
    codes: tuple[str, ...]
    case: str
    head: str = ""
    group: int = -1
    between: bool = False


@lru_cache(maxsize=1 << 14)
def name_case(norms: tuple[str, ...]) -> str:
    """The case of a name: as the table of places reads it, else from an ending that can't be misread."""
    *front, last = norms
    if front and front[-1] == "-" and last in ENDINGS and len(last) <= 5:
        return ENDINGS[last].case
    match = places.gazetteer().match(norms, 0)
    if match is not None and match.end == len(norms):
        return match.ending.case
    if front:
        head = HEADS.word(last)
        if head is not None:
            return head[1].case
    if last.endswith(PLAIN_ENDS):
        return ""
    read = ((ending.case, len(last) - len(stem)) for stem, ending in stems(last) if len(stem) > 2)
    found = [case for case, size in read if case in STRONG and size > 1]
    return found[-1] if found else ""


@lru_cache(maxsize=1 << 14)
def adjective_code(norm: str) -> Optional[str]:
    return places.demonym(norm)


@lru_cache(maxsize=1 << 14)
def opens_mention(norm: str) -> bool:
    """Whether a stand-in, a pronoun or a country's adjective may begin with a word."""
    return STAND_INS.opens(norm) or PRONOUNS.opens(norm) or adjective_code(norm) is not None or names_ours(norm)


_opening = Remembered(lambda norm: bool(norm) and opens_mention(norm))


@lru_cache(maxsize=1 << 14)
def names_ours(norm: str) -> bool:
    """Whether a noun has the possessive of `біз`: `саудагерлеріміз`, `базарымызға`; not a verb (`барамыз`)."""
    return OURS.search(norm) is not None


@lru_cache(maxsize=1 << 12)
def ours_case(norm: str) -> str:
    return next((ending.case for stem, ending in stems(norm) if ending.possessive == "1"), "")


@lru_cache(maxsize=1 << 14)
def is_owned(norm: str) -> bool:
    """Whether a noun of some length has the possessive of the third person: it is what a genitive before it owns."""
    return any(ending.possessive == "3" and len(stem) > 3 for stem, ending in stems(norm))


def says_nothing(norm: str) -> bool:
    """Whether a word says nothing of the name before it: no party, no goods, no flow, nor what the name is or owns."""
    tables = (HEADS, GOODS, NOUNS, POSTS, *SKIPPED.values())
    return norm[:1].isalpha() and not (any(table.opens(norm) for table in tables) or opens_mention(norm) or is_owned(norm))


_silent = Remembered(says_nothing)


@lru_cache(maxsize=1 << 12)
def people_case(norm: str) -> str:
    """The case of a people's name: `түріктерге` dat, `өзбек` ""."""
    code = places.demonym(norm)
    found = [e.case for stem, e in stems(norm) if e.case in (*STRONG, "acc") and places.demonym(stem) == code]
    return found[-1] if found else ""


@lru_cache(maxsize=1 << 14)
def owned_case(norm: str) -> str:
    """The case of a noun with the possessive of the third person: `қоймаларынан` abl; "" for any other word."""
    for stem, ending in stems(norm):
        if ending.possessive == "3" and ending.case in ("gen", "dat", "abl", "ins", "loc") and len(stem) > 3:
            return ending.case
    return ""


class Mentions:
    """Finds the mentions of a sentence.

    passage (Passage): the document. home (str): the code that `еліміз` and `біз` have.
    """

    def __init__(self, passage: Passage, home: str):
        self.passage, self.home = passage, home
        self.companies = Companies(passage)
        self._places = [i for i, opens in enumerate(map(_opening.__getitem__, passage.masked)) if opens]
        self._group = 0

    def of(self, sentence: Sentence) -> tuple[list[Mention], list[Mention]]:
        """The mentions that the rules look at, in groups; and those of the models: peoples, pronouns and nouns of `біз`."""
        self._faint: list[Mention] = []
        places = self._places[bisect_left(self._places, sentence.start) : bisect_left(self._places, sentence.end)]
        if not places and not sentence.places:
            return [], self._faint
        found = self._find(sentence, places)
        for mention in (*found, *self._faint):
            if mention.case in ("", "adj"):
                self._for(mention, sentence.end)
        self._group = self._join(found, self._group)
        return found, self._faint

    def _find(self, sentence: Sentence, places: list[int]) -> list[Mention]:
        """places (list): where a mention may begin that is no entity."""
        norms, masked = self.passage.norms, self.passage.masked
        found = [mention for span in sentence.places if (mention := self._named(span)) is not None]
        end = sentence.start
        for i in places:
            if i < end:
                continue
            hit = STAND_INS.longest(masked, i)
            if hit is not None and hit.end <= sentence.end and not self._is_no_standin(hit, i, sentence):
                if hit.value in ("same", "other") and self._is_many(hit, i, sentence):
                    hit = hit._replace(value="open")
                kind, codes = (hit.value, ()) if hit.value in STANDINS else ("place", (hit.value,))
                if kind == "home":
                    codes = (self.home,)
                case = "adj" if HOME_ADJECTIVES.word(masked[i]) and hit.end == i + 1 else hit.ending.case
                found.append(self._headed(Mention(i, hit.end, kind, codes, case)))
                end = hit.end
                continue
            told = PRONOUNS.longest(masked, i)
            if told is not None and told.end <= sentence.end:
                self._pronoun(i, told, sentence.end)
                end = told.end
                continue
            code = adjective_code(masked[i])
            if code:
                mention = Mention(i, i + 1, "adjective", (code,), "adj")
                if not PLURAL.search(norms[i]):
                    self._headed(mention)
                    if not mention.head and self._goods_follow(i + 1, sentence.end):
                        mention.head = "goods"
                if mention.head or self._describes(i, norms[i]):
                    found.append(mention)
                else:
                    mention.kind, mention.case = "people", people_case(norms[i])
                    if not mention.case and not PLURAL.search(norms[i]):
                        self._owning(mention, masked[i + 1 : min(i + 3, sentence.end)])
                    self._faint.append(mention)
            elif names_ours(masked[i]):
                self._faint.append(Mention(i, i + 1, "ours", (self.home,), ours_case(masked[i])))
        found.sort(key=lambda mention: mention.start)
        return found

    def _pronoun(self, start: int, told: Hit, end: int) -> None:
        """A pronoun, unless it is another word (`өзіндік`, `озды`) or only a measure (`одан бөлек`)."""
        kind, case = told.value
        if not kind or kind == "self" and case and told.ending.case:
            return
        case = told.ending.case or case
        after = self.passage.masked[told.end] if told.end < end else ""
        if case == "abl" and after and SKIPPED["abl"].word(after):
            return
        codes = (self.home,) if kind == "you" else ()
        self._faint.append(Mention(start, told.end, kind, codes, case))

    def _goods_follow(self, start: int, end: int) -> bool:
        """Whether one of the next two words names goods, and no noun that is owned stands before it."""
        masked = self.passage.masked
        for i in range(start, min(start + 2, end)):
            if masked[i] and GOODS.longest(masked, i):
                return True
            if not masked[i] or is_owned(masked[i]):
                return False
        return False

    def _is_no_standin(self, hit, start: int, sentence: Sentence) -> bool:
        if hit.value != "same":
            return False
        named = any(span.end == start for span in sentence.places)
        return named or hit.ending.case in NO_PARTY or NO_STANDINS.word(self.passage.masked[start]) is not None

    def _is_many(self, hit, start: int, sentence: Sentence) -> bool:
        """`57 елге`, `елдерге`: countries without a name; not `Еуропалық одақ елдеріне`."""
        before = self.passage.norms[start - 1] if start > sentence.start else ""
        many = before[:1].isdigit() or MANY.word(before) is not None
        return many or hit.value == "same" and hit.ending.plural

    def _describes(self, i: int, norm: str) -> bool:
        """Whether an adjective of a country says where goods, money or an actor come from."""
        if norm.endswith(("lik", "liq", "dik", "diq", "tik", "tiq")):
            return True
        after = self.passage.masked[i + 1 : i + 4]
        return any(norm and ADJECTIVAL_HEADS.word(norm) for norm in after[:2])

    def _named(self, span: Span) -> Optional[Mention]:
        norms = self.passage.norms
        code = span.kb_id_
        kind = "place"
        last = span.end
        while last > span.start + 1 and not norms[last - 1][:1].isalnum():
            last -= 1
        words = tuple(norms[span.start : last])
        if span.label_ == "ORG":
            code = code or places.bloc(words) or self.companies.code(words)
            if not code or code in OTHER_BODIES:
                return None
            kind = "company" if len(code) == 2 and code not in BLOCS else "bloc"
            if kind == "bloc" and code not in BLOCS:
                return Mention(span.start, span.end, "open", (), name_case(words))
            if kind == "company":
                company = Mention(span.start, span.end, kind, (code,), "", "actor")
                if span.end < len(norms) and norms[span.end] in QUOTES:
                    self._typed(company, span.end + 1)
                    return company
                company.case = name_case(words)
                if not company.case:
                    self._owning(company, self.passage.masked[span.end : span.end + 2])
                return company
        if not code:
            return None
        return self._headed(Mention(span.start, span.end, kind, (code,), name_case(words)))

    def _headed(self, mention: Mention) -> Mention:
        """Take the case of a noun that follows (`Қытай нарығына`, `қырғыз тарапы`), and mark posts and routes."""
        masked = self.passage.masked
        end = self.passage.sentences[self.passage.of_token[mention.start]].end
        after = masked[mention.end : min(mention.end + 3, end)]
        if all(map(_silent.__getitem__, after)):
            return mention
        if mention.case in ("", "adj") and after and after[0] and mention.kind != "same":
            if POSTS.word(after[0]) and mention.kind != "adjective":
                mention.case = "post"
                return mention
            if mention.case == "" and SKIPPED["nom"].word(after[0]):
                mention.case = "through"
                return mention
        if mention.case in ("dat", "abl") and after and after[0]:
            if any(n and SKIPPED[mention.case].word(n) for n in after[:2]):
                mention.case = "post"
                return mention
        if mention.case in ("", "adj", "gen", "loc-adj"):
            reach = 1 if mention.kind == "same" else 3 if mention.case == "gen" else 2
            for offset in range(min(reach, len(after))):
                norm = after[offset]
                silent = _silent[norm]
                if not silent and (not norm[:1].isalpha() or names_flow(masked, mention.end + offset)):
                    break
                if not silent and self._stands_for_another(mention.end + offset):
                    break
                if offset and mention.case == "gen" and is_owned(after[offset - 1]):
                    break
                if silent:
                    continue
                head = HEADS.longest(masked, mention.end + offset)
                while head is not None and head.ending == BARE and head.end < end:
                    further = HEADS.longest(masked, head.end)
                    if further is None:
                        break
                    head = further
                if head is not None and mention.case == "gen" and head.ending.case in ("", "gen"):
                    if offset or head.ending == BARE:
                        break
                if head is not None and not (mention.case == "gen" and head.value == "goods"):
                    if mention.case == "loc-adj" and head.value != "actor":
                        break
                    mention.head = head.value
                    mention.case = head.ending.case
                    through = masked[head.end] if head.end < end else ""
                    if not mention.case and through and SKIPPED["nom"].word(through):
                        mention.case = "through"
                    break
        if mention.case in ("", "gen") and not mention.head and mention.kind in OWNERS:
            self._owning(mention, after)
        return mention

    def _typed(self, company: Mention, at: int) -> None:
        """A company in quotation marks takes the case of the word for what it is (`«Алтын дән» шаруа қожалығынан`)."""
        masked = self.passage.masked
        end = self.passage.sentences[self.passage.of_token[company.start]].end
        for i in range(at, min(at + TYPE_REACH, end)):
            if not masked[i][:1].isalpha() or names_flow(masked, i) or opens_mention(masked[i]):
                return
            head = HEADS.longest(masked, i)
            if head is not None and head.value == "actor" and head.ending.case not in NO_PARTY:
                company.case = head.ending.case
                return

    def _stands_for_another(self, i: int) -> bool:
        """`Тәжікстан біздің елге`, `Греция италиялық компанияларға`: what follows a name is a party of its own."""
        norm = self.passage.masked[i]
        if not _opening[norm]:
            return False
        if adjective_code(norm) is not None or PRONOUNS.word(norm) is not None:
            return True
        hit = STAND_INS.longest(self.passage.masked, i)
        return hit is not None and hit.value in ("home", "other", "pair")

    def _owning(self, mention: Mention, after: list[str]) -> None:
        """A name before a noun that it owns takes that noun's case (`Прага қоймаларынан`, `Шалқар бекетіне`)."""
        for offset, norm in enumerate(after[:2]):
            at = mention.end + offset
            if _silent[norm]:
                if offset and is_owned(after[offset - 1]):
                    return
                continue
            if not norm[:1].isalpha() or names_flow(self.passage.masked, at) or self._stands_for_another(at):
                return
            if GOODS.longest(self.passage.masked, at) is not None or offset and is_owned(after[offset - 1]):
                return
            case = owned_case(norm)
            if case == "gen":
                case = next((found for found in map(owned_case, after[offset + 1 : offset + 2]) if found != "gen"), "")
            if case:
                mention.head, mention.case = "owned", case
                return

    def _for(self, mention: Mention, end: int) -> None:
        """Mark what something without a case of its own is for: `Қазақстан үшін`, `тәжік диірмендері үшін`."""
        masked = self.passage.masked
        for i in range(mention.end, min(mention.end + FOR_REACH, end)):
            if not masked[i] or _opening[masked[i]]:
                return
            if FOR.word(masked[i]):
                goods = GOODS.word(masked[i - 1])
                if i == mention.end or (goods[1].possessive == "3" if goods is not None else is_owned(masked[i - 1])):
                    mention.case = "for"
                return

    def _join(self, found: list[Mention], group: int) -> int:
        """Number the groups, and give each member the case of the last (`Қытай мен Ресейге`)."""
        norms = self.passage.norms
        last: Optional[Mention] = None
        for mention in found:
            if last is None or not self._linked(last, mention):
                group += 1
            mention.group, last = group, mention
        for before, after in reversed(list(zip(found, found[1:]))):
            if before.group == after.group and before.case in ("", "adj", "ins") and before.kind != "adjective":
                before.case, before.head = after.case, after.head
        for i, mention in enumerate(found):
            after = norms[mention.end] if mention.end < len(norms) else ""
            follows = found[i + 1] if i + 1 < len(found) else None
            if after in TOGETHER and mention.case == "" and (follows is None or follows.group != mention.group):
                mention.case = "ins"
            if after and BETWEEN.word(after):
                for other in found:
                    other.between = other.between or other.group == mention.group
        return group

    def _linked(self, before: Mention, after: Mention) -> bool:
        gap = self.passage.norms[before.end : after.start]
        if "open" in (before.kind, after.kind) and "-" in gap:
            return False
        if not gap or len(gap) > 2 or not all(norm in JOINS for norm in gap):
            return not gap and before.case == "ins"
        if before.case == "ins":
            return gap[0] != ","
        return before.case in ("", after.case)
