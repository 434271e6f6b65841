"""Scripts, orthographies, skeletons and transliteration. Knows nothing of spaCy."""
from .skeleton import skeleton

__all__ = ["skeleton"]
