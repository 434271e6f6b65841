"""Documents that the tests of the pages share."""

import json
from pathlib import Path

from keruen.documents import Document, read_document
from keruen.report import Site, article_of

ROOT = Path(__file__).parent.parent.parent
SERBIA = (
    "Қазақстан мен Сербия\n"
    "2025 жылы Қазақстан Сербияға 28,6 миллион доллардың тауарын экспорттады, оның ішінде мұнай – 20 миллион доллар."
)


def document_of(**fields) -> Document:
    return read_document(json.dumps({"text": "", "ents": [], "flows": [], **fields}), "test")


def span(text: str, words: str) -> dict:
    start = text.index(words)
    return {"start": start, "end": start + len(words)}


def write_site(folder: Path, documents, language="en", file="news.jsonl") -> Path:
    site = Site(folder, language)
    for document in documents:
        site.add(article_of(document, file))
    site.close()
    return folder


BAD = (
    "{{7*7}}\u202e<script>window.pwned=1</script><img src=x onerror=window.pwned=1><svg onload=window.pwned=1></svg>"
    '"\' onmouseover=window.pwned=1 autofocus onfocus=window.pwned=1 x="'
    "</script></textarea></title></style>--><!--{% raw %}${7*7}\u2028window.pwned=1\u2029\u202e\u2066\ud800\x00\x1b"
)
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", '=HYPERLINK("http://example.com","x")']
