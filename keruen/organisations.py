"""Organisations: what the guidelines say of the borders of ORG entities, applied to what the tagger proposes.

A proposal of several words stands only where something speaks for it: the head of an institution's name at its end, a
known body, initials, Latin letters, quotation marks or capitals throughout. A name in quotation marks is tagged inside them
before a short generic noun (`«Самұрық-Қазына» қоры`), and together with them where a longer official noun follows
(`«Атамекен» ұлттық кәсіпкерлер палатасы`). A body of the state named with its country is one span (`Қырғызстанның
ұлттық статистика комитеті`). Word lists: `vocabulary/institutions.json`.
"""
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from .features import lists_of
from .places import gazetteer
from .vocabulary import Lexicon, read

LABEL = "ORG"
QUOTE = '"'
STATE = "government"


@lru_cache(maxsize=1)
def _heads() -> dict[str, Lexicon]:
    words = read("institutions")
    return {
        "any": Lexicon(dict.fromkeys((head for heads in words["heads"].values() for head in heads), True)),
        STATE: Lexicon(dict.fromkeys(words["heads"][STATE], True)),
        "short": Lexicon(dict.fromkeys(words["short_heads"], True)),
    }


class Organisations:
    """Keeps, mends and joins the ORG entities of a document. See the module."""

    def __call__(self, doc: Doc) -> Doc:
        ents = list(doc.ents)
        if not any(ent.label_ == LABEL for ent in ents):
            return doc
        mended: list[Span] = []
        for ent in ents:
            if ent.label_ == LABEL:
                ent = _unquoted(ent)
                before = mended[-1] if mended else None
                if before is not None and _after_quoted(before, ent):
                    if _heads()["short"].word(doc[ent.end - 1].norm_):
                        continue
                    mended.pop()
                    ent = Span(doc, before.start - 1, ent.end, label=LABEL)
                elif before is not None and _of_state(before, ent):
                    mended.pop()
                    ent = Span(doc, before.start, ent.end, label=LABEL)
                elif not _supported(ent):
                    continue
            mended.append(ent)
        doc.ents = mended
        return doc


def _words(span: Span) -> list[Token]:
    return [token for token in span if token.is_alpha or " " in token.text]


def _supported(ent: Span) -> bool:
    """Whether anything speaks for a proposal; a single word needs nothing."""
    words = _words(ent)
    if len(words) < 2:
        return bool(words) or any(token.is_alpha for token in ent)
    if ent.start and ent.doc[ent.start - 1].norm_ == QUOTE or any(token.norm_ == QUOTE for token in ent):
        return True
    if any(" " in token.text or token.text.isascii() for token in words):
        return True
    if _heads()["any"].word(words[-1].norm_):
        return True
    lists = [lists_of(token.norm_) for token in words]
    if any("initials" in found for found in lists) or len(words) == 2 and any("body" in found for found in lists):
        return True
    return all(token.text[0].isupper() for token in words)


def _unquoted(ent: Span) -> Span:
    """`Самұрық-Қазына" қоры` to `Самұрық-Қазына`."""
    doc = ent.doc
    closing = [token.i for token in ent if token.norm_ == QUOTE]
    if len(closing) != 1 or closing[0] == ent.start or closing[0] + 2 != ent.end:
        return ent
    if not _heads()["short"].word(doc[ent.end - 1].norm_):
        return ent
    return Span(doc, ent.start, closing[0], label=LABEL)


def _after_quoted(before: Span, ent: Span) -> bool:
    """Whether a proposal of several words follows the closing quotation mark of another: `«⟦Атамекен⟧» ⟦ұлттық
    кәсіпкерлер палатасы⟧`."""
    doc = ent.doc
    if before.label_ != LABEL or before.end + 1 != ent.start or len(_words(ent)) < 2 or not before.start:
        return False
    return doc[before.end].norm_ == QUOTE and doc[before.start - 1].norm_ == QUOTE


def _of_state(before: Span, ent: Span) -> bool:
    """A country in the genitive or nominative directly before a body of the state."""
    if before.label_ != "GPE" or before.end != ent.start:
        return False
    words = _words(ent)
    if len(words) < 2 or not _heads()[STATE].word(words[-1].norm_):
        return False
    match = gazetteer().match([token.norm_ for token in before], 0)
    place = match.senses[0].place if match and match.end == len(before) else None
    return bool(place) and place.kind == "country" and match.ending.case in ("", "gen")


@Language.factory("keruen_organisations", assigns=["doc.ents"])
def make_organisations(nlp: Language, name: str) -> Organisations:
    """Create the component; it follows the tagger and precedes `keruen_places`, which fills what it leaves free."""
    return Organisations()
