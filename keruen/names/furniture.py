"""What stands around an article on its page: credits of pictures, bylines, lines of sites and networks. A name there is no
ORG."""

from spacy.tokens import Doc, Span, Token

from ..orthography import skeleton
from .words import SITE, head, tokens_of, words_of

BESIDE = 3
MOST_WORDS = 10  # of a line beside a name
COLON = ":"
CREDITS = frozenset(map(skeleton, ("фото", "сурет", "автор", "©", "foto", "коллаж", "видео", "инфографика")))


def is_around_article(ent: Span, norms: list[str]) -> bool:
    """Whether a name is no part of the article: credited, a byline, or in a line of sites and networks."""
    return is_credited(ent, norms) or is_byline(ent) or is_furniture(ent)


def is_credited(ent: Span, norms: list[str]) -> bool:
    """Whether a name is who a picture is of or from: `Фото: Орталық коммуникациялар қызметі`."""
    start = ent.start
    if start and norms[start - 1] == COLON:
        return start > 1 and norms[start - 2] in CREDITS
    return start > 0 and norms[start - 1] in CREDITS


def is_byline(ent: Span) -> bool:
    """Whether a paper, an agency or a portal stands alone in a line: whose page it is."""
    doc, last = ent.doc, len(ent.doc)
    if not head(ent[-1], "media"):
        return False
    alone = not ent.start or "\n" in doc[ent.start - 1].text
    return alone and (ent.end == last or "\n" in doc[ent.end].text) and len(ent) < last


def is_furniture(ent: Span) -> bool:
    """Whether a name in Latin letters stands in a line of a page with nothing but numbers, dates, sites and networks
    (`1297 Adyrna.kz Telegram`, `Dalanews 19 қыр. 2021 11:51 519`)."""
    doc = ent.doc
    if len(ent) > MOST_WORDS or not all(token.is_ascii for token in ent):
        return False
    start, end = _line(doc, ent.start, ent.end)
    others = [*doc[start : ent.start], *doc[ent.end : end]]
    if not others or len(others) > MOST_WORDS:
        return False
    dated = tokens_of(date for date in doc.ents if date.label_ == "DATE" and date.start < end and date.end > start)
    return all(
        not token.text[0].isalpha() or token.i in dated or _is_network(token) or SITE.fullmatch(token.norm_)
        for token in others
    )


def _line(doc: Doc, first: int, last: int) -> tuple[int, int]:
    """The line that some tokens stand in, as far as `MOST_WORDS` and one more on either side."""
    start, end = first, last
    while start and "\n" not in doc[start - 1].text and first - start <= MOST_WORDS:
        start -= 1
    while end < len(doc) and "\n" not in doc[end].text and end - last <= MOST_WORDS:
        end += 1
    return start, end


def stamped(doc: Doc, clocks: list[int]) -> set[int]:
    """The tokens of lines that tell the time to the second (`Арал таңы 10:15:00`), at some places: lines of a page, no
    sentences."""
    found: set[int] = set()
    for i in clocks:
        start, end = _line(doc, i, i + 1)
        if end - start <= MOST_WORDS:
            found.update(range(start, end))
    return found


def _is_network(token: Token) -> bool:
    return words_of("networks").word(token.norm_) is not None


def is_in_text(doc: Doc, i: int) -> bool:
    """Whether a site is named among other words (`деп жазды Energyprom.kz`), and is no byline of its own and no credit
    (`Фото: gov.kz`)."""
    if any(token.norm_ in CREDITS for token in doc[max(0, i - 2) : i]):
        return False
    before, after = [t.text for t in doc[max(0, i - BESIDE) : i]], [t.text for t in doc[i + 1 : i + 1 + BESIDE]]
    for words_of_side in (reversed(before), after):
        for word in words_of_side:
            if "\n" in word:
                break
            if word[0].isalpha():
                return True
    return False
