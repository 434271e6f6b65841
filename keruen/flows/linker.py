"""The component `keruen_flows`: decides of each amount whether it is a trade flow, and reads its fields."""
from dataclasses import replace
from functools import lru_cache
from typing import Any, Iterable, Iterator, NamedTuple, Optional

from spacy.attrs import ENT_TYPE
from spacy.language import Language
from spacy.symbols import MONEY
from spacy.tokens import Doc

from .. import extensions, vocabulary  # noqa: F401
from ..dates import published
from ..language.batches import InBatches
from .commodity import commodity_of, goods_span
from .consistency import Part, mark
from .cues import BREAKDOWN, FOREIGN, Cue
from .features import Asked, Context, Reading, ordered, status_features
from .goods_choices import GoodsChoices
from .history import MOST_ROWS, Decided, Frame, History, best
from .judge import FAMILY, Judge, Pair
from .kind import KIND_OF, Verdict, decide, is_outward, leans_on_context
from .lists import Share, codes_of, rows
from .mentions import Mention
from .network import load
from .parties import Parties
from .passage import Passage, Sentence, Zone
from .period import Period, Periods, granularity, is_ahead, is_past
from .period_choices import PeriodChoices
from .roles import Resolver, Roles
from .sides import beside, of_parties
from .status import Status, status_of
from .wording import Look, Wording

LEAST_VALUE = 1000
FRAME_REACH = 3
TOPIC_REACH = 2
ANNOUNCED = 25
ROW_REACH = 3


class FlowLinker(InBatches):
    """Sets `doc._.flows`. Needs entities with their codes, values and periods; see `make_flows`.

    judged (Judge): decides kinds and parties; None is the one that the library brings.
    """

    name = "keruen_flows"

    def __init__(self, judged: Optional[Judge] = None):
        self.judged = judged

    def __call__(self, doc: Doc) -> Doc:
        doc._.flows = link(doc, self.judged) if MONEY in doc.to_array(ENT_TYPE) else []
        return doc


@lru_cache(maxsize=1)
def judge() -> Judge:
    """The judge that the library brings."""
    return Judge(vocabulary.read("flow_model"), load())


def link(doc: Doc, judged: Optional[Judge] = None) -> list[dict[str, Any]]:
    """The trade flows of a document, in text order."""
    return flows_of(Reader(doc, judged or judge()).read())


def flows_of(decisions: Iterable[Decided]) -> list[dict[str, Any]]:
    """The flows among what was decided, with what they say of each other."""
    decided = [one for one in decisions if one.flow is not None]
    flows = [one.flow for one in decided]
    mark(flows, [one.part for one in decided if one.part is not None])
    return flows


class Reader:
    """Reads the amounts of a document in the order of the text. Where the parties of one are open, what comes after decides:
    two ways of reading are gone on with until one is better by what both lead to.

    history (History): the way that is being gone on with.
    """

    def __init__(self, doc: Doc, judged: Judge):
        self.doc = doc
        self.judge = judged
        self.history = History()
        self.passage = Passage(doc)
        self.parties = Parties(self.passage)
        day = published(doc)
        self.today = day.isoformat() if day is not None else None
        self.periods = Periods(self.passage, self.today)
        self.reading = Reading(self.passage, self.parties)
        self.wording = Wording(self.reading)
        self.period_choices = PeriodChoices(self.passage, self.periods, self.today)
        self.goods_choices = GoodsChoices(self.reading)
        self.shares: dict[int, Share] = {}

    def read(self) -> list[Decided]:
        """What was decided of each amount, on the likeliest way of reading them all."""
        ways = [self.history]
        for sentence in self.passage.sentences:
            if not sentence.money:
                continue
            zones = self.passage.zones(sentence)
            self.shares = rows(self.passage, sentence, zones, self.parties.mentions[sentence.index])
            for zone in zones:
                value = zone.value
                if value is None or value >= LEAST_VALUE:
                    ways = best(further for way in ways for further in self._further(way, sentence, zone))
        return ways[0].decisions()

    # What is measured

    def _further(self, way: History, sentence: Sentence, zone: Zone) -> Iterator[History]:
        """A way of reading, gone on with by one amount."""
        self.history = way
        mentions = self.parties.mentions[sentence.index]
        cues = self.passage.cues(sentence)
        verdict, leaning = self._by_rule(sentence, zone, cues, mentions)
        context = self._context(sentence, zone, verdict, leaning)
        seen = self.reading.of_kind(sentence, zone, context)
        family = self.judge.kind(seen, zone.money, Look(self.wording, sentence, zone, way.decided))
        way.last, way.last_sentence = family, sentence.index
        if family == "none":
            way.add((zone.start, zone.end), family)
            yield way
            return
        if FAMILY.get(verdict.kind) != family:
            verdict = self._told(zone, cues, family)
            leaning = leaning or ("" if verdict.cue is not None else "anaphor")
        yield from self._as_flow(sentence, zone, verdict, leaning, mentions, family, context, seen)

    def _by_rule(self, sentence: Sentence, zone: Zone, cues: list[Cue], mentions: list[Mention]) -> tuple[Verdict, str]:
        """What the cue words say, or what the amount carries on: its kind ("none" and "" for no flow) and leaning."""
        verdict = decide(self.passage, zone, cues, mentions, self.parties.home)
        share = self.shares.get(zone.start)
        if share is not None and share.cue is not None:
            verdict = Verdict(share.cue.kind, share.cue, 2.0, "respectively")
        if verdict.kind == "none":
            return verdict, ""
        leaning = ""
        if not verdict.kind and share is not None:
            verdict = self._of_row(sentence, share, cues, mentions)
        if not verdict.kind:
            verdict, leaning = self._from_context(sentence, zone, verdict)
        if verdict.kind == "investment" and not leaning and not self._from_elsewhere(sentence, zone, verdict, mentions):
            verdict = verdict._replace(kind="none", reason="domestic")
        return verdict, leaning

    def _context(self, sentence: Sentence, zone: Zone, verdict: Verdict, leaning: str) -> Context:
        way = self.history
        gap = sentence.index - way.last_sentence
        near = "first" if gap > 8 else str(min(gap, 3))
        if gap == 1 and self.passage.sentences[way.last_sentence].paragraph != sentence.paragraph:
            near = "1p"
        frame, cue = self.history.frame, verdict.cue
        verbs = [c for c in self.passage.cues(sentence) if c.role == "verb"]
        moves = {c.kind for c in verbs if zone.left <= c.start < zone.right}
        moves |= {c.kind + "P" for c in verbs if c.passive and c.start >= zone.end and c.end <= zone.right}
        return Context(
            rule=verdict.kind or "weak",
            reason=f"{verdict.kind}/{verdict.reason}",
            blocker=cue.kind if cue is not None and cue.role == "blocker" else "",
            leaning=leaning or leans_on_context(self.passage, zone) + "?",
            last=way.last,
            gap=near,
            framed=f"{frame.kind}{min(3, sentence.index - frame.sentence)}" if frame is not None else "",
            cue=f"{cue.role}:{cue.kind}:{cue.form}" if cue is not None and verdict.kind not in ("", "none") else "",
            moves=sorted(moves),
            was=way.was,
            outward=is_outward(self.passage, zone, cue),
            owner=frame.owner if frame is not None else None,
            varied=way.varied if gap <= 1 else "",
        )

    @staticmethod
    def _told(zone: Zone, cues: list[Cue], family: str) -> Verdict:
        """The nearest cue of a family of flows in the amount's zone."""
        kinds = {"goods": ("export", "import"), "turnover": ("turnover",), "investment": ("investment",)}[family]
        own = [c for c in cues if c.role in ("noun", "adjective", "verb") and _kind(c) in kinds]
        own = [c for c in own if zone.left <= c.start and c.end <= zone.right]
        if not own:
            return Verdict(kinds[0], None, 0.0, "learned")
        cue = min(own, key=lambda c: (c.role == "verb", abs(c.start - zone.start)))
        return Verdict(_kind(cue), cue, 0.0, "learned")

    def _of_row(self, sentence: Sentence, share: Share, cues: list[Cue], mentions: list[Mention]) -> Verdict:
        """What the whole row measures, if that is told after its last amount; else the first amount told it."""
        whole = decide(self.passage, share.zone, cues, mentions, self.parties.home)
        after = whole.cue is not None and whole.cue.start >= share.zone.end
        return whole if whole.kind not in ("", "none") and (after or share.first) else Verdict("", None, 0.0, "weak")

    def _from_context(self, sentence: Sentence, zone: Zone, verdict: Verdict) -> tuple[Verdict, str]:
        """Carry on from the flow before, from the main clause of a bracket, or from a topic just named."""
        if zone.bracket is not None:
            outer = self._outside_bracket(sentence, zone)
            if outer is not None and (self.history.frame is None or self.history.frame.sentence < sentence.index - 1):
                return outer, "outer"
        if verdict.reason == "worth":
            topic = self._topic(sentence, zone)
            return (Verdict(_kind(topic), topic, 1.0, "topic"), "topic") if topic is not None else (verdict, "")
        leaning = leans_on_context(self.passage, zone)
        if not leaning:
            return verdict, ""
        frame = self.history.frame
        if frame is not None:
            gap = self.history.gap(sentence.index)
            near = gap <= FRAME_REACH and sentence.paragraph == frame.paragraph or gap <= 1
            breakdown = self._announces(sentence, zone)
            if leaning in ("list", "bracket"):
                near = gap == 0 or gap == 1 and (leaning == "bracket" or breakdown or self._opens_list(sentence, zone))
            if near:
                return Verdict(frame.kind, None, 1.0, leaning), leaning
        if leaning in ("anaphor", "bare", "bracket"):
            topic = self._topic(sentence, zone)
            if topic is not None:
                return Verdict(_kind(topic), topic, 1.0, "topic"), "topic"
        return verdict, ""

    def _announces(self, sentence: Sentence, zone: Zone) -> bool:
        masked = self.passage.masked
        opening = range(sentence.start, min(zone.start, sentence.start + ANNOUNCED))
        return any(BREAKDOWN.longest(masked, i) is not None for i in opening)

    def _opens_list(self, sentence: Sentence, zone: Zone) -> bool:
        """A sentence of items: its first amount stands at its head or beside a dash, or it has several amounts."""
        masked = self.passage.masked
        first = sentence.money[0]
        after = masked[first.end : min(first.end + 1, sentence.end)]
        beside = masked[max(first.start - 1, sentence.start) : first.start] + after
        return "-" in beside or first.start - sentence.start <= 1 or len(sentence.money) > 1 and self._names_goods(zone)

    def _names_goods(self, zone: Zone) -> bool:
        return goods_span(self.passage, max(zone.left, zone.start - 6), zone.start, listed=True) is not None

    def _outside_bracket(self, sentence: Sentence, zone: Zone) -> Optional[Verdict]:
        opening = zone.bracket[0]
        cues = self.passage.cues(sentence)
        before = [cue for cue in cues if cue.end <= opening and cue.role == "noun"]
        blockers = [cue for cue in cues if opening < cue.start < zone.bracket[1] and cue.role == "blocker"]
        if not before or blockers and not all(cue.soft for cue in blockers):
            return None
        return Verdict(before[-1].kind, before[-1], 1.0, "outer")

    def _topic(self, sentence: Sentence, zone: Zone) -> Optional[Cue]:
        """The last flow that the sentence, or those before it, named without an amount
        (`тауар айналымын арттыру үшін …`)."""
        nouns = [cue for cue in self.passage.cues(sentence) if cue.role == "noun" and cue.end <= zone.left]
        if nouns:
            return nouns[-1]
        for before in reversed(self.passage.sentences[max(0, sentence.index - TOPIC_REACH) : sentence.index]):
            if before.paragraph != sentence.paragraph and sentence.index - before.index > 1:
                break
            told = [cue for cue in self.passage.cues(before) if cue.role == "noun" or self._moves(cue, before)]
            if told:
                return told[-1]
        return None

    def _moves(self, cue: Cue, sentence: Sentence) -> bool:
        """Whether a verb moves goods from or to a place that its sentence names."""
        if cue.role != "verb" or cue.form in ("linking", "noun"):
            return False
        if cue.kind in ("export", "import"):
            return True
        case = {"sell": "dat", "buy": "abl"}.get(cue.kind)
        return any(m.case == case and m.codes for m in self.parties.mentions[sentence.index])

    def _from_elsewhere(self, sentence: Sentence, zone: Zone, verdict: Verdict, mentions: list[Mention]) -> bool:
        """Whether the capital comes from another place: a foreign party, a word for one, or capital attracted."""
        masked = self.passage.masked
        if any(FOREIGN.longest(masked, i) for i in range(zone.left, min(zone.right, sentence.end)) if masked[i]):
            return True
        if any(cue.kind == "draw" and zone.left <= cue.start < zone.right for cue in self.passage.cues(sentence)):
            return True
        named = {code for m in mentions for code in m.codes}
        if named - {self.parties.home}:
            return True
        if any(m.kind == "pair" for m in mentions):
            return True
        spoken_of = set(self.parties.pair_before(sentence.index)) if sentence.index else set()
        return bool(spoken_of - {self.parties.home}) and not named

    # Its fields

    def _as_flow(self, sentence, zone, verdict, leaning, mentions, family, context, seen) -> Iterator[History]:
        """Read the fields of a flow, and go on with each pair of parties that it may have."""
        way = self.history
        evidence: set[tuple[int, int]] = set()
        if verdict.cue is not None:
            evidence.add((verdict.cue.start, verdict.cue.end))
        elif way.frame is not None and leaning:
            evidence.update(way.frame.evidence[:1])
        roles = self._roles(sentence, zone, verdict, leaning, mentions)
        answer = roles.directed(verdict.kind)[1:]
        if family == "turnover" and not ordered(*answer):
            answer = answer[::-1]
        shares = codes_of(self.shares.get(zone.start), mentions)
        asked = Asked(sentence, zone, family, context, answer, way.pair, way.past, shares=shares)
        ruled = self._period(sentence, zone, verdict, leaning)
        status = self._status(asked, ruled, leaning, seen)
        period = self._when(asked, ruled, leaning, status)
        goods = self._goods(asked, verdict, leaning)
        for place in (status.cue, period.date and (period.date.start, period.date.end)):
            if place is not None:
                evidence.add(place)
        named = self._goods_stems(goods)
        asked = asked._replace(memories=self._memories(asked, named))
        look = Look(self.wording, sentence, zone, way.decided, asked)
        pairs = self.judge.parties(*of_parties(self.reading, asked), zone.money, look)
        way.told = way.told.then(period.value, goods, sentence.index)
        way.was = self.reading.directions.now(sentence, zone) or (way.was if context.gap in "01" else "")
        for pair, share in pairs:
            self.history = way.fork() if len(pairs) > 1 else way
            self.history.score += share
            places = evidence | set(self.reading.named(asked, pair) or roles.evidence)
            read = _Read(zone, verdict, leaning, family, period, status, goods, roles, sorted(places))
            self._take(sentence, read, pair, named)
            yield self.history

    def _take(self, sentence: Sentence, read: "_Read", pair: Pair, named: list[str]) -> None:
        """Write a flow down with its pair."""
        way, family, kind = self.history, read.family, read.verdict.kind
        way.pair = pair
        way.past.add((family, *pair))
        way.rows = (*way.rows[-MOST_ROWS:], (sentence.index, pair))
        way.of_goods.update(dict.fromkeys(((family, stem) for stem in named), pair))
        way.varied = self._varied(sentence, read.zone)
        origin, destination = pair
        if family == "goods":
            home = self.parties.home
            kind = "import" if destination == home else "export" if origin == home else kind
        if family == "turnover" and origin is None:
            origin, destination = destination, None
        flow = self._record(read, kind, origin, destination)
        part = self._remember(sentence, read, kind, (origin, destination))
        way.add((read.zone.start, read.zone.end), family, flow, part)

    def _goods_stems(self, goods: Optional[tuple[int, int]]) -> list[str]:
        return self.reading.words(range(*goods)) if goods is not None else []

    def _memories(self, asked: Asked, goods: list[str]) -> tuple[tuple[str, tuple], ...]:
        """Earlier flows that an amount may repeat: the one in its place in the row before (`бұл екі көрсеткіш тиісінше …`),
        and the last of the same goods."""
        found = []
        index, moneys = asked.sentence.index, asked.sentence.money
        if len(moneys) > 1:
            before = [pair for at, pair in self.history.rows if index - ROW_REACH <= at < index]
            place = moneys.index(asked.zone.money)
            if len(before) >= len(moneys):
                found.append(("place", before[-len(moneys) :][place]))
        told = self.history.of_goods
        same = next((told[asked.family, stem] for stem in goods if (asked.family, stem) in told), None)
        if same is not None:
            found.append(("goods", same))
        return tuple(found)

    def _varied(self, sentence: Sentence, zone: Zone) -> str:
        """Which side of the pair just decided is the place that stands right beside the amount."""
        for mention in self.parties.every[sentence.index]:
            for side, code in zip("od", self.history.pair):
                if code in mention.codes and beside(self.passage, zone, mention):
                    return side
        return ""

    def _status(self, asked: Asked, period: Period, leaning: str, seen: list[str]) -> Status:
        """Whether it happened: the rules' opinion, weighed."""
        ahead = is_ahead(period.value, self.today)
        ruled = status_of(self.passage, asked.zone, ahead, self.today)
        inherited = self.history.frame.status if leaning in ("list", "bracket") and self.history.frame is not None else ""
        if inherited and ruled.value == "actual":
            ruled = Status(inherited)
        features = status_features(seen, ruled.value, ahead, inherited)
        value = self.judge.status(features, ruled.value, asked.zone.money)
        return ruled if value == ruled.value else Status(value)

    def _when(self, asked: Asked, ruled: Period, leaning: str, status: Status) -> Period:
        """When it was traded: the rules' opinion among the dates of the passage, weighed."""
        if status.value != "actual":
            ruled = self._planned_period(asked.zone, leaning)
        options, named = self.period_choices.options(asked, ruled.value, status.value, asked.family, self.history.told)
        value = self.judge.choose("period", options, ruled.value, asked.zone.money)
        return ruled if value == ruled.value else Period(value, named.get(value))

    def _goods(self, asked: Asked, verdict: Verdict, leaning: str) -> Optional[tuple[int, int]]:
        """The goods of an export, an import or an item of a breakdown: the rules' opinion, weighed."""
        item = leaning in ("list", "bracket")
        if asked.family == "investment":
            return None
        movement = None if verdict.cue is None else (verdict.cue.start, verdict.cue.end)
        ruled = None
        if asked.family == "goods" or item:
            ruled = commodity_of(self.passage, asked.zone, movement, item)
        options = self.goods_choices.options(asked, ruled, asked.family, movement, self.history.told)
        return self.judge.choose("goods", options, ruled, asked.zone.money)

    def _roles(self, sentence, zone, verdict, leaning, mentions) -> Roles:
        frame = self.history.frame
        if frame is not None:
            gap = self.history.gap(sentence.index)
            if gap > FRAME_REACH or gap > 1 and frame.paragraph != sentence.paragraph:
                frame = None
        outward = is_outward(self.passage, zone, verdict.cue)
        share = self.shares.get(zone.start)
        if share is not None and share.mention is not None:
            taken = {id(m) for m in mentions if m.group == share.mention.group and m is not share.mention}
            mentions = [replace(m, group=-2) if m is share.mention else m for m in mentions if id(m) not in taken]
            zone = replace(zone, left=share.zone.left)
        elif share is not None and (share.cue or verdict.cue and verdict.cue.start >= share.zone.end):
            named = any(zone.left <= m.start < zone.right and m.codes for m in mentions)
            alone = any(zone.left <= m.start < zone.right and m.case in ("dat", "abl") for m in mentions)
            if share.cue is not None or not named or not alone:
                zone = replace(zone, left=share.zone.left)
        resolver = Resolver(self.passage, self.parties, sentence, zone, verdict, leaning, mentions, frame, outward)
        return resolver.roles()

    def _period(self, sentence: Sentence, zone: Zone, verdict: Verdict, leaning: str) -> Period:
        by_verb = verdict.cue is not None and verdict.cue.role == "verb"
        share = self.shares.get(zone.start)
        if share is not None and share.date is not None and self.passage.period(share.date):
            return Period(self.passage.period(share.date), share.date)
        own = self.periods.in_zone(zone, days=by_verb)
        if own.value:
            return own
        earlier = self.periods.in_sentence(zone, days=by_verb)
        frame = self.history.frame
        near = frame is not None and self.history.gap(sentence.index) <= 1
        if near and leaning in ("list", "bracket"):
            return earlier if earlier.value and frame.sentence < sentence.index else Period(frame.period)
        if earlier.value:
            return earlier
        if near and frame.status == "actual":
            if (frame.kind == "investment") != (verdict.kind == "investment") and not leaning:
                return Period(None)
            if frame.period:
                return Period(frame.period)
        return self.periods.in_passage(zone, TOPIC_REACH)

    def _planned_period(self, zone: Zone, leaning: str) -> Period:
        """A plan's or forecast's period: a date of its own clause that isn't over, never one of the talks."""
        for found in (self.periods.in_zone(zone), self.periods.in_sentence(zone)):
            if not found.value or is_past(found.value, self.today):
                continue
            if granularity(found.value) == 4 or is_ahead(found.value, self.today):
                return found
        if leaning in ("list", "bracket") and self.history.frame is not None and self.history.frame.status != "actual":
            return Period(self.history.frame.period)
        return Period(None)

    def _remember(self, sentence: Sentence, read: "_Read", kind: str, sides: Pair) -> Optional[Part]:
        """Keep a flow as the frame that later ones carry on; an item of a breakdown keeps the frame of its total."""
        way, roles = self.history, read.roles
        way.item_sentence = sentence.index
        if read.leaning in ("list", "bracket") and way.frame is not None:
            return Part(way.count, way.frame.place, sentence.index)
        owner, partner = sides[::-1] if kind == "import" or roles.attracted else sides
        way.frame = Frame(
            kind, owner, partner, read.period.value, read.status.value, sentence.index, sentence.paragraph,
            roles.attracted, roles.varied, tuple(read.evidence), way.count,
        )
        return None

    def _record(self, read: "_Read", kind: str, origin: Optional[str], destination: Optional[str]) -> dict[str, Any]:
        money, value_max = read.zone.money, read.zone.money._.value_max
        place = {"start": money.start_char, "end": money.end_char}
        record: dict[str, Any] = {"money": place, "value": read.zone.value, "currency": read.zone.currency}
        if value_max is not None:
            record["value_max"] = value_max
        record.update(
            flow=kind, origin=origin, destination=destination,
            commodity=self._chars(read.goods) if read.goods else None, period=read.period.value,
            status=read.status.value, evidence=[self._chars(place) for place in read.evidence],
        )
        return record

    def _chars(self, tokens: tuple[int, int]) -> dict[str, int]:
        span = self.doc[tokens[0] : tokens[1]]
        return {"start": span.start_char, "end": span.end_char}


class _Read(NamedTuple):
    """What was read of a flow before its parties."""

    zone: Zone
    verdict: Verdict
    leaning: str
    family: str
    period: Period
    status: Status
    goods: Optional[tuple[int, int]]
    roles: Roles
    evidence: list[tuple[int, int]]


def _kind(cue: Cue) -> str:
    return KIND_OF.get(cue.kind, cue.kind) if cue.role == "verb" else cue.kind


@Language.factory(
    "keruen_flows",
    assigns=["doc._.flows"],
    requires=["doc.ents", "span._.value", "span._.period"],
)
def make_flows(nlp: Language, name: str) -> FlowLinker:
    """Create the component that links amounts to trade flows."""
    return FlowLinker()
