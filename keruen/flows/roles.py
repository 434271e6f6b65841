"""Origin and destination: the parties of an amount by case, then by what the passage has said before."""
from typing import TYPE_CHECKING, NamedTuple, Optional

from .cues import DATA, lexicon
from .kind import Verdict
from .parties import Mention, Parties
from .passage import Passage, Sentence, Zone

if TYPE_CHECKING:
    from .linker import Frame

REVERSE = lexicon(DATA["reverse"])
ITEMS = ("list", "bracket")
GIVEN_UP = ("post", "through", "acc", "equative")


class Roles(NamedTuple):
    """owner: whose trade or capital it is; partner: the other side. attracted: capital that the owner received."""

    owner: Optional[str]
    partner: Optional[str]
    evidence: tuple[tuple[int, int], ...] = ()
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


def roles_of(
    passage: Passage,
    parties: Parties,
    sentence: Sentence,
    zone: Zone,
    verdict: Verdict,
    leaning: str,
    mentions: list[Mention],
    frame: "Optional[Frame]",
    outward: bool,
) -> Roles:
    """Find the two parties of an amount.

    leaning (str): how the amount carries on from `frame`, "" where its own words name the flow.
    outward (bool): whether the flow is trade with the whole world.
    """
    low, high = zone.left, zone.right
    if leaning == "outer":
        low, high = sentence.start, zone.bracket[0]
    elif leaning == "topic":
        low = sentence.start
    near = [m for m in mentions if low <= m.start < high and m.case not in GIVEN_UP]
    told = passage.of_token[verdict.cue.start] if verdict.cue is not None else sentence.index
    if leaning == "topic" and told < sentence.index and not any(m.codes for m in near):
        near = [m for m in parties.mentions[told] if m.case not in GIVEN_UP]
    if verdict.kind == "turnover":
        return _turnover(parties, sentence, zone, near, leaning, mentions, frame, outward)
    roles = _directed(passage, parties, sentence, zone, verdict, near, leaning, mentions, frame)
    beside = [m for m in near if m.end in (high, high - 1) and m.codes]
    if leaning == "outer" and beside:
        _, origin, destination = roles.directed(verdict.kind)
        return roles._replace(varied="origin" if beside[-1].codes[0] == origin else "destination")
    return roles


def _one(mentions: list[Mention]) -> tuple[Optional[str], bool, tuple[tuple[int, int], ...]]:
    """The code that mentions in one role agree on. RETURNS (tuple): code, whether the role is taken, evidence."""
    if not mentions:
        return None, False, ()
    last = mentions[-1]
    together = [m for m in mentions if m.group == last.group]
    codes = {code for m in together for code in m.codes}
    evidence = tuple((m.start, m.end) for m in together)
    return (codes.pop() if len(codes) == 1 else None), True, evidence


def _turnover(parties, sentence, zone, near, leaning, mentions, frame, outward) -> Roles:
    opened = any(m.kind == "open" for m in near)
    own = [m for m in near if m.codes and m.kind != "adjective" or m.kind == "adjective" and m.head]
    pair = [m for m in own if m.kind == "pair" and m.codes]
    groups = [m for m in own if m.between and m.kind != "pair"]
    for chosen in (groups, pair):
        codes = _codes(chosen)
        if len(codes) == 2:
            return Roles(codes[0], codes[1], _places(chosen))
    named = [m for m in own if m.kind != "pair"]
    partner = [m for m in named if m.case in ("ins", "abl", "dat")]
    owner = [m for m in named if m.case in ("gen", "", "adj", "loc-adj")]
    codes = _codes(named)
    if len(codes) == 2:
        return Roles(codes[0], codes[1], _places(named))
    if len(codes) > 2:
        first, _, _ = _one(owner[-1:])
        second, _, _ = _one(partner)
        if first and second:
            return Roles(first, second, _places(owner[-1:] + partner))
        last = [m for m in named if m.group == named[-1].group]
        codes = _codes(last)
        if len(codes) == 2:
            return Roles(codes[0], codes[1], _places(last))
    if outward and codes:
        return Roles(codes[0], None, _places(named))
    if len(codes) == 1:
        other = _counterpart(parties, sentence, zone, codes[0], bool(partner), frame, mentions, leaning)
        return Roles(codes[0], other, _places(named))
    if opened:
        return Roles(None, None, _places([m for m in near if m.kind == "open"]))
    if outward:
        return Roles(_topic_country(parties, sentence, zone, mentions), None)
    if frame is not None:
        return Roles(frame.owner, frame.partner)
    subjects = _codes([m for m in mentions if m.start < zone.start and m.codes])
    if len(subjects) == 2:
        return Roles(subjects[0], subjects[1])
    known = parties.pair_before(sentence.index) or parties.pair_ahead(sentence.index)
    if len(known) == 2:
        return Roles(known[0], known[1])
    return Roles(_topic_country(parties, sentence, zone, mentions), None)


def _counterpart(parties, sentence, zone, code, is_partner, frame, mentions, leaning) -> Optional[str]:
    """The other party of a turnover with one named: the clause's subject, the flow's before, the passage's."""
    for mention in reversed([m for m in mentions if m.start < zone.start]):
        if leaning not in ITEMS and mention.codes and mention.codes[0] != code and mention.case in ("", "gen"):
            return mention.codes[0]
    if frame is not None and leaning and parties.home in (frame.owner, frame.partner) and code != parties.home:
        return parties.home
    if frame is not None and frame.owner and leaning and frame.owner != code:
        return frame.owner
    if code != parties.home and is_partner:
        topic = _topic_country(parties, sentence, zone, mentions, but=code)
        return topic
    pair = parties.pair_before(sentence.index)
    if code in pair and len(pair) == 2:
        return next(other for other in pair if other != code)
    if frame is not None and code in (frame.owner, frame.partner):
        return frame.partner if frame.owner == code else frame.owner
    if code != parties.home and parties.home in parties.codes:
        return parties.home
    return None


def _topic_country(parties, sentence, zone, mentions, but: Optional[str] = None) -> Optional[str]:
    """Whose trade is spoken of where nobody is named: the last subject of the passage, else the home country if
    the article speaks of it."""
    for index in range(sentence.index, max(-1, sentence.index - 4), -1):
        for mention in reversed(parties.mentions[index]):
            if index == sentence.index and mention.start >= zone.start:
                continue
            if mention.kind in ("place", "home", "same") and mention.codes and mention.case in ("", "gen") and mention.codes[0] != but:
                together = {code for m in parties.mentions[index] if m.group == mention.group for code in m.codes}
                return parties.home if parties.home in together and parties.home != but else mention.codes[0]
    if parties.home != but and parties.home in parties.codes:
        return parties.home
    pair = parties.pair_before(sentence.index)
    return next((code for code in pair if code != but), None)


def _directed(passage, parties, sentence, zone, verdict, near, leaning, mentions, frame) -> Roles:
    kind = verdict.kind
    cue = verdict.cue
    if leaning in (*ITEMS, "bare") and frame is not None:
        item = _item(near, zone, kind, leaning, frame)
        if item is not None:
            return item
    if frame is not None and not near and any(REVERSE.longest(passage.masked, i) for i in range(zone.left, zone.start)):
        return Roles(frame.partner, frame.owner, (), frame.attracted)
    attracts = kind == "investment" and _attracts(passage, parties, sentence, zone, near)
    kept = [m for m in near if not m.between]
    dative = [m for m in kept if m.case == "dat"]
    ablative = [m for m in kept if m.case == "abl"]
    if kind == "export":
        ablative = [m for m in ablative if m.kind != "open"]
    elif kind == "import":
        dative = [m for m in dative if m.kind != "open"]
    genitive = [m for m in kept if m.case == "gen" and m.kind != "pair"]
    subject = [m for m in kept if m.case == "" and m.kind != "pair" and m.start < max(zone.start, cue.start if cue else 0)]
    adjective = [m for m in kept if m.case in ("adj",) or m.head == "goods" and m.kind == "adjective"]
    inside = [m for m in kept if m.case in ("loc-adj", "loc")]
    partnered = [m for m in kept if m.case == "ins"]
    if cue is not None:
        genitive = [m for m in genitive if m.start < cue.end] or genitive

    to, to_taken, to_evidence = _one(dative)
    since, since_taken, since_evidence = _one(ablative)
    owned, owned_taken, owned_evidence = _one(genitive or subject)
    if genitive and subject and owned == (to if kind != "import" else since):
        owned, owned_taken, owned_evidence = _one(subject)
    evidence = to_evidence + since_evidence
    if owned_taken and owned is None and not to_taken and not since_taken:
        both = _codes([m for m in kept if (m.start, m.end) in owned_evidence])
        if len(both) == 2:
            first, second = sorted(both, key=lambda code: code != parties.home)
            return Roles(first, second, owned_evidence, attracts)

    if kind == "import" or attracts:
        if not since_taken and adjective:
            since, since_taken, since_evidence = _one(adjective)
            evidence += since_evidence
        owner, owner_taken = (to, True) if to_taken else (None, False)
        if not owner_taken and inside and attracts:
            owner, owner_taken, found = _one(inside)
            evidence += found
        if not owner_taken and owned_taken and owned != since:
            owner, owner_taken = owned, True
            evidence += owned_evidence
        partner, partner_taken = since, since_taken
        if not partner_taken and owned_taken and to_taken and owned != to:
            partner, partner_taken = owned, True
            evidence += owned_evidence
    else:
        if kind == "investment" and not to_taken and inside:
            to, to_taken, to_evidence = _one(inside)
            evidence += to_evidence
        owner, owner_taken = (since, True) if since_taken else (None, False)
        if not owner_taken and owned_taken and owned != to:
            owner, owner_taken = owned, True
            evidence += owned_evidence
        if not owner_taken and adjective:
            owner, owner_taken, found = _one([m for m in adjective if m.codes and m.codes[0] != to] or adjective)
            evidence += found
        partner, partner_taken = to, to_taken
    if not partner_taken and partnered:
        partner, partner_taken, found = _one(partnered)
        evidence += found
    if any(m.kind == "open" for m in kept if m.case in ("dat", "abl")) and partner is None:
        partner_taken = True

    return _complete(parties, sentence, zone, kind, attracts, leaning, mentions, frame, owner, owner_taken, partner, partner_taken, evidence)


def _item(near: list[Mention], zone: Zone, kind: str, leaning: str, frame: "Frame") -> Optional[Roles]:
    """An item of a breakdown by place: by its case, else as the side that the total leaves open or shares out."""
    _, origin, destination = Roles(frame.owner, frame.partner, (), frame.attracted).directed(kind)
    mentions = [m for m in near if m.kind not in ("pair", "open")]
    codes = [code for code in _codes(mentions) if code not in (origin, destination)]
    if len(codes) != 1:
        return None if codes or leaning == "bare" else Roles(frame.owner, frame.partner, (), frame.attracted)
    code = codes[0]
    case = next(m.case for m in mentions if code in m.codes)
    if leaning == "bare" and not frame.attracted and case in ("", "gen"):
        return None
    if case == "abl" or case != "dat" and (frame.varied == "origin" or not frame.varied and (origin is None or frame.attracted or kind == "import")):
        origin = code
    else:
        destination = code
    evidence = _places([m for m in mentions if code in m.codes])
    if kind == "import" or frame.attracted:
        return Roles(destination, origin, evidence, frame.attracted)
    return Roles(origin, destination, evidence)


def _complete(parties, sentence, zone, kind, attracts, leaning, mentions, frame, owner, owner_taken, partner, partner_taken, evidence) -> Roles:
    """Fill what the clause leaves open from its sentence, the flow before and the passage."""
    home = parties.home
    if not owner_taken:
        earlier = [m for m in mentions if m.start < zone.left and m.kind in ("place", "home", "bloc", "company", "same", "adjective") and m.codes]
        subject = [m for m in earlier if m.case in ("", "gen") and m.codes[0] != partner]
        if frame is not None and (leaning or frame.sentence == sentence.index) and frame.owner != partner and frame.owner:
            owner, owner_taken = _owner_of(frame, kind, attracts), True
        elif subject:
            owner, owner_taken = subject[-1].codes[0], True
        elif frame is not None and frame.owner and frame.owner != partner:
            owner, owner_taken = _owner_of(frame, kind, attracts), True
        if owner_taken and owner == partner:
            owner, owner_taken = (frame.partner if frame is not None and frame.partner != partner else None), False
    bilateral = parties.lead_pair(sentence.index)
    pair = parties.pair_before(sentence.index)
    if not owner_taken or owner is None and not owner_taken:
        if partner is not None:
            if partner in pair and len(pair) == 2:
                owner = next(code for code in pair if code != partner)
            elif partner in bilateral:
                owner = next(code for code in bilateral if code != partner)
            elif kind == "investment" and not attracts and partner == home:
                owner = None
            elif home != partner and home in parties.codes:
                owner = home
            else:
                owner = _topic_country(parties, sentence, zone, mentions, but=partner)
        elif kind == "investment" and not attracts:
            owner = None
        else:
            owner = _topic_country(parties, sentence, zone, mentions)
    if not partner_taken:
        if frame is not None and (leaning or sentence.index - frame.sentence <= 1) and owner in (frame.owner, frame.partner) and kind != "investment":
            partner = frame.partner if owner == frame.owner else frame.owner
        elif frame is not None and leaning:
            partner = frame.partner if frame.partner != owner else None
        elif owner is not None and owner in bilateral and len(bilateral) == 2 and kind != "investment":
            partner = next(code for code in bilateral if code != owner)
        elif owner is not None and owner in pair and len(pair) == 2 and kind != "investment" and frame is not None:
            partner = next(code for code in pair if code != owner)
        elif kind == "investment" and not attracts and owner is not None:
            partner = _investment_target(parties, sentence, owner, pair, bilateral)
    if partner is not None and partner == owner:
        partner = None
    return Roles(owner, partner, tuple(dict.fromkeys(evidence)), attracts)


def _investment_target(parties, sentence, owner, pair, bilateral) -> Optional[str]:
    for known in (pair, bilateral):
        if owner in known and len(known) == 2:
            return next(code for code in known if code != owner)
    return parties.home if owner != parties.home and parties.home in parties.codes else None


def _owner_of(frame: "Frame", kind: str, attracts: bool) -> Optional[str]:
    if (frame.kind == "investment") == (kind == "investment"):
        return frame.partner if frame.attracted != attracts else frame.owner
    return frame.owner


def _attracts(passage, parties, sentence, zone, near) -> bool:
    """Whether capital is told from the side that receives it (`тартты`, `тартылды`, `шетелдік инвестиция келді`)."""
    cues = [cue for cue in passage.cues(sentence) if cue.role == "verb" and zone.left <= cue.start < zone.right]
    if any(cue.kind == "attract" and passage.norms[cue.start].startswith("tart") for cue in cues):
        return True
    if any("attract" == cue.kind and passage.norms[cue.end - 1].startswith("tart") for cue in cues):
        return True
    giving = any(cue.kind == "invest" for cue in cues)
    if any(cue.kind == "attract" for cue in cues) and not giving:
        return True
    foreign = any(norm.startswith(("şeteldik", "şetel")) for norm in passage.masked[zone.left : zone.right])
    given = [m for m in near if m.case in ("abl", "dat")]
    return foreign and not giving and not given


def _codes(mentions: list[Mention]) -> list[str]:
    return list(dict.fromkeys(code for m in mentions for code in m.codes))


def _places(mentions: list[Mention]) -> tuple[tuple[int, int], ...]:
    return tuple((m.start, m.end) for m in mentions)
