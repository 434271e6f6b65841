"""The component `keruen_names`: what the guidelines say of the borders of organisations and persons, applied to what the
tagger proposes, and the names that lists know for certain."""

from typing import Optional

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from ..language.batches import InBatches
from ..language.entities import set_entities
from ..language.words import Remembered, norms_of
from . import furniture, offices, organisations, persons, support
from .words import EDGES, LABEL_ORG, LABEL_PERSON, PAIRING, QUOTE, country, signed, tokens_of

OF_RULES = ("MONEY", "DATE")
BETWEEN = PAIRING | EDGES
BRACKETS = "()"
_may_be_edge = Remembered(lambda norm: norm in EDGES or norm.isspace() or norm in BRACKETS or norm == QUOTE)


class Names(InBatches):
    """Keeps, mends and joins the ORG and PERSON entities of a document, and adds certain ones. See `organisations`,
    `support`, `offices` and `persons`."""

    name = "keruen_names"

    def __call__(self, doc: Doc) -> Doc:
        proposed = doc.ents
        norms = norms_of(doc)
        at = signed(norms)
        if at["clock"]:
            stamped = furniture.stamped(doc, at["clock"])
            proposed = tuple(ent for ent in proposed if ent.label_ in OF_RULES or ent.start not in stamped)
        held = {i: ent for ent in proposed for i in range(ent.start, ent.end)}
        kept: list[Span] = []
        for proposal in proposed:
            for ent in _read(proposal, norms):
                self._keep(ent, kept, held, norms)
        kept += organisations.quoted(doc, kept, at["quote"])
        kept += organisations.listed(doc, kept, norms, at)
        taken = tokens_of(kept)
        kept += organisations.initials(doc, taken, at["initials"]) + persons.listed(doc, taken, at["given"])
        if at["child"]:
            others = tokens_of(ent for ent in kept if ent.label_ != "GPE")
            kept += persons.patronymics(doc, others, at["child"])
        if at["patronymic"]:
            kept += persons.joined_patronymics(doc, tokens_of(kept), at["patronymic"])
        kept = filter_spans(kept)
        of_owners = list(offices.found(doc, kept, norms, at))
        if of_owners:
            kept = filter_spans([*of_owners, *kept])
        taken = tokens_of(kept)
        named = [ent for ent in kept if ent.label_ == LABEL_PERSON]
        set_entities(doc, kept + persons.surnames(doc, taken, norms, at["surname"], named))
        return doc

    @staticmethod
    def _keep(ent: Span, kept: list[Span], held: dict[int, Span], norms: list[str]) -> None:
        """Write a proposal down with the borders that it has among those before it; or not, where it is no name."""
        if ent.label_ == LABEL_ORG:
            ent = organisations.of_place(ent, norms)
        doc, label = ent.doc, ent.label_
        if kept and ent.start < kept[-1].end or label in (LABEL_ORG, LABEL_PERSON) and _is_no_name(ent, norms):
            return
        if label == LABEL_PERSON:
            ent = persons.completed(ent, held, norms)
        if label == LABEL_ORG:
            ent = organisations.bordered(ent, norms)
            start, end = ent.start, organisations.official_noun(ent, held, norms)
            if end > ent.end:
                start -= 1
            while kept and (joined := organisations.joined(kept, Span(doc, start, end))) is not None:
                start, end = joined
                while kept and kept[-1].end > start:
                    kept.pop()
            start = organisations.pair(doc, start, kept[-1].end if kept else 0)
            while kept and kept[-1].end > start:
                kept.pop()
            ent = organisations.of_place(Span(doc, start, end, label=LABEL_ORG), norms)
            if kept and organisations.is_generic_after(kept[-1], ent) or not support.is_supported(ent, norms):
                return
        kept.append(ent)


def _read(proposal: Span, norms: list[str]) -> list[Span]:
    """What a proposal of the tagger stands for, without hyphens and commas at its edges."""
    label = proposal.label_
    if label in OF_RULES:
        return [proposal]
    ent = _without_edges(proposal, norms)
    if ent is None:
        return []
    if label == LABEL_PERSON:
        return persons.read(ent, norms)
    if label == LABEL_ORG:
        parts = organisations.parted(organisations.without_lead(ent, norms), norms)
        return [each for part in parts for each in persons.without_person(part, norms)]
    return [persons.of_place(ent, norms)] if label == "GPE" else [ent]


def _without_edges(ent: Span, norms: list[str]) -> Optional[Span]:
    """An entity without blanks, hyphens, commas, single brackets and quotation marks at its edges; None where nothing is
    left."""
    start, end = ent.start, ent.end
    if not any(map(_may_be_edge.__getitem__, norms[start:end])):
        return ent
    while start < end and (norms[start] in EDGES or norms[start].isspace()):
        start += 1
    while end > start and (norms[end - 1] in EDGES or norms[end - 1].isspace()):
        end -= 1
    if start < end and ("(" in norms[start:end]) != (")" in norms[start:end]):
        start += norms[start] in BRACKETS
        end -= end > start and norms[end - 1] in BRACKETS
    if start < end and norms[start:end].count(QUOTE) % 2:
        start += norms[start] == QUOTE
        end -= end > start and norms[end - 1] == QUOTE
    if start == end:
        return None
    return ent if (start, end) == (ent.start, ent.end) else Span(ent.doc, start, end, label=ent.label, kb_id=ent.kb_id)


def _is_no_name(ent: Span, norms: list[str]) -> bool:
    """Whether a proposed PERSON or ORG is but countries, or none of its kind."""
    if persons.is_no_name(ent) if ent.label_ == LABEL_PERSON else support.is_no_name(ent, norms):
        return True
    if support.names_thing(ent):
        return True
    own = norms[ent.start : ent.end]
    i = 0
    while i < len(own):
        i = country(own, i)
        if not i:
            return False
        if i < len(own) and own[i] in BETWEEN:
            i += 1
    return True


@Language.factory("keruen_names", assigns=["doc.ents"])
def make_names(nlp: Language, name: str) -> Names:
    """Create the component; it follows the tagger and precedes `keruen_places`, which fills what it leaves free."""
    return Names()
