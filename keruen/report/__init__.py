"""Static pages over annotated documents: every flow with the words that it was read from. See `docs/report.md`."""

from .reading import Read, read_annotated
from .rows import article_of
from .site import LANGUAGES, ReportError, Site

__all__ = ["LANGUAGES", "Read", "ReportError", "Site", "article_of", "read_annotated"]
