"""Lines of files, whatever they are packed and encoded in, for all that read documents; and what can't be read."""

from .lines import REJECTS, STDIN, SUFFIXES, Line, Rejected, lines, object_of, read_documents

__all__ = ["REJECTS", "STDIN", "SUFFIXES", "Line", "Rejected", "lines", "object_of", "read_documents"]
