"""Scripts, orthographies, skeletons and transliteration. Knows nothing of spaCy."""
from .cyrillic import cyrillic
from .scripts import ORTHOGRAPHIES, SCRIPTS, orthography_of, script_of
from .skeleton import skeleton
from .transliterate import KAZINFORM, TARGETS, Habits, transliterate, transliterate_spans

__all__ = [
    "Habits", "KAZINFORM", "ORTHOGRAPHIES", "SCRIPTS", "TARGETS",
    "cyrillic", "orthography_of", "script_of", "skeleton", "transliterate", "transliterate_spans",
]  # fmt: skip
