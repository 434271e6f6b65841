"""The parts of a year that a shape names: days, months, a quarter, a half, a season."""
import re
from typing import Optional

from . import periods
from .passage import DERIVED, Passage
from .periods import Partial, Period
from .words import NEVER_ALONE, SEASON, SEASON_CASES, SELDOM_ALONE

_PLACED = frozenset(("loc", "dat", "abl", "gen", "loc-adj"))
# groups of `grammar._WITHIN`, each with a method of the same name
_WITHIN = ("days", "on", "months", "numbered", "count", "month_ordinal", "quarter", "quarters", "half", "the_half", "season")


class Parts(Passage):
    """Reads what stands within a year (`grammar._WITHIN`)."""

    def _within(self, match: re.Match, year: Optional[int], dated: bool) -> Optional[Period]:
        """The days, months, quarter, half or season that a shape names.

        year (int): its year, None where it is not known.
        dated (bool): whether the shape names a year.
        """
        for name in _WITHIN:
            if match[name] is not None:
                return getattr(self, "_" + name)(match, year, dated)
        return None

    def _days(self, match: re.Match, year: Optional[int], dated: bool) -> Optional[Period]:
        numbers = self._numbers(match.span("days"))
        at = match.start("month")
        month = self.marks[at]
        if not numbers or not self._is_list(match) or not self._is_month_after_day(match):
            return None
        if not dated and (month.value == 6 and month.possessive or self._is_bare_other_word(match)):
            return None
        first = Partial(year, month.value, numbers[0])
        last = Partial(year, month.value, numbers[-1])
        if match["month_to"] is not None:
            if month.case not in ("", "ins"):
                return None
            number = self._number(*match.span("days_to"))
            last = Partial(year, self.marks[match.start("month_to")].value, number)
            if number is None:
                return None
            if year is not None and (last.month, last.day) < (first.month, first.day):
                last = last._replace(year=year + 1)
        if match["day_until"] is not None:
            start, end = match.span("day_until")
            to = self.marks[end - 1]
            if month.case != "abl" or to.case != "dat" or not (to.possessive or self._letter(end) == ">"):
                return None
            last = last._replace(day=self._number(start, end))
        return Period(first, last)

    def _is_list(self, match: re.Match) -> bool:
        """Whether all numbers before a month are days: `3, 5 және 8 тамызда`, `11-, 13-мамырда`, `7, 8 маусым күндері`;
        behind a bare comma a number may count something else."""
        days = match["days"].replace("-,", "&")
        if "," not in days or "&" in days:
            return True
        return match["on_day"] is not None and self.marks[match.end("on_day") - 1].plural

    def _is_month_after_day(self, match: re.Match) -> bool:
        at = match.start("month")
        month = self.marks[at]
        if month.letter == "L":
            return "year" in match.re.groupindex and "relative" not in match.re.groupindex
        counted = self._is_any(match.start("days"), "wq") and not self._is_ordinal(match.span("days"))
        return not (counted and self._is_other_word(at)) and month.case not in (*DERIVED, "adj")

    def _is_bare_other_word(self, match: re.Match) -> bool:
        """`12 май` is twelve oils, `12-май`, `12 майда` and `12 май күні` are dates."""
        at = match.start("month")
        bare = match["on_day"] is None and not self.marks[at].case and not self._is_ordinal(match.span("days"))
        return bare and self.letters[at - 1] != "-" and self._norm(at).startswith(NEVER_ALONE)

    def _is_other_word(self, at: int) -> bool:
        return self._norm(at).startswith(SELDOM_ALONE)

    def _on(self, match: re.Match, year: Optional[int], dated: bool) -> Optional[Period]:
        month = self.marks[match.start("of")]
        if self.marks[match.end("of") - 1].case != "gen":
            return None
        ranged = self._letter(match.end() - 1) == "g"  # `тамыздың 3-5 аралығында`
        numbers = []
        for name in ("on", "on_to"):
            if match[name] is None:
                continue
            start, end = match.span(name)
            number = self._number(start, end, inflected=True)
            mark = self.marks[end - 1]
            inflected = mark.letter in "zI" or mark.possessive or match["on_to"] and (name == "on" or ranged)
            if number is None or not 1 <= number <= 31 or not (inflected or self._is_day_unit(end)):
                return None
            numbers.append(number)
        month_to = month if match["of_to"] is None else self.marks[match.start("of_to")]
        return Period(Partial(year, month.value, numbers[0]), Partial(year, month_to.value, numbers[-1]))

    def _is_day_unit(self, at: int) -> bool:
        """Whether `күні`, `-күні` or `-жұлдызы` stands at an index."""
        return self._letter(at + (self._letter(at) == "-")) in ("k", "@")

    def _months(self, match: re.Match, year: Optional[int], dated: bool) -> Optional[Period]:
        start, end = match.span("months")
        months = [i for i in range(start, end) if self.letters[i] == "M"]
        final = self.marks[months[-1]].case
        if any(self.marks[i].case for i in months[:-1]) or final in (*DERIVED, "adj"):
            return None
        named = self._letter(end) == "a" and match.end() > end
        if match["month_part"] is not None:
            at = match.start("month_part")
            which = self.marks[at].value if self.letters[at] == "p" else "first"
            if self.marks[at - 1].case != "gen" or which not in ("first", "recent"):
                return None
            named = True
        groups = match.groupdict()
        if len(months) == 1:
            if not named and not self._is_month(start, dated, groups.get("edge", "") is not None):
                return None
        elif not (named or dated or final or "-" in match["months"] or groups.get("cover")):
            if "," in match["months"] or all(map(self._is_other_word, months)):
                return None
        return periods.in_year(year, self.marks[months[0]].value, self.marks[months[-1]].value)

    def _is_month(self, at: int, dated: bool, edged: bool) -> bool:
        """Whether a month's name without a day or `ай` is one and no other word."""
        case = self.marks[at].case
        other = self._is_other_word(at)
        if dated:
            event = not case and not self.marks[at].possessive and self.text(at)[:1].isupper()
            return not event and (case in _PLACED or not self._norm(at).startswith(NEVER_ALONE))
        if edged:
            return case in ("", "gen")
        throughout = self._letter(at + 1) == "+" and not self.marks[at + 1].value  # `наурыз бойы`
        placed = case in _PLACED or not case and not other and throughout
        if not placed or self.marks[at].possessive or self._norm(at).startswith(NEVER_ALONE):
            return False
        summer = self.marks[at].value == 6
        if (other or summer) and (case == "gen" or case == "dat" and self._letter(at + 1) != ">"):
            return False
        if summer and self._letter(at - 1) == "r":
            return False
        text = self.text(at)
        return not text[:1].isupper() or not other and self._begins_sentence(at)

    def _begins_sentence(self, at: int) -> bool:
        return at == 0 or self._is_any(at - 1, "|/-(") or not any(map(str.isalnum, self.text(at - 1)))

    def _numbered(self, match: re.Match, year: Optional[int], dated: bool) -> Optional[Period]:
        """Months by numbers, as China's Kazakh press has them: `11-айдың 18-күні`, `8-айда`, `1-айдан 9-айға дейін`."""
        month = self._number(*match.span("numbered"))
        unit = self.marks[match.start("numbered_unit")]
        if month is None or not 1 <= month <= 12 or unit.plural or unit.case in (*DERIVED, "adj"):
            return None
        if match["numbered_day"] is not None:
            return self._numbered_days(match, Partial(year, month))
        if match["numbered_to"] is not None:
            last, end = self._number(*match.span("numbered_to")), self.marks[match.start("numbered_end")]
            ranged = unit.case == "abl" and end.case == "dat" and last is not None and month < last <= 12
            return periods.in_year(year, month, last) if ranged else None
        if self.letters[match.start("numbered")] != "d" and not dated:
            return None  # `екінші айда` is also the second month of something
        return periods.in_year(year, month) if dated or unit.case in _PLACED else None

    def _numbered_days(self, match: re.Match, month: Partial) -> Optional[Period]:
        days = [self._number(*match.span("numbered_day"))]
        if self.marks[match.start("numbered_unit")].case != "gen":
            return None
        if match["numbered_day_to"] is not None:
            start, end = self.marks[match.start("day_unit")], self.marks[match.start("day_end")]
            days.append(self._number(*match.span("numbered_day_to")))
            joined = self.letters[match.end("day_unit")] in "-&"
            if not (joined or start.case == "abl" and end.case == "dat"):
                return None
        if any(day is None or not 1 <= day <= 31 for day in days):
            return None
        return Period(month._replace(day=days[0]), month._replace(day=days[-1]))

    def _count(self, match: re.Match, year: Optional[int], dated: bool) -> Optional[Period]:
        number = self._number(*match.span("count"))
        kind = self.marks[match.start("count_kind")].value if match["count_kind"] else None
        kinds = (None, "first", "past", "recent", "this", "that", *(("previous",) if dated else ()))
        if number is None or not 1 <= number <= 12 or kind not in kinds:
            return None
        if not dated:
            if kind != "first":
                return None
            year = self._this_year(match.start())
            if year is not None and self.today is not None and year == self.today.year and number > self.today.month:
                year -= 1
        return periods.in_year(year, 13 - number, 12) if kind == "recent" else periods.in_year(year, 1, number)

    def _ordinal(self, match: re.Match, name: str, most: int, dated: bool = False) -> Optional[int]:
        """dated: a year is named, so that `алдыңғы` is its first (`осы жылғы алдыңғы жарым жылда`)."""
        start, end = match.span(name)
        if self.letters[start] == "p":
            return {"first": 1, "recent": most, "previous": 1 if dated else None}.get(self.marks[start].value)
        number = self._number(start, end)
        return number if number is not None and 1 <= number <= most else None

    def _month_ordinal(self, match: re.Match, year: Optional[int], dated: bool) -> Optional[Period]:
        number = self._ordinal(match, "month_ordinal", 12)
        return periods.in_year(year, number) if dated and number is not None else None

    def _quarter(self, match: re.Match, year: Optional[int], dated: bool) -> Optional[Period]:
        number = self._ordinal(match, "quarter", 4)
        if number is None or (not dated and match["quarter"] == "p" and number != 1):
            return None
        return periods.quarter(year, number)

    def _quarters(self, match: re.Match, year: Optional[int], dated: bool) -> Optional[Period]:
        """`2025 жылдың үш тоқсанында`."""
        number = self.marks[match.start("quarters")].value
        kind = self.marks[match.start("quarters_kind")].value if match["quarters_kind"] else "first"
        first = dated and kind in ("first", "previous")
        return periods.in_year(year, 1, 3 * number) if first and 2 <= number <= 4 else None

    def _the_half(self, match: re.Match, year: Optional[int], dated: bool) -> Optional[Period]:
        """`жартыжылдықта`: the results of the first half of a year."""
        mark = self.marks[match.start("the_half")]
        return periods.half(year, 1) if mark.case in ("loc", "loc-adj") else None

    def _half(self, match: re.Match, year: Optional[int], dated: bool) -> Optional[Period]:
        number = self._ordinal(match, "half", 2, dated)
        for i in range(match.end("half"), match.end()):
            letter, mark = self.letters[i], self.marks[i]
            if letter == "e" and (not dated or mark.value != "half") or letter == "y" and mark.case != "lik":
                return None
            if letter != "-":
                break
        return periods.half(year, number) if number is not None else None

    def _season(self, match: re.Match, year: Optional[int], dated: bool) -> Optional[Period]:
        start, end = match.span("season")
        mark = self.marks[start]
        if end == start + 1 and not mark.case and self._letter(end) == "O":
            return None  # `Көктем мерекесі`
        if mark.case == "acc" and not mark.possessive:
            return None  # `2025 жылы жазды` is wrote
        if not self._is_named_season(start, end) or end == start + 1 and not dated and not self._is_season(start):
            return None
        return periods.season(year)

    def _is_named_season(self, start: int, end: int) -> bool:
        """Whether a season and a word after it (`жазғы маусым`, `қыс мезгілі`) belong together."""
        if end == start + 1:
            return True
        if self.letters[start] == "S" and self.marks[start].case:
            return False
        return self.letters[end - 1] != "M" or self._norm(end - 1).startswith(SEASON)

    def _is_season(self, at: int) -> bool:
        """Whether a season's name alone is one: `жаз` is also write, `қысқа` short, `жаздың` you wrote."""
        mark = self.marks[at]
        case = mark.case
        if mark.possessive or mark.plural:
            return False
        if not case and self._letter(at + 1) == "+":
            return True
        norm = self._norm(at)
        for season, cases in SEASON_CASES.items():
            if norm.startswith(season):
                return case in cases
        return case in _PLACED or not case
