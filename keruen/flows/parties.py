"""Who trades: what the mentions of a document refer to, the words that stand for a party among them."""
from collections import Counter
from itertools import chain
from typing import Optional

from .home import home_of
from .mentions import Mention, Mentions
from .passage import BREAKS, Passage
from .verbs import looks_finite

LEAD = 4
NAMING = ("place", "adjective", "people", "bloc", "other")


class Parties:
    """The mentions of a document and what its stand-ins refer to, told sentence by sentence."""

    def __init__(self, passage: Passage):
        self.passage = passage
        self.home = home_of(passage)
        reader = Mentions(passage, self.home)
        self.mentions: list[list[Mention]] = []
        self.every: list[list[Mention]] = []
        for sentence in passage.sentences:
            found, faint = reader.of(sentence)
            self.mentions.append(found)
            self.every.append(sorted(found + faint, key=lambda mention: mention.start) if faint else found)
        every = [mention for found in self.mentions for mention in found]
        self.named = Counter(code for mention in every if mention.kind != "adjective" for code in mention.codes)
        self.codes = {code for mention in every for code in mention.codes}
        self._leads: dict[int, tuple[str, ...]] = {}
        self._refer()
        self._refer_pronouns()

    def _refer(self) -> None:
        """Resolve stand-ins in reading order."""
        recent: list[str] = []
        subject = ""
        pair: tuple[str, ...] = ()
        self.pairs: list[tuple[str, ...]] = []
        paragraph = -1
        for sentence, found in zip(self.passage.sentences, self.mentions):
            if sentence.paragraph != paragraph:
                paragraph, subject = sentence.paragraph, subject
            here: list[str] = []
            for mention in found:
                if mention.kind == "other":
                    mention.codes = self._other(recent, self._actor(found, mention))
                elif mention.kind == "same":
                    mention.codes = (subject or self.home,)
                elif mention.kind == "pair":
                    index = sentence.index
                    mention.codes = self._pair_of(here) or pair or self.lead_pair(index) or self.pair_ahead(index)
                if mention.kind not in ("pair", "open", "same", "home"):
                    for code in mention.codes:
                        if code in recent:
                            recent.remove(code)
                        recent.append(code)
                if mention.kind in ("place", "home") and mention.codes and mention.case in ("", "gen"):
                    subject = mention.codes[0]
                here += [code for code in mention.codes if code not in here]
            together = self._pair_of(here) or self._coordinated(found)
            if together:
                pair = together
            elif len(here) == 1 and here[0] != self.home and here[0] not in pair and self.home in self.codes:
                pair = (here[0], self.home)
            self.pairs.append(pair)

    def _refer_pronouns(self) -> None:
        """Resolve what stands for a name told before: `оған` the last foreign one, `өзі` the last subject, `біріншісі`
        and `екіншісі` those of the sentence before."""
        last: tuple[str, ...] = ()
        subject: tuple[str, ...] = ()
        told: list[str] = []
        for found in self.every:
            here: list[str] = []
            for mention in found:
                if mention.kind == "they":
                    mention.codes = self._not_in_its_clause(last, found, mention)
                elif mention.kind == "self":
                    mention.codes = subject or last
                elif mention.kind in ("first", "second"):
                    listed = here if len(here) > 1 else told
                    if len(listed) > 1:
                        mention.codes = (listed[0 if mention.kind == "first" else -1],)
                else:
                    if mention.codes[:1] != (self.home,) and mention.kind in NAMING:
                        last = mention.codes or last
                    if mention.codes and mention.case == "" and mention.kind != "pair":
                        subject = mention.codes
                    here += [code for code in mention.codes if code not in here]
            told = here or told

    def _not_in_its_clause(self, last: tuple[str, ...], found: list[Mention], pronoun: Mention) -> tuple[str, ...]:
        """What a pronoun means: the country told last, if its clause doesn't name it too; else the one most named."""
        masked, start = self.passage.masked, pronoun.start
        while start > self.passage.sentences[self.passage.of_token[pronoun.start]].start:
            if masked[start - 1] in BREAKS and looks_finite(masked[start - 2]):
                break
            start -= 1
        own = {code for m in found if start <= m.start < pronoun.start for code in m.codes}
        if own.isdisjoint(last):
            return last
        return next(((code,) for code, _ in self.named.most_common() if code not in own), last)

    @staticmethod
    def _actor(found: list[Mention], mention: Mention) -> Optional[str]:
        """The subject that stands before a stand-in in its sentence: `Өзбекстан бұл елге` speaks of another country."""
        before = [m for m in found if m.start < mention.start and m.codes and m.case == "" and m.kind != "pair"]
        return before[-1].codes[0] if before else None

    def _other(self, recent: list[str], actor: Optional[str]) -> tuple[str, ...]:
        """The country that `бұл ел` or `көршісі` means: the foreign one told last, and not the subject of its clause; home
        where a foreign subject has no other."""
        told = chain(reversed(recent), (code for code, _ in self.named.most_common()))
        foreign = next((code for code in told if code not in (self.home, actor)), None)
        if foreign is None and actor not in (None, self.home):
            foreign = self.home
        return (foreign,) if foreign else ()

    @staticmethod
    def _pair_of(codes: list[str]) -> tuple[str, ...]:
        return tuple(codes) if len(codes) == 2 else ()

    @staticmethod
    def _coordinated(found: list[Mention]) -> tuple[str, ...]:
        for before, after in zip(found, found[1:]):
            if before.group == after.group and len({*before.codes, *after.codes}) == 2:
                others = [m for m in found if m.group == before.group]
                if len(others) == 2:
                    return (*before.codes, *after.codes)
        return ()

    def lead_pair(self, before: int) -> tuple[str, ...]:
        """The two countries that the title and lead are about, if the article keeps to them.

        before (int): the sentence that asks; only the sentences before it count.
        """
        size = min(LEAD, before)
        if size not in self._leads:
            self._leads[size] = self._read_lead(size)
        return self._leads[size]

    def _read_lead(self, size: int) -> tuple[str, ...]:
        lead: Counter = Counter()
        for found in self.mentions[:size]:
            lead.update(code for mention in found if mention.kind != "open" for code in set(mention.codes))
        ranked = [code for code, _ in lead.most_common()]
        if len(ranked) < 2:
            if len(ranked) == 1 and ranked[0] != self.home and self.home in self.codes:
                return (ranked[0], self.home)
            return ()
        counts = self.named.most_common(3)
        top = {code for code, _ in counts[:2]}
        if {ranked[0], ranked[1]} != top or len(counts) > 2 and counts[1][1] < 1.5 * counts[2][1]:
            return ()
        return (ranked[0], ranked[1])

    def pair_ahead(self, sentence: int) -> tuple[str, ...]:
        """Two countries joined in one of the next sentences, for a lead that names them later."""
        for found in self.mentions[sentence + 1 : sentence + 3]:
            together = self._coordinated(found)
            if together:
                return together
        return ()

    def pair_before(self, sentence: int) -> tuple[str, ...]:
        """The two parties that the text spoke of last before a sentence, else those of the lead."""
        if sentence > 0 and self.pairs[sentence - 1]:
            return self.pairs[sentence - 1]
        return self.lead_pair(sentence)
