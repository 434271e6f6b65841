"""Static pages over annotated documents: every flow with the words that it was read from. See `docs/report.md`."""

from .reading import Unread, read_annotated
from .rows import article_of
from .site import LANGUAGES, ReportError, Site

__all__ = ["LANGUAGES", "ReportError", "Site", "Unread", "article_of", "read_annotated"]
