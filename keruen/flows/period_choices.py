"""Which periods an amount may have: what the dates about it offer and what was told before, with named features.

The rules' opinion (`period.py`) is one feature of the period that it names. Features are named as in `features.py`.
"""
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import chain
from typing import Optional

from spacy.tokens import Span

from ..orthography import skeleton
from .dated import DateReader, moved
from .features import Asked, bucket
from .history import Told
from .judge import MEMORY, Features, Group, Joined
from .passage import Passage, Sentence, Zone
from .period import Periods, granularity, is_ahead, is_past, is_to_come
from .verbs import looks_finite

DATES_BEFORE = 8
DATES_AHEAD = 2
TITLE_AHEAD = 4
LOOKING_BACK = tuple(map(skeleton, ("былтыр", "өткен", "бұрнағы")))
TWINS = 0.03  # how far two amounts may differ that tell the same flow, as a share


class PeriodChoices:
    """The periods that an amount may have: those of the dates about it, and those told before."""

    def __init__(self, passage: Passage, periods: Periods, today: Optional[str]):
        self.passage, self.periods, self.today = passage, periods, today
        self.dates = [(s.index, date) for s in passage.sentences for date in s.dates]
        self.indices = [index for index, _ in self.dates]
        self.reader = DateReader(passage, periods, today)

    def options(
        self, asked: Asked, rule: Optional[str], status: str, kind: str, told: Told
    ) -> tuple[dict[Optional[str], Features], dict[Optional[str], Span]]:
        """RETURNS (tuple): features of each period, None among them, each once however many dates have it; and the date that
        names each. What happened has no period that is to come, and what is planned none that is over."""
        sentence, zone, leaning = asked.sentence, asked.zone, asked.context.leaning
        index = sentence.index
        near = self._near(index)
        inside = [date for at, date in near if at == index and zone.left <= date.start < zone.right]
        unsettled = self.today is None and bool(inside) and all(map(self._looks_back, inside))
        if unsettled:
            near = [(at, date) for at, date in near if at == index]
        many = f"in={min(2, len(inside))}"
        out: dict[Optional[str], list[Features]] = {}
        named: dict[Optional[str], Span] = {}
        often: set[Optional[str]] = set()
        ranks: dict[str, int] = {}
        ordered = sorted(near, key=lambda pair: (abs(pair[0] - index), abs(pair[1].start - zone.start)))
        for at, date in ordered:
            where = self._where(at, date, sentence, zone)
            rank = ranks[where] = ranks.get(where, -1) + 1
            words = self.reader.words(at, date)
            again = at > index and self._is_told_again(zone, self.passage.sentences[at])
            shown = (
                _of_place(where, min(2, rank), words.compared, status, kind, leaning, many, again),
                _of_words(where, words.following, words.first, words.ending),
            )
            for value, how in self.reader.values(words, told, status != "actual"):
                if self._is_out_of_time(value, status):
                    continue
                if value in out:
                    often.add(value)
                groups = out.setdefault(value, [])
                groups += *shown, _of_shape(where, self._shape(value), status)
                if how:
                    groups.append(_of_way(how, where, many, status))
                named.setdefault(value, date)
        about = self._about(asked, kind)
        if not unsettled:
            self._add_told(out, asked, rule, status, told, many, about)
        here = sum(at == index for at, _ in near)
        out.setdefault(None, []).extend(
            (_of_no_period(many, min(2, here), status, kind, leaning, min(3, len(near))), _of_clause("none", *about))
        )
        features = {
            value: list(dict.fromkeys(chain(*groups))) if value in often else Joined(groups) for value, groups in out.items()
        }
        return features, named

    def _looks_back(self, date: Span) -> bool:
        """Whether a date is a year before one that isn't known: `былтыр` is no year that was named before."""
        return not self.passage.period(date) and self.passage.norms[date.start].startswith(LOOKING_BACK)

    def _add_told(
        self, out: dict[Optional[str], list[Features]], asked: Asked, rule: Optional[str], status: str, told: Told,
        many: str, about: tuple,
    ) -> None:  # fmt: skip
        """The rules' period, and those of earlier flows: the last, the one before it that was another, and the first."""
        context = asked.context
        began = told.sentence >= 0
        gap = bucket(asked.sentence.index - told.sentence)
        same = began and self.passage.sentences[told.sentence].paragraph == asked.sentence.paragraph
        turned = _turned(told.back, told.period)
        for value, name in ((rule, "rule"), (told.period, "told"), (told.back, "back"), (told.first, "first")):
            if value is None and (name in ("back", "first") or name == "told" and not began):
                continue
            if self._is_out_of_time(value, status):
                continue
            groups = out.setdefault(value, [])
            groups.append(_of_opinion(name, many, context.leaning, status, gap, context.rule, value is None))
            if name != "rule":
                groups += _of_earlier(name, turned, many, context.leaning, gap, same), _of_clause(name, *about)
        if rule == told.period and began and rule in out:
            out[rule].append(Group(f"rule=told&{many}"))

    def _about(self, asked: Asked, kind: str) -> tuple:
        """What the amount's clause is about: its verb, the word that its sentence begins with, whether a body is in it, what
        the amount measures, the kind by rule and the currency."""
        masked, zone, sentence = self.passage.masked, asked.zone, asked.sentence
        verb = next((masked[i][:5] for i in range(zone.end, sentence.end) if looks_finite(masked[i])), "|")
        body = any(ent.label_ == "ORG" for ent in sentence.places)
        return verb, masked[sentence.start][:5] or "|", body, kind, asked.context.rule, zone.currency

    def _is_out_of_time(self, period: Optional[str], status: str) -> bool:
        """Months are over when what happened in them is told (5,756 of 5,759 actual flows of our articles), and those of
        what is planned are to come (45 of 48)."""
        if period is None or self.today is None:
            return False
        if granularity(period) == 7:
            return is_ahead(period, self.today) == (status == "actual")
        return is_to_come(period, self.today) if status == "actual" else is_past(period, self.today)

    def _near(self, index: int) -> list[tuple[int, Span]]:
        """The dates of the sentence, the last before it and the first of the document, and those just ahead."""
        ahead = DATES_AHEAD if index else TITLE_AHEAD
        place, end = bisect_left(self.indices, index), bisect_right(self.indices, index + ahead)
        start = max(0, place - DATES_BEFORE)
        return self.dates[: min(2, start)] + self.dates[start:end]

    def _where(self, at: int, date: Span, sentence: Sentence, zone: Zone) -> str:
        gap = at - sentence.index
        if gap == 0:
            if zone.bracket is not None and zone.bracket[0] < date.start < zone.bracket[1]:
                return "bracket"
            side = "L" if date.start < zone.start else "R"
            return f"{'z' if zone.left <= date.start < zone.right else 's'}{side}"
        if at == 0:
            return "title"
        other = self.passage.sentences[at].paragraph != sentence.paragraph
        return f"{'n' if gap > 0 else 'p'}{min(4, abs(gap))}{'¶' if other else ''}"

    @staticmethod
    def _is_told_again(zone: Zone, sentence: Sentence) -> bool:
        """Whether a sentence tells the amount again, perhaps more exactly (`2,4 млрд`, then `2,43 млрд`)."""
        if not zone.value:
            return False
        for told in (money._ for money in sentence.money):
            value = told.value
            if value and told.currency == zone.currency and abs(value / zone.value - 1) <= TWINS:
                return True
        return False

    def _shape(self, period: str) -> str:
        kind = f"{granularity(period)}{'-' if '/' in period else ''}"
        if not self.today:
            return kind
        years = int(period.split("/")[-1][:4]) - int(self.today[:4])
        return f"{kind}y{max(-3, min(2, years))}"


def _turned(back: Optional[str], told: Optional[str]) -> str:
    """How the period before the last one lies to it: the same part of a later (+) or earlier (-) year, or otherwise."""
    if not back or not told:
        return "none" if not back else "null"
    if granularity(back) != granularity(told):
        return "finer" if granularity(back) > granularity(told) else "coarser"
    years = int(back[:4]) - int(told[:4])
    like = "=" if moved(told, years) == back else ""
    return f"{'+' if back > told else '-'}{like}"


@lru_cache(maxsize=MEMORY)
def _of_place(where: str, rank: int, compared: bool, status: str, kind: str, leaning: str, many: str, again: bool) -> Group:
    """Where a date stands, how many stand there before it, and whether its sentence tells the amount again."""
    return Group(
        f"at={where}", f"{where}&{rank}", f"{where}&cmp={compared}", f"cmp={compared}&{many}", f"{where}&lean={leaning}",
        f"{where}&kind={kind}", f"{where}&{many}&{rank}", f"{where}&st={status}", *([f"{where}&again"] if again else []),
    )  # fmt: skip


@lru_cache(maxsize=MEMORY)
def _of_words(where: str, after: str, first: str, last: str) -> Group:
    return Group(f"{where}&after={after}", f"after={after}", f"{where}&w={first}", f"w={first}", f"{where}&end={last}")


@lru_cache(maxsize=MEMORY)
def _of_way(how: str, where: str, many: str, status: str) -> Group:
    """How a period was had from a date."""
    return Group(f"{how}:{where}", f"{how}:{many}", f"{how}:{status}", how)


@lru_cache(maxsize=MEMORY)
def _of_shape(where: str, shape: str, status: str) -> Group:
    return Group(f"{where}&{shape}&st={status}")


@lru_cache(maxsize=MEMORY)
def _of_opinion(name: str, many: str, leaning: str, status: str, gap: str, rule: str, none: bool) -> Group:
    """The period of the rules, or one told before."""
    return Group(
        name, f"{name}&{many}", f"{name}&lean={leaning}", f"{name}&st={status}", f"{name}&gap={gap}",
        f"{name}&gap={gap}&lean={leaning}&{many}", f"{name}&rule={rule}&gap={gap}", f"{name}&null={none}",
    )  # fmt: skip


@lru_cache(maxsize=MEMORY)
def _of_earlier(name: str, turned: str, many: str, leaning: str, gap: str, same: bool) -> Group:
    """A period told before. same (bool): in the same paragraph."""
    at = f"{name}&turned={turned}"
    return Group(at, f"{at}&{many}", f"{at}&lean={leaning}", f"{at}&gap={gap}", f"{name}&same={same}&{many}")


@lru_cache(maxsize=MEMORY)
def _of_clause(name: str, verb: str, first: str, body: bool, kind: str, rule: str, currency: Optional[str]) -> Group:
    return Group(
        f"{name}&verb={verb}", f"{name}&first={first}", f"{name}&body={body}&kind={kind}", f"{name}&rule={rule}&kind={kind}",
        f"{name}&cur={currency}",
    )  # fmt: skip


@lru_cache(maxsize=MEMORY)
def _of_no_period(many: str, here: int, status: str, kind: str, leaning: str, dates: int) -> Group:
    return Group(
        "none", f"none&{many}", f"none&here={here}", f"none&st={status}", f"none&kind={kind}",
        f"none&st={status}&kind={kind}&{many}", f"none&lean={leaning}", f"none&dates={dates}",
    )  # fmt: skip
