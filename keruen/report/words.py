"""Words of documents made fit to be shown: nothing invisible, nothing that reorders a page, nothing that ends a script."""

import json
import re
import unicodedata
from typing import Any
from urllib.parse import urlsplit

from ..batch.writers import harmless

# what turns the order of a page's letters (U+202A-E, U+2066-9), breaks lines unseen, or is no character at all
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
LONGEST = 300  # characters of a field in a table
SLUG = 48
_SCRIPT = re.compile("[<>&\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")


def shown(char: str) -> str:
    """How a control character is shown: by its code point, `[U+202E]`; half a surrogate pair as U+FFFD."""
    return "\ufffd" if "\ud800" <= char <= "\udfff" else f"[U+{ord(char):04X}]"


def visible(value: Any, longest: int = LONGEST) -> str:
    """A field of a document as one line of text that can't turn the page around it.

    value (Any): what the field holds; whatever is no text is shown as its JSON, and None as nothing.
    longest (int): characters that are kept.
    """
    if value is None:
        return ""
    try:
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    except RecursionError:
        return "[…]"
    text = re.sub(r"[\t\n\r ]+", " ", text[: 4 * longest]).strip()
    text = CONTROLS.sub(lambda match: shown(match[0]), text)
    return text if len(text) <= longest else text[: longest - 1] + "…"


def slug(name: str) -> str:
    """The part of a file name that tells what a document is: small ASCII letters, digits and hyphens; may be empty."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:SLUG].strip("-")


def address(value: Any) -> str:
    """A web address that may be followed: http or https with a host; "" for anything else."""
    if not isinstance(value, str) or CONTROLS.search(value) or re.search(r"[\s\\]", value):
        return ""
    try:
        parts = urlsplit(value)
        return value if parts.scheme in ("http", "https") and parts.hostname else ""
    except ValueError:
        return ""


def host(value: Any) -> str:
    """The host of a web address, "" where it is none."""
    return (urlsplit(address(value)).hostname or "") if address(value) else ""


def cell(value: Any) -> Any:
    """A value for a CSV cell: no formula, and its controls to be seen."""
    return harmless(CONTROLS.sub(lambda match: shown(match[0]), value)) if isinstance(value, str) else value


def script_json(content: Any) -> str:
    """JSON that may stand in a script, inline too: `<`, `>`, `&`, line separators and whatever turns text are escaped."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _SCRIPT.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
