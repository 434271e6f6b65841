"""Which periods an amount may have: what the dates about it offer and what was told before, with named features.

The rules' opinion (`period.py`) is one feature of the period that it names. Features are named as in `features.py`.
"""
from bisect import bisect_left, bisect_right
from typing import Optional

from spacy.tokens import Span

from .choices import Told
from .dated import Dates, moved
from .features import Asked, bucket
from .passage import Passage, Sentence, Zone
from .period import COMPARED, Periods, granularity, is_past, is_to_come
from .verbs import looks_finite

DATES_BEFORE = 8
DATES_AHEAD = 2
TITLE_AHEAD = 4
TWINS = 0.03  # how far two amounts may differ that tell the same flow, as a share


class PeriodChoices:
    """The periods that an amount may have: those of the dates about it, and those told before."""

    def __init__(self, passage: Passage, periods: Periods, today: Optional[str]):
        self.passage, self.periods, self.today = passage, periods, today
        self.dates = [(s.index, date) for s in passage.sentences for date in s.dates]
        self.indices = [index for index, _ in self.dates]
        self.read = Dates(passage, periods, today)

    def options(
        self, asked: Asked, rule: Optional[str], status: str, kind: str, told: Told
    ) -> tuple[dict[Optional[str], list[str]], dict[Optional[str], Span]]:
        """RETURNS (tuple): features of each period, None among them, each once however many dates have it; and the date that
        names each. What happened has no period that is to come, and what is planned none that is over."""
        sentence, zone, context = asked.sentence, asked.zone, asked.context
        index = sentence.index
        near = self._near(index)
        inside = [date for at, date in near if at == index and zone.left <= date.start < zone.right]
        many = f"in={min(2, len(inside))}"
        out: dict[Optional[str], list[str]] = {}
        named: dict[Optional[str], Span] = {}
        ranks: dict[str, int] = {}
        ordered = sorted(near, key=lambda pair: (abs(pair[0] - index), abs(pair[1].start - zone.start)))
        for at, date in ordered:
            where = self._where(at, date, sentence, zone)
            rank = ranks[where] = ranks.get(where, -1) + 1
            shown = self._of_date(date, where, rank, status, kind, context.leaning, many)
            if at > index and self._is_told_again(zone, self.passage.sentences[at]):
                shown.append(f"{where}&again")
            for value, how in self.read.values(at, date, told, status != "actual"):
                if self._is_out_of_time(value, status):
                    continue
                features = out.setdefault(value, [])
                features += shown if not how else [f"{how}:{where}", f"{how}:{many}", f"{how}:{status}", how, *shown]
                features.append(f"{where}&{self._shape(value)}&st={status}")
                named.setdefault(value, date)
        about = self._about(asked, kind)
        self._add_told(out, asked, rule, status, told, many, about)
        here = sum(at == index for at, _ in near)
        out.setdefault(None, []).extend(
            ["none", f"none&{many}", f"none&here={min(2, here)}", f"none&st={status}", f"none&kind={kind}",
             f"none&st={status}&kind={kind}&{many}", f"none&lean={context.leaning}", f"none&dates={min(3, len(near))}",
             *(f"none&{each}" for each in about)]
        )  # fmt: skip
        return {value: list(dict.fromkeys(features)) for value, features in out.items()}, named

    def _add_told(
        self, out: dict, asked: Asked, rule: Optional[str], status: str, told: Told, many: str, about: list[str]
    ) -> None:
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
            features = out.setdefault(value, [])
            features += [name, f"{name}&{many}", f"{name}&lean={context.leaning}", f"{name}&st={status}",
                         f"{name}&gap={gap}", f"{name}&gap={gap}&lean={context.leaning}&{many}",
                         f"{name}&rule={context.rule}&gap={gap}", f"{name}&null={value is None}"]  # fmt: skip
            if name != "rule":
                features += [f"{name}&{each}" for each in about]
                at = f"{name}&turned={turned}"
                features += [at, f"{at}&{many}", f"{at}&lean={context.leaning}", f"{at}&gap={gap}"]
                features.append(f"{name}&same={same}&{many}")
        if rule == told.period and began and rule in out:
            out[rule].append(f"rule=told&{many}")

    def _about(self, asked: Asked, kind: str) -> list[str]:
        """What the amount's clause is about: its verb, the word that its sentence begins with, whether a body is in it."""
        masked, zone, sentence = self.passage.masked, asked.zone, asked.sentence
        verb = next((masked[i][:5] for i in range(zone.end, sentence.end) if looks_finite(masked[i])), "|")
        first = masked[sentence.start][:5] or "|"
        body = any(ent.label_ == "ORG" for ent in sentence.places)
        return [f"verb={verb}", f"first={first}", f"body={body}&kind={kind}", f"rule={asked.context.rule}&kind={kind}",
                f"cur={zone.money._.currency}"]  # fmt: skip

    def _is_out_of_time(self, period: Optional[str], status: str) -> bool:
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
        value, currency = zone.money._.value, zone.money._.currency
        return bool(value) and any(
            money._.value and money._.currency == currency and abs(money._.value / value - 1) <= TWINS
            for money in sentence.money
        )

    def _of_date(
        self, date: Span, where: str, rank: int, status: str, kind: str, leaning: str, many: str
    ) -> list[str]:
        masked, norms = self.passage.masked, self.passage.norms
        after = masked[date.end] if date.end < len(masked) else ""
        compared = any(norm and COMPARED.word(norm) for norm in masked[date.end : date.end + 2])
        first, last = norms[date.start], norms[date.end - 1]
        word = first[:5] if first[:1].isalpha() else "#"
        return [
            f"at={where}", f"{where}&{min(2, rank)}", f"{where}&after={after[:5]}", f"after={after[:5]}",
            f"{where}&cmp={compared}", f"cmp={compared}&{many}", f"{where}&lean={leaning}", f"{where}&kind={kind}",
            f"{where}&w={word}", f"w={word}", f"{where}&end={last[-3:]}", f"{where}&{many}&{min(2, rank)}",
            f"{where}&st={status}",
        ]  # fmt: skip

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
