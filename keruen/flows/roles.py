"""Origin and destination: the parties of an amount by case, then by what the passage has said before."""
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Iterable, NamedTuple, Optional

from .cues import DATA, lexicon
from .kind import Verdict
from .mentions import Mention
from .parties import Parties
from .passage import Passage, Sentence, Zone

if TYPE_CHECKING:
    from .linker import Frame

ABROAD = lexicon(DATA["abroad"])
REVERSE = lexicon(DATA["reverse"])
ITEMS = ("list", "bracket")
GIVEN_UP = ("post", "through", "acc", "equative")
STANDING = ("place", "home", "bloc", "company", "same", "adjective")
SUBJECT_REACH = 4

Places = tuple[tuple[int, int], ...]


class Roles(NamedTuple):
    """owner: whose trade or capital it is; partner: the other side. attracted: capital told from the side of the
    owner, who received it. varied: the side ("origin", "destination") that a breakdown by place goes through."""

    owner: Optional[str]
    partner: Optional[str]
    evidence: Places = ()
    attracted: bool = False
    varied: str = ""

    def directed(self, kind: str) -> tuple[str, Optional[str], Optional[str]]:
        """RETURNS (tuple): kind, origin, destination."""
        owner, partner = self.owner, self.partner
        if kind == "turnover":
            known = sorted(code for code in (owner, partner) if code)
            return kind, known[0] if known else None, known[1] if len(known) > 1 else None
        if kind == "import" or self.attracted:
            return kind, partner, owner
        return kind, owner, partner


class Role(NamedTuple):
    """What fills a role: a code (None if several places do), whether anything does, and the words that do."""

    code: Optional[str] = None
    taken: bool = False
    evidence: Places = ()


EMPTY = Role()


def role_of(mentions: list[Mention]) -> Role:
    """The code that the last group of mentions in one case agrees on."""
    if not mentions:
        return EMPTY
    together = [mention for mention in mentions if mention.group == mentions[-1].group]
    codes = codes_of(together)
    return Role(codes[0] if len(codes) == 1 else None, True, places_of(together))


def codes_of(mentions: Iterable[Mention]) -> list[str]:
    return list(dict.fromkeys(code for mention in mentions for code in mention.codes))


def places_of(mentions: Iterable[Mention]) -> Places:
    return tuple((mention.start, mention.end) for mention in mentions)


def other_of(pair: tuple[str, ...], code: Optional[str]) -> Optional[str]:
    """The one of a pair that a code isn't, if it is the other."""
    if len(pair) != 2 or code not in pair:
        return None
    return pair[1] if pair[0] == code else pair[0]


@dataclass
class Resolver:
    """Finds the two parties of one amount.

    mentions (list): those of its sentence.
    leaning (str): how it carries on from `frame`, "" where its own words name the flow.
    outward (bool): whether the flow is trade with the whole world.
    """

    passage: Passage
    parties: Parties
    sentence: Sentence
    zone: Zone
    verdict: Verdict
    leaning: str
    mentions: list[Mention]
    frame: "Optional[Frame]"
    outward: bool = False

    def roles(self) -> Roles:
        low, high = self.zone.left, self.zone.right
        if self.leaning == "outer":
            low, high = self.sentence.start, self.zone.bracket[0]
        elif self.leaning == "topic":
            low = self.sentence.start
        near = [m for m in self.mentions if low <= m.start < high and m.case not in GIVEN_UP]
        told = self.passage.of_token[self.verdict.cue.start] if self.verdict.cue is not None else self.sentence.index
        if self.leaning == "topic" and told < self.sentence.index:
            before = [m for m in self.parties.mentions[told] if m.case not in GIVEN_UP]
            if self.zone.bracket is not None and self.verdict.kind != "turnover":
                return self._shared_out(before)
            if not any(m.codes for m in near):
                near = before
        if self.verdict.kind == "turnover":
            return self._turnover(near)
        roles = self._directed(near)
        beside = [m for m in near if m.end in (high, high - 1) and m.codes]
        if self.leaning == "outer" and beside:
            _, origin, _ = roles.directed(self.verdict.kind)
            return roles._replace(varied="origin" if beside[-1].codes[0] == origin else "destination")
        return roles

    # Both ways

    def _turnover(self, near: list[Mention]) -> Roles:
        frame, parties = self.frame, self.parties
        own = [m for m in near if m.codes and (m.kind != "adjective" or m.head)]
        named = [m for m in own if m.kind != "pair"]
        for chosen in ([m for m in named if m.between], [m for m in own if m.kind == "pair"], named):
            codes = codes_of(chosen)
            if len(codes) == 2:
                return Roles(codes[0], codes[1], places_of(chosen))
        codes = codes_of(named)
        partners = [m for m in named if m.case in ("ins", "abl", "dat")]
        if len(codes) > 2:
            owners = [m for m in named if m.case in ("gen", "", "adj", "loc-adj")][-1:]
            first, second = role_of(owners), role_of(partners)
            if first.code and second.code:
                return Roles(first.code, second.code, first.evidence + second.evidence)
            last = [m for m in named if m.group == named[-1].group]
            if len(codes_of(last)) == 2:
                return Roles(*codes_of(last), places_of(last))
        if self.outward and codes:
            return Roles(codes[0], None, places_of(named))
        if len(codes) == 1:
            return Roles(codes[0], self._counterpart(codes[0], bool(partners)), places_of(named))
        opened = [m for m in near if m.kind == "open"]
        if opened:
            return Roles(None, None, places_of(opened))
        if self.outward:
            return Roles(self._topic_country(), None)
        if frame is not None:
            return Roles(frame.owner, frame.partner)
        subjects = tuple(codes_of(m for m in self.mentions if m.start < self.zone.start))
        index = self.sentence.index
        for known in (subjects, parties.pair_before(index), parties.pair_ahead(index)):
            if len(known) == 2:
                return Roles(known[0], known[1])
        return Roles(self._topic_country(), None)

    def _counterpart(self, code: str, is_partner: bool) -> Optional[str]:
        """The other party of a turnover with one named: the clause's subject, the flow's before, the passage's."""
        frame, home = self.frame, self.parties.home
        for mention in reversed([m for m in self.mentions if m.start < self.zone.start]):
            if self.leaning not in ITEMS and mention.codes[:1] not in ((), (code,)) and mention.case in ("", "gen"):
                return mention.codes[0]
        if frame is not None and self.leaning and home in (frame.owner, frame.partner) and code != home:
            return home
        if frame is not None and frame.owner and self.leaning and frame.owner != code:
            return frame.owner
        if code != home and is_partner:
            return self._topic_country(but=code)
        other = other_of(self.parties.pair_before(self.sentence.index), code)
        if other is not None:
            return other
        if frame is not None and code in (frame.owner, frame.partner):
            return frame.partner if frame.owner == code else frame.owner
        return home if code != home and home in self.parties.codes else None

    def _topic_country(self, but: Optional[str] = None) -> Optional[str]:
        """Whose trade is spoken of where nobody is named: the last subject of the passage, else the home country if
        the article speaks of it."""
        parties, index = self.parties, self.sentence.index
        home = parties.home
        for at in range(index, max(-1, index - SUBJECT_REACH), -1):
            for mention in reversed(parties.mentions[at]):
                if at == index and mention.start >= self.zone.start or mention.kind not in ("place", "home", "same"):
                    continue
                if mention.case in ("", "gen") and mention.codes[:1] not in ((), (but,)):
                    together = codes_of(m for m in parties.mentions[at] if m.group == mention.group)
                    return home if home in together and home != but else mention.codes[0]
        if home != but and home in parties.codes:
            return home
        return next((code for code in parties.pair_before(index) if code != but), None)

    # One way

    def _directed(self, near: list[Mention]) -> Roles:
        kind, frame = self.verdict.kind, self.frame
        if frame is not None and self.leaning in (*ITEMS, "bare"):
            item = self._item(near)
            if item is not None:
                return item
        if frame is not None and not near and self._is_reversed():
            return Roles(frame.partner, frame.owner, (), frame.attracted)
        attracts = kind == "investment" and self._attracts(near)
        kept = [m for m in near if not m.between]
        to = role_of([m for m in kept if m.case == "dat" and (kind != "import" or m.kind != "open")])
        since = role_of([m for m in kept if m.case == "abl" and (kind != "export" or m.kind != "open")])
        owned = self._owned(kept, since if kind == "import" else to)
        if owned.taken and owned.code is None and not to.taken and not since.taken:
            both = codes_of(m for m in kept if (m.start, m.end) in owned.evidence)
            if len(both) == 2:
                first, second = sorted(both, key=lambda code: code != self.parties.home)
                return Roles(first, second, owned.evidence, attracts)
        adjective = [m for m in kept if m.case == "adj" or m.head == "goods" and m.kind == "adjective"]
        inside = role_of([m for m in kept if m.case in ("loc-adj", "loc")])
        if kind == "import" or attracts:
            since = since if since.taken else role_of(adjective)
            owner = to if to.taken else inside if attracts else EMPTY
            if not owner.taken and owned.code != since.code:
                owner = owned
            partner = since
            if not since.taken and to.taken and owned.code != to.code:
                partner = owned
        else:
            if kind == "investment" and not to.taken:
                to = inside
            owner = since
            if not owner.taken and owned.code != to.code:
                owner = owned
            if not owner.taken:
                owner = role_of([m for m in adjective if m.codes[:1] != (to.code,)] or adjective)
            partner = to
        if not partner.taken:
            partner = role_of([m for m in kept if m.case == "ins"])
        if partner.code is None and any(m.kind == "open" and m.case in ("dat", "abl") for m in kept):
            partner = partner._replace(taken=True)
        return self._complete(owner, partner, attracts)

    def _owned(self, kept: list[Mention], partner: Role) -> Role:
        """The owner by case: genitive, else subject; the subject too where the genitive is the partner's."""
        cue = self.verdict.cue
        plain = [m for m in kept if m.kind not in ("pair", "open")]
        genitive = [m for m in plain if m.case == "gen"]
        if cue is not None:
            genitive = [m for m in genitive if m.start < cue.end] or genitive
        limit = max(self.zone.start, cue.start if cue is not None else 0)
        subject = [m for m in plain if m.case == "" and m.start < limit]
        owned = role_of(genitive or subject)
        if genitive and subject and owned.code == partner.code:
            return role_of(subject)
        return owned

    def _item(self, near: list[Mention]) -> Optional[Roles]:
        """An item of a breakdown by place: by its case, else as the side that the total leaves open or shares out."""
        frame, kind, leaning = self.frame, self.verdict.kind, self.leaning
        total = Roles(frame.owner, frame.partner, (), frame.attracted)
        _, origin, destination = total.directed(kind)
        mentions = [m for m in near if m.kind not in ("pair", "open")]
        codes = [code for code in codes_of(mentions) if code not in (origin, destination)]
        if len(codes) != 1:
            return None if codes or leaning == "bare" else total
        code = codes[0]
        case = next(m.case for m in mentions if code in m.codes)
        if leaning == "bare" and not frame.attracted and case in ("", "gen"):
            return None
        gives = frame.varied == "origin" if frame.varied else origin is None or frame.attracted or kind == "import"
        if case == "abl" or case != "dat" and gives:
            origin = code
        else:
            destination = code
        evidence = places_of(m for m in mentions if code in m.codes)
        if kind == "import" or frame.attracted:
            return Roles(destination, origin, evidence, frame.attracted)
        return Roles(origin, destination, evidence)

    def _shared_out(self, before: list[Mention]) -> Roles:
        """The first item of a breakdown by place whose total the sentence before told without an amount."""
        zone = replace(self.zone, left=self.zone.start)
        total = replace(self, zone=zone, leaning="", mentions=[], frame=None)._directed(before)
        opening = self.zone.bracket[0]
        beside = [m for m in self.mentions if m.end in (opening, opening - 1) and m.codes]
        if not beside or total.owner in beside[-1].codes:
            return total
        side = "origin" if self.verdict.kind == "import" or total.attracted else "destination"
        evidence = (*total.evidence, *places_of(beside))
        return Roles(total.owner, beside[-1].codes[0], evidence, total.attracted, side)

    def _is_reversed(self) -> bool:
        masked = self.passage.masked
        return any(REVERSE.longest(masked, i) for i in range(self.zone.left, self.zone.start))

    def _attracts(self, near: list[Mention]) -> bool:
        """Whether capital is told from the side that receives it (`тартты`, `тартылды`, `инвестиция келді`)."""
        left, right = self.zone.left, self.zone.right
        cues = [cue for cue in self.passage.cues(self.sentence) if left <= cue.start < right]
        verbs = {cue.kind for cue in cues if cue.role == "verb"}
        if "draw" in verbs or "attract" in verbs and "invest" not in verbs:
            return True
        foreign = any(norm and ABROAD.word(norm) for norm in self.passage.masked[left:right])
        return foreign and "invest" not in verbs and not any(m.case in ("abl", "dat") for m in near)

    # What the clause leaves open

    def _complete(self, owner: Role, partner: Role, attracts: bool) -> Roles:
        """Fill what the clause leaves open from its sentence, the flow before and the passage."""
        evidence = tuple(dict.fromkeys(owner.evidence + partner.evidence))
        if not owner.taken:
            owner = self._earlier_owner(partner.code, attracts)
        code = owner.code if owner.taken else self._passage_owner(partner.code, attracts)
        other = partner.code if partner.taken else self._partner_of(code, attracts)
        return Roles(code, other if other != code else None, evidence, attracts)

    def _earlier_owner(self, partner: Optional[str], attracts: bool) -> Role:
        """The owner of the flow before, or the subject of the sentence's earlier clauses."""
        frame = self.frame
        owns = frame is not None and frame.owner is not None and frame.owner != partner
        earlier = [m for m in self.mentions if m.start < self.zone.left and m.kind in STANDING and m.codes]
        subject = [m for m in earlier if m.case in ("", "gen") and m.codes[0] != partner]
        if owns and (self.leaning or frame.sentence == self.sentence.index or not subject):
            found = self._owner_of_frame(attracts)
        elif subject:
            found = subject[-1].codes[0]
        else:
            return EMPTY
        return Role(found, found != partner) if found is not None else Role(None, partner is not None)

    def _owner_of_frame(self, attracts: bool) -> Optional[str]:
        frame = self.frame
        if self.verdict.kind == frame.kind == "investment" and frame.attracted != attracts:
            return frame.partner
        return frame.owner

    def _passage_owner(self, partner: Optional[str], attracts: bool) -> Optional[str]:
        kind, home = self.verdict.kind, self.parties.home
        given = kind == "investment" and not attracts
        if partner is None:
            return None if given else self._topic_country()
        index = self.sentence.index
        other = other_of(self.parties.pair_before(index), partner) or other_of(self.parties.lead_pair(index), partner)
        if other is not None:
            return other
        if given and partner == home:
            return None
        return home if home != partner and home in self.parties.codes else self._topic_country(but=partner)

    def _partner_of(self, owner: Optional[str], attracts: bool) -> Optional[str]:
        frame, parties, index = self.frame, self.parties, self.sentence.index
        pair, lead = parties.pair_before(index), parties.lead_pair(index)
        if self.verdict.kind != "investment":
            if frame is None or frame.sentence != index:
                earlier = [m for m in self.mentions if m.start < self.zone.left]
                places = codes_of(m for m in earlier if m.kind in ("place", "bloc", "other"))
                codes = [code for code in places if code != owner]
                if len(codes) == 1:
                    return codes[0]
            if frame is not None and (self.leaning or index - frame.sentence <= 1):
                if owner == frame.owner:
                    return frame.partner
                if owner == frame.partner:
                    return frame.owner
        if frame is not None and self.leaning:
            return frame.partner
        if self.verdict.kind != "investment":
            return other_of(lead, owner) or (other_of(pair, owner) if frame is not None else None)
        if attracts or owner is None:
            return None
        home = parties.home if owner != parties.home and parties.home in parties.codes else None
        return other_of(pair, owner) or other_of(lead, owner) or home
