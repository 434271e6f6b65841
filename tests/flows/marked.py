"""Passages with their entities marked, read by the linker alone.

`[Сербияға|RS]` is a GPE with its code, `[Еуропалық одаққа|ORG:EU]` an ORG, `{28,6 млн доллар}` MONEY,
`<2025 жылы|2025>` a DATE with its period (`<бүгін>` has none). Expected, one line for each amount: `none`, or
`kind ORIGIN>DESTINATION [period] [status] [= goods]`, where `?` is a party left open and the
status is actual unless named.
"""
import re

import spacy
from spacy.tokens import Doc

from keruen.flows import link
from keruen.orthography import skeleton
from keruen.orthography.transliterate import transliterate, transliterate_spans

TODAY = "2026-03-10"
MARKED = re.compile(
    r"\[(?P<place>[^|\]]+)\|(?P<code>[^\]]*)\]|\{(?P<money>[^}]+)\}|<(?P<date>[^|>]+)(?:\|(?P<period>[^>]*))?>"
)
SCALES = {"min": 1e3, "mln": 1e6, "million": 1e6, "mlrd": 1e9, "milliard": 1e9, "trln": 1e12, "trillion": 1e12}
CURRENCIES = {"dollar": "USD", "$": "USD", "euro": "EUR", "€": "EUR", "teng": "KZT", "rubl": "RUB", "sum": "UZS", "iuan": "CNY", "togrog": "MNT"}
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


def read(marked: str, script: str | None = None, lang: str | None = None, today: str = TODAY) -> Doc:
    """A `Doc` of a marked passage, in another script if one is named (a target of `transliterate`)."""
    text, marks, last = "", [], 0
    for match in MARKED.finditer(marked):
        text += marked[last : match.start()]
        words = match["place"] or match["money"] or match["date"]
        marks.append(((len(text), len(text) + len(words)), match))
        text += words
        last = match.end()
    text += marked[last:]
    spans = [span for span, _ in marks]
    if script:
        text, spans = transliterate_spans(text, spans, script)
    doc = NLP.make_doc(text)
    ents = []
    for (start, end), (_, match) in zip(spans, marks):
        code = match["code"] or ""
        label = "MONEY" if match["money"] else "DATE" if match["date"] else "ORG" if code.startswith("ORG") else "GPE"
        span = doc.char_span(start, end, label=label, kb_id=code.removeprefix("ORG:"))
        assert span is not None, f"{text[start:end]!r} is no span of {text!r}"
        ents.append(span)
    doc.set_ents(ents)
    for span, (_, match) in zip(doc.ents, marks):
        if match["money"]:
            span._.value, span._.currency = _value(match["money"])
        elif match["period"]:
            span._.period = match["period"]
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


def in_script(line: str, script: str) -> str:
    fields, equals, goods = line.partition(" = ")
    return fields + equals + " ".join(skeleton(word) for word in re.findall(r"\w+", transliterate(goods, script)))
