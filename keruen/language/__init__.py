"""Kazakh (`kk`) and Karakalpak (`kaa`) as spaCy languages."""
from spacy.language import BaseDefaults, Language

from .lex_attrs import LEX_ATTRS
from .tokenizer import Tokenizer

__all__ = ["Karakalpak", "Kazakh", "Tokenizer"]

CONFIG = {"nlp": {"tokenizer": {"@tokenizers": "keruen.Tokenizer.v1"}}}


class TurkicDefaults(BaseDefaults):
    config = BaseDefaults.config.merge(CONFIG)
    lex_attr_getters = {**BaseDefaults.lex_attr_getters, **LEX_ATTRS}


class Kazakh(Language):
    lang = "kk"
    Defaults = TurkicDefaults


class Karakalpak(Language):
    lang = "kaa"
    Defaults = TurkicDefaults
