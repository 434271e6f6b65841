"""Entities written to a document.

`Doc.set_ents` writes every token that no entity holds anew, which costs more than all the rest; where a component changes
but a few entities, most of those tokens are outside of any already.
"""

from typing import Sequence

import numpy
from spacy.attrs import ENT_IOB
from spacy.tokens import Doc, Span

OUTSIDE = 2  # `Token.ent_iob` of a token that is known to be in no entity
MOST_CHANGED = 0.25


def set_entities(doc: Doc, ents: Sequence[Span]) -> None:
    """Set the entities of a document, and all other tokens outside, as `Doc.set_ents` does.

    RAISES (ValueError): if entities overlap.
    """
    taken: set[int] = set()
    for ent in ents:
        taken.update(range(ent.start, ent.end))
    held = numpy.flatnonzero(doc.to_array(ENT_IOB) != OUTSIDE)
    freed = set(held.tolist()).difference(taken)
    if len(freed) > MOST_CHANGED * len(doc):
        doc.set_ents(ents)
    else:
        doc.set_ents(ents, outside=[Span(doc, i, i + 1) for i in freed], default="unmodified")
