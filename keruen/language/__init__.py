"""Kazakh (`kk`) and Karakalpak (`kaa`) as spaCy languages."""

from functools import lru_cache
from typing import Any, Iterable

from spacy.language import BaseDefaults, Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.vocab import Vocab

from .. import extensions  # noqa: F401  (documents of these languages always have the custom attributes)
from .lex_attrs import LEX_ATTRS, STOP_WORDS
from .tokenizer import Tokenizer

__all__ = ["Karakalpak", "Kazakh", "Tokenizer", "tokenize"]

CONFIG = {"nlp": {"tokenizer": {"@tokenizers": "keruen.Tokenizer.v1"}}}


class TurkicDefaults(BaseDefaults):
    config = BaseDefaults.config.merge(CONFIG)
    lex_attr_getters = {**BaseDefaults.lex_attr_getters, **LEX_ATTRS}


class KazakhDefaults(TurkicDefaults):
    stop_words = set(STOP_WORDS["kk"])


class KarakalpakDefaults(TurkicDefaults):
    stop_words = set(STOP_WORDS["kaa"])


class TurkicLanguage(Language):
    Defaults = TurkicDefaults

    def evaluate(self, examples: Iterable[Example], **kwargs) -> dict[str, Any]:
        """Evaluate the pipeline. The publication date is input and no annotation, so the predicted
        documents get it from the reference. Arguments and scores: `Language.evaluate`."""
        examples = list(examples)
        for example in examples:
            example.predicted._.date = example.reference._.date
        return super().evaluate(examples, **kwargs)


class Kazakh(TurkicLanguage):
    lang = "kk"
    Defaults = KazakhDefaults


class Karakalpak(TurkicLanguage):
    lang = "kaa"
    Defaults = KarakalpakDefaults


@lru_cache(maxsize=1)
def _tokenizer() -> Tokenizer:
    return Tokenizer(Vocab(lex_attr_getters=LEX_ATTRS))


def tokenize(text: str) -> Doc:
    """A document of a text without a pipeline, for functions that read a text alone."""
    return _tokenizer()(text)
