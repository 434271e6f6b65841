"""The shapes of dates: regular expressions over a string of one letter per token (`words.mark`).

| letter | token | letter | token |
| --- | --- | --- | --- |
| d Y n | number of one or two, of four, of other digits | w o q | number word, ordinal, тоқсан (90, quarter) |
| s z | ordinal suffix, case ending after a hyphen | I R | Roman numeral (I may be an ending) |
| F | numeric date | M L | month, abbreviated month |
| y j | year, its abbreviation | a u k t | month, week, day, day and night as units |
| c D H Q h V | century, decade, half-year, quarter, ten days, anniversary | S J | season; as an adjective |
| W b B | weekday, day deictic, year deictic | p | relative word (`осы`, `өткен`) |
| x X l | few, after one, and a half | C A | working, school, financial; by the calendar |
| e g T v | edge (`басы`), cover (`кезеңі`), spell (`уақыт`), corresponding | i | within |
| & < > + | and, ago, until, through | ! ~ ^ | every (after), every (before), before our era |
| G E | approximately, calculation | K P N f | road, programme, nowadays, even |
| r O | new, feast | Z U | rest (`демалыс`, `дем алыс`) |
| m @ | red (of `Қызыл Жарты Ай`); day of a month (`16-жұлдызы`) | " | quotation mark |
| / the end of a line | the end of a sentence |

Each shape has a reader of the same name in `reading.Reader`, which gives its period or refuses it.
"""
import re

_COUNT = r"(?:[dYn]|[wq]{1,9})"
_ORDINAL = r"(?:[dYn]-?s|[RI]|[wq]{0,9}o)"
_WORD_ORDINAL = r"(?:[dYn]-?s|[wq]{0,9}o)"
_YEAR_NUMBER = r"(?:[dYn](?:-?s)?|[wq]{0,9}[wqo])"
_DAY_NUMBER = r"(?:d(?:-?s)?|[wq]{0,9}[wqo])"
_AND = r"(?:-,|[-,&]|,&)"
_YEAR = rf"(?:(?P<year>{_YEAR_NUMBER})-?(?P<unit>[yj])|(?P<relative>B[CA]?y|p-?[CA]?y|B))"
_END = r"(?P<edge>e)?(?P<cover>v?p?g|v?T)?(?:-f)?"
_YEAR_END = r"(?P<edge>e)?(?P<cover>v{0,2}p?[gTaqQH]|C[TM])?(?:-f)?"

_DAYS = (
    rf"(?P<days>{_DAY_NUMBER}(?:{_AND}{_DAY_NUMBER}){{0,9}})-?(?P<month>[ML])"
    rf"(?:[-&](?P<days_to>{_DAY_NUMBER})-?(?P<month_to>[ML])|(?P<day_until>d-z))?(?P<on_day>-?k)?"
)
_ON = rf"{_DAY_NUMBER}(?:-[zI])?(?![oe]|-?[hu])"
_MONTH_DAYS = rf"(?P<of>Ma?)(?P<on>{_ON})(?:[-&](?P<of_to>M)?(?P<on_to>{_ON}))?(?:-?@k?|-?k)?"
_MONTHS = rf"(?P<months>M(?:{_AND}M){{0,11}})a?(?P<month_part>{_ORDINAL}(?=e)|(?:{_ORDINAL}|p)-?[hu])?"
_NUMBERED = (
    rf"(?P<numbered>d(?=-a)|{_WORD_ORDINAL}(?=-?a))-?(?P<numbered_unit>a)"
    rf"(?:(?P<numbered_to>d(?=-a))-(?P<numbered_end>a)(?=>)|(?P<numbered_day>{_DAY_NUMBER})-?(?P<day_unit>[k@])"
    rf"(?:(?:-|&)?(?P<numbered_day_to>{_DAY_NUMBER})-?(?P<day_end>[k@]))?)?"
)
_MONTH_COUNT = rf"(?P<count_kind>[pv])?(?P<count>{_COUNT})-?a"
_MONTH_ORDINAL = rf"(?P<month_ordinal>{_WORD_ORDINAL}|p)-?a"
_QUARTER = rf"(?P<quarter>{_ORDINAL}|p|d(?=-?[qQ]))-?[qQ]"
_HALF = rf"(?P<half>{_ORDINAL}|p|d(?=-?H))-?(?:H|[lx][yV]|e)"
_PARTS = r"(?P<quarters_kind>p)?(?P<quarters>w)-?[qQ]|(?P<the_half>H)"
_SEASON = r"(?P<season>S[Ta]?|(?:J[-&])?J[MTak])"
_IN_MONTHS = rf"{_DAYS}|{_MONTH_DAYS}|{_MONTHS}|{_NUMBERED}|{_MONTH_COUNT}|{_MONTH_ORDINAL}"
_WITHIN = rf"(?:{_IN_MONTHS}|{_QUARTER}|{_HALF}|{_PARTS}|{_SEASON})"
_CENTURY = (
    rf"(?:(?P<century>{_ORDINAL}|[dn])(?:{_AND}(?P<century_to>{_ORDINAL}|[dn]))?-?(?P<of_century>[cj])"
    r"|(?P<that_century>p)c)"
)
_DECADE = rf"(?P<decade>{_YEAR_NUMBER})(?:{_AND}(?P<decade_to>{_YEAR_NUMBER}))?-?(?P<unit>y)"
_YEARS = (
    rf"(?P<year>{_YEAR_NUMBER})(?:{_AND}{_YEAR_NUMBER}){{0,9}}"
    rf"{_AND}(?P<year_to>{_YEAR_NUMBER})-?[CA]?(?P<unit>[yj])(?:(?<=j)j)?"
)
_WHOLE = rf"(?:{_YEAR}|(?P<bare>[ySau])|(?P<month>Ma?))"
_FEW = rf"(?P<count>lx?|x|wX|{_COUNT}(?:[-&]{_COUNT})?(?:-z|l|-f)?G?|Q(?=c))"

# name, letters that it begins with, pattern
_SHAPES = (
    ("decade", "dYnwqoRIp", rf"(?:{_CENTURY})?{_DECADE}{_END}"),
    ("year", "dYnwqopB", rf"{_YEAR}{_YEAR_END}"),
    ("year_part", "dYnwqopBy", rf"(?:{_YEAR}|(?P<bare>y))-?{_WITHIN}{_END}"),
    ("part", "dYnwqopMSJRIH", rf"{_WITHIN}{_END}"),
    ("part_year", "dwqoML", rf"(?:{_DAYS}|{_MONTHS}),?(?P<year>Y)(?P<unit>-?[yj])?"),
    ("month_first", "ML", r"(?P<month>[ML])(?P<day>d),?(?P<year>Y)(?!-?[yj])"),
    ("year_range", "dYnwqo", rf"{_YEARS}{_SEASON}?{_END}"),
    ("century", "dnwqoRIp", rf"{_CENTURY}(?:(?P<half>{_ORDINAL})(?=e))?{_END}"),
    ("numeric", "F", r"(?P<first>F)(?:-(?P<last>F))?(?:-?[yj])?"),
    ("numeric_parts", "dY", r"(?:Y-d-d|d-d-Y)(?:-?j)?"),
    ("day", "b", r"(?P<day>b)(?:-(?P<day_to>b))?(?P<unit>k|N|T)?(?:-f)?"),
    ("weekday", "pW", r"(?P<relative>p)?(?P<weekday>W)(?:[-&]?(?P<weekday_to>W)g?)?k?"),
    ("weekday_of", "p", r"(?P<relative>p)u(?P<weekday>W)k?"),
    ("day_of", "pa", rf"(?P<relative>p)?a(?P<days>{_DAY_NUMBER}(?:-[zI])?)(?:-?k)?"),
    ("month_relative", "p", rf"(?P<relative>p)(?P<month>M)a?{_END}"),
    ("season_relative", "p", r"(?P<relative>p)(?P<season>S[Ta]?|(?:J[-&])?J[MTak])(?P<edge>e)?"),
    ("weeks", "wdp", rf"p?(?P<count>{_COUNT}(?:[-&]{_COUNT})?)(?P<weekday>W)"),
    ("first_days", "dYnwqopBySauM", rf"{_WHOLE}(?P<which>p)?(?:{_COUNT})?(?P<part>[kuay])(?:-f)?"),
    ("span", "pxwqdYnlQA",
     rf"(?P<kinds>p{{0,3}})A?{_FEW}?[CA]?-?(?P<unit>[yauktcDSHQq])(?P<edge>e)?(?P<cover>v?g)?(?:-f)?"),
    ("ordinal_unit", "dYnwqo", rf"(?P<count>{_WORD_ORDINAL})-?(?P<unit>[ykauS])(?:-f)?"),
    ("compound", "dwqn", rf"(?P<years>{_COUNT})-?(?P<year_unit>[ya])(?P<months>{_COUNT})-?(?P<unit>[aukt])(?:-f)?"),
    ("days_off", "pZU", r"p?(?:Z|U\.)(?P<unit>k)"),
    ("new_year", "r", r"r[CA](?P<unit>y)(?P<edge>e)?"),
    ("unit_edge", "yaucS", rf"(?P<unit>[yaucS])(?:{_ORDINAL}(?=e))?(?P<edge>e|i)"),
    ("unit_plural", "yauc", r"(?P<unit>[yauc])(?=[+<>])"),
    ("unit_through", "yauk", r"(?P<unit>[yauk])\+"),
    ("bracketed_year", "Y", r"(?<=\()(?P<year>Y)(?:-(?P<year_to>Y))?(?=\))"),
    ("inflected_year", "Y", r"(?P<year>Y)(?:-(?P<year_to>Y))?-(?P<ending>z)"),
    ("headline_year", "Y", r"(?<=-)(?P<year>Y)"),
    ("programme_year", "Y", r"(?P<year>Y)(?:-(?P<year_to>Y))?(?=K?P)"),
)
SHAPES: dict[str, list[tuple[str, re.Pattern]]] = {}
for _name, _letters, _pattern in _SHAPES:
    _compiled = re.compile(_pattern)
    for _letter in _letters:
        SHAPES.setdefault(_letter, []).append((_name, _compiled))
# where a date may begin: a number, a relative word or a unit only before a word that makes it one
_RUN = "dYnwqosxXlGCAfI,&-"
BEGINNING = re.compile(
    r"(?=[bBFMSJWxlQRIHdYnwqoAkrZUpyaucL])(?:"  # passes most tokens over at once
    rf"[bBFMSJWxlQRIH]|[dYnwqo](?=[{_RUN}]{{0,24}}[yjMLakutcDSHQqWKPVhzS)]|-[dY]-[dY])"
    r"|L(?=d,?Y)|(?<=-)Y|A(?=[dnwqlx])|k(?=\+)|r(?=[CA]y)|Z(?=k)|U(?=\.k)"
    rf"|p(?=[p{_RUN}]{{0,24}}[yakutcDSHQqWMJhZU])|y(?=[dYnwqopMSJRIeih+<>-])|[auc](?=[dYnwqopRIei+<>]))"
)
