"""Annotation jobs: readers, the annotating stream, writers, and jobs that resume and scale out (`docs/batch.md`)."""

from ..inputs import Rejected
from .annotate import annotate
from .models import load_model
from .readers import Columns, read

__all__ = ["Columns", "Rejected", "annotate", "load_model", "read"]
