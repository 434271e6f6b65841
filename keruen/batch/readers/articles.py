"""Files of one article each: plain text, and web pages through trafilatura."""

import logging
from functools import lru_cache
from pathlib import Path
from typing import Optional, Union

from ...documents import Document
from ...inputs import Rejected
from ...inputs.encodings import EncodingError, decode
from .base import Columns, Format, Read, Slice, begins, cut_whole, placed

LONGEST_PAGE = 20_000_000  # bytes of HTML


def read_text(part: Slice, columns: Columns) -> Read:
    yield article(Path(part.path).read_bytes(), part.name)


def article(raw: bytes, name: str) -> Union[Document, Rejected]:
    """A document of the bytes of one article."""
    try:
        text = decode(raw)
    except EncodingError as error:
        return Rejected(name, str(error), text=begins(raw.decode("utf-8", "backslashreplace")))
    return placed(Document(text=text), name, name)


def read_page(part: Slice, columns: Columns) -> Read:
    """The article of a web page: its title and text, its date (`meta.date_from` is `page`), title and address."""
    raw = Path(part.path).read_bytes()
    if not raw.strip():
        yield Rejected(part.name, "the page is empty")
        return
    if len(raw) > LONGEST_PAGE:
        yield Rejected(part.name, f"{len(raw):,} bytes of HTML are more than {LONGEST_PAGE:,}; save the article alone")
        return
    page, problem = _extract(raw)
    if page is None:
        yield Rejected(part.name, problem, text=begins(raw[:4000].decode("utf-8", "replace")))
        return
    yield placed(page, part.name, part.name)


@lru_cache(maxsize=1)
def _config():
    """trafilatura's settings, with briefs of one sentence as good as long articles."""
    from trafilatura.settings import use_config

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it discards is told as rejected
    config = use_config()
    for name in ("MIN_EXTRACTED_SIZE", "MIN_OUTPUT_SIZE"):
        config.set("DEFAULT", name, "1")
    return config


def _extract(raw: bytes) -> tuple[Optional[Document], str]:
    import trafilatura

    try:
        found = trafilatura.bare_extraction(
            raw,
            with_metadata=True,
            config=_config(),
            include_comments=False,
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except Exception as error:  # of parsers that a page was made to break
        return None, f"the page can't be read: {type(error).__name__}: {error}"
    if found is None or not (found.text or "").strip():
        return None, "no article was found in the page; save its text as .txt"
    title, text = (found.title or "").strip(), found.text.strip()
    if title and not text.startswith(title):
        text = f"{title}\n{text}"
    meta = {"title": title, "url": found.url, "publisher": found.sitename or found.hostname, "date": found.date}
    if found.date:
        meta["date_from"] = "page"
    return Document(text=text, meta={key: value for key, value in meta.items() if value}), ""


TEXT = Format((".txt",), cut_whole, read_text)
PAGE = Format((".html", ".htm"), cut_whole, read_page, needs="trafilatura")
