"""The colours of the pages meet WCAG 2.1 AA (4.5 to 1 for text, 3 to 1 for edges), in light and in dark."""

import re

import pytest

from keruen.report.site import HERE

CSS = (HERE / "assets" / "report.css").read_text(encoding="utf-8")
LIGHT = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", CSS[: CSS.index("@media")]))
DARK = LIGHT | dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", CSS[CSS.index("@media") : CSS.index("* { box-sizing")]))
LABELS = ("gpe", "person", "org", "money", "date", "other")


def contrast(one: str, other: str) -> float:
    def luminance(colour):
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    "text, ground, least",
    [
        *((text, ground, 4.5) for text in ("ink", "soft", "accent") for ground in ("ground", "paper", "tint")),
        *((text, label, 4.5) for text in ("ink", "soft") for label in LABELS),
        *((f"edge-{label}", ground, 3) for label in LABELS for ground in ("paper", label)),
        ("paper", "accent", 4.5),
    ],
)
def test_contrast(scheme, text, ground, least):
    assert contrast(scheme[text], scheme[ground]) >= least


@pytest.mark.parametrize("role, text", [("a", "#ffffff"), *((role, "#10151c") for role in "pgdc")])
def test_contrast_of_lit_words(role, text):
    assert contrast(LIGHT[f"lit-{role}"], text) >= 4.5
