"""The fields of a flow as an annotator writes them, checked and brought into the form of `docs/output.md`."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any, Mapping, Optional, Union

from .. import vocabulary
from ..documents import KINDS, STATUSES
from .notes import Notes

FIELDS = ("flow", "status", "origin", "destination", "period", "value", "value_max", "currency")
DATE = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
PERIOD = re.compile(rf"{DATE}(?:/{DATE})?\Z")
PLACE = re.compile(r"[A-Z]{2}\Z")
CURRENCY = re.compile(r"[A-Z]{3}\Z")
BLANK = ("", "-", "?", "null", "none")


def checked(raw: Mapping[str, Any], notes: Notes, where: str) -> dict[str, Any]:
    """The fields of a flow that hold what they may hold; a note for each that doesn't.

    raw (Mapping): field name to value, strings as they were typed or numbers. where (str): document and amount.
    RETURNS (dict): field name to value; fields that are left open are left out.
    """
    out: dict[str, Any] = {}
    for name in FIELDS:
        given = raw.get(name)
        if given is None or isinstance(given, str) and given.strip().casefold() in BLANK:
            continue
        value = _READERS[name](str(given).strip())
        if value is None:
            notes.add(f"'{name}' holds what is none ({_EXPECTED[name]}) and was left out", f"{where}: '{given}'")
        else:
            out[name] = value
    if out.get("flow") == "turnover":
        _order(out, notes, where)
    return out


def _order(fields: dict[str, Any], notes: Notes, where: str) -> None:
    """A turnover's parties stand in alphabetical order, an only one in `origin` (`docs/annotation-guidelines.md`)."""
    parties = [fields.get("origin"), fields.get("destination")]
    ordered = sorted(parties, key=lambda code: (code is None, code or ""))
    if ordered == parties:
        return
    notes.add("The parties of a turnover were put in alphabetical order", where)
    for name, code in zip(("origin", "destination"), ordered):
        fields.pop(name, None)
        if code is not None:
            fields[name] = code


def number(text: str) -> Optional[Union[int, float]]:
    """`28600000`, `28 600 000`, `28600000.5`: a number above zero, whole ones as int; None where it is none."""
    try:
        value = Decimal(re.sub(r"[\s_]", "", text))
    except InvalidOperation:
        return None
    if not value.is_finite() or value < 0:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _one_of(values: tuple[str, ...]):
    return lambda text: text.casefold() if text.casefold() in values else None


def _matching(pattern: re.Pattern, also: frozenset[str] = frozenset()):
    def read(text: str) -> Optional[str]:
        text = text.upper()
        return text if pattern.match(text) or text in also else None

    return read


_BLOCS = frozenset(vocabulary.read("blocs"))
_READERS = {
    "flow": _one_of(KINDS), "status": _one_of(STATUSES), "origin": _matching(PLACE, _BLOCS),
    "destination": _matching(PLACE, _BLOCS), "period": _matching(PERIOD), "value": number, "value_max": number,
    "currency": _matching(CURRENCY),
}  # fmt: skip
_EXPECTED = {
    "flow": ", ".join(KINDS), "status": ", ".join(STATUSES), "origin": "a country code such as KZ, or a bloc's",
    "destination": "a country code such as KZ, or a bloc's", "period": "2025, 2025-01 or 2025-01/2025-05",
    "value": "the full amount in digits", "value_max": "the full amount in digits", "currency": "a code such as USD",
}  # fmt: skip
