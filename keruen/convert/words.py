"""What a conversion asks of the library: tokens, codes of places and amounts that nobody annotated."""

from functools import cached_property
from typing import Any, Iterable, Optional

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from .. import amounts
from .fields import number
from .marks import Mark

SIDES = {"origin", "destination"}


class Words:
    """Reads texts as the pipeline does, without a model."""

    @cached_property
    def nlp(self) -> Language:
        """Kazakh's tokenizer and sentence boundaries."""
        nlp = spacy.blank("kk")
        nlp.add_pipe("keruen_sentences")
        return nlp

    @cached_property
    def _places(self):
        return spacy.blank("kk").add_pipe("keruen_places", config={"add": "none", "align": False})

    def tokens(self, text: str) -> Doc:
        return self.nlp.make_doc(text)

    def sentences(self, text: str) -> Doc:
        """Tokens with sentence starts."""
        doc = self.nlp.make_doc(text)
        return self.nlp.get_pipe("keruen_sentences")(doc) if len(doc) else doc

    def codes(self, text: str, marks: Iterable[Mark], known: dict[str, Any]) -> dict[str, str]:
        """Country codes of places and bodies by the keys of their marks: those known, else the gazetteer's.

        known (dict): key to what else is known of an entity (`code`).
        """
        doc = self.tokens(text)
        out, asked, taken = {}, {}, [False] * len(doc)
        for mark in marks:
            code = known.get(mark.key, {}).get("code")
            code = code if isinstance(code, str) else ""
            if code:
                out[mark.key] = code
            inside = 0 <= mark.start < mark.end <= len(text)
            span = doc.char_span(mark.start, mark.end, label=mark.label, kb_id=code) if inside else None
            if mark.label in ("GPE", "ORG") and span is not None and not any(taken[span.start : span.end]):
                taken[span.start : span.end] = [True] * len(span)
                asked[span.start_char, span.end_char] = (mark.key, span)
        doc.ents = [span for _, span in asked.values()]
        for ent in self._places(doc).ents:
            key = asked.get((ent.start_char, ent.end_char), (None,))[0]
            if key is not None and ent.kb_id_:
                out.setdefault(key, ent.kb_id_)
        return out

    @staticmethod
    def amount(words: str) -> dict[str, Any]:
        """`value`, `value_max` and `currency` of an amount's own words, as far as they say."""
        found = amounts.parse(words)
        if not found:
            return {}
        read = {name: getattr(found[0], name) for name in ("value", "value_max")}
        out = {name: number(str(value)) for name, value in read.items() if value is not None}
        if found[0].currency:
            out["currency"] = found[0].currency
        return out

    @staticmethod
    def whole(doc: Doc, start: int, end: int) -> Optional[Span]:
        """The tokens that a span of code points touches."""
        return doc.char_span(start, end, alignment_mode="expand")
