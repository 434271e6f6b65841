"""Annotation jobs: readers and the annotating stream."""

from .annotate import annotate, load_model
from .readers import Rejected, read

__all__ = ["Rejected", "annotate", "load_model", "read"]
