"""Passages with their entities marked, read by the linker alone.

`[Сербияға|RS]` is a GPE with its code, `[Еуропалық одаққа|ORG:EU]` an ORG, `{28,6 млн доллар}` MONEY, `<2025 жылы|2025>` a DATE
with its period (`<бүгін>` has none). Expected, one line for each amount: `none`, or `kind ORIGIN>DESTINATION [period] [status]
[= goods]`, where `?` is a party left open and the status is actual unless named.
"""
import re

import pytest
import spacy
from spacy.tokens import Doc, Span

from keruen.flows import link
from keruen.orthography import skeleton

TODAY = "2026-03-10"
MARKED = re.compile(r"\[(?P<place>[^|\]]+)\|(?P<code>[^\]]*)\]|\{(?P<money>[^}]+)\}|<(?P<date>[^|>]+)(?:\|(?P<period>[^>]*))?>")
SCALES = {"miñ": 1e3, "min": 1e3, "mln": 1e6, "million": 1e6, "mlrd": 1e9, "milliard": 1e9, "trln": 1e12, "trillion": 1e12}
CURRENCIES = {"dollar": "USD", "$": "USD", "euro": "EUR", "€": "EUR", "teng": "KZT", "rubl": "RUB", "iuan": "CNY", "sum": "UZS", "som": "KGS"}
NLP = spacy.blank("kk")


def _value(text: str) -> tuple[float, str]:
    words = [skeleton(word) for word in re.findall(r"[\d.,]*\d|[^\W\d]+|[$€]", text)]
    value = 0.0
    scale = 1.0
    for word in words:
        if word[0].isdigit():
            value = float(word.replace(",", "."))
        scale *= SCALES.get(word, 1.0)
    found = [code for stem, code in CURRENCIES.items() if any(word.startswith(stem) for word in words)]
    return value * scale, found[0] if found else "USD"


def read(marked: str, convert=lambda text: text, lang: str | None = None, today: str = TODAY) -> Doc:
    """A `Doc` of a marked passage.

    convert: applied to the text and to each marked name, to write the passage in another script.
    """
    text, spans, last = "", [], 0
    for match in MARKED.finditer(marked):
        text += convert(marked[last : match.start()])
        words = convert(match["place"] or match["money"] or match["date"])
        label = "MONEY" if match["money"] else "DATE" if match["date"] else "GPE"
        spans.append((len(text), len(text) + len(words), label, match["code"] or "", match["period"] or None, match["money"]))
        text += words
        last = match.end()
    text += convert(marked[last:])
    doc = NLP.make_doc(text)
    ents = []
    for start, end, label, code, period, money in spans:
        if code.startswith("ORG"):
            label, code = "ORG", code[4:]
        span = doc.char_span(start, end, label=label, kb_id=code)
        assert span is not None, f"{text[start:end]!r} is no span of {text!r}"
        ents.append(span)
    doc.set_ents(ents)
    for span, (*_, period, money) in zip(doc.ents, spans):
        if money:
            span._.value, span._.currency = _value(money)
        elif period:
            span._.period = period
    doc._.date = today
    if lang:
        doc.user_data["meta"] = {"lang": lang}
    return doc


def described(doc: Doc) -> list[str]:
    """The decision on each amount, in the notation of the tables."""
    flows = {(flow["money"]["start"], flow["money"]["end"]): flow for flow in link(doc)}
    lines = []
    for ent in doc.ents:
        if ent.label_ != "MONEY":
            continue
        flow = flows.get((ent.start_char, ent.end_char))
        if flow is None:
            lines.append("none")
            continue
        parties = f"{flow['origin'] or '?'}>{flow['destination'] or '?'}"
        line = " ".join(filter(None, (flow["flow"], parties, flow["period"], flow["status"].replace("actual", ""))))
        if flow["commodity"]:
            line += " = " + doc.text[flow["commodity"]["start"] : flow["commodity"]["end"]]
        lines.append(line)
    return lines


def folded(line: str) -> str:
    """A table line with its goods as skeletons, and a movement named from either side as one."""
    fields, equals, goods = line.partition(" = ")
    fields = re.sub(r"^(import|export)\b", "movement", fields)
    return fields + equals + " ".join(skeleton(word) for word in re.findall(r"\w+", goods))


@pytest.fixture
def linked():
    """Check a passage: `linked(marked, expected, lang=None)`."""

    def check(marked: str, expected: str, lang: str | None = None, convert=lambda text: text) -> None:
        lines = described(read(marked, convert, lang))
        want = [line.strip() for line in expected.strip().split("\n")]
        assert [folded(line) for line in lines] == [folded(line) for line in want], lines

    return check


def span_texts(doc: Doc, spans: list[dict]) -> list[str]:
    return [doc.text[span["start"] : span["end"]] for span in spans]


__all__ = ["Span", "described", "folded", "read", "span_texts"]
