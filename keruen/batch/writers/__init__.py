"""Annotated documents to files."""

from .formats import FORMATS, schemas
from .rows import FLOW_COLUMNS, cells, flow_rows, harmless

__all__ = ["FLOW_COLUMNS", "FORMATS", "cells", "flow_rows", "harmless", "schemas"]
