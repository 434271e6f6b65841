"""Words that give trade a direction, and who is their subject: the side that gives or the side that takes."""
from functools import lru_cache

from .cues import DATA, lexicon, phrases
from .passage import Passage, Sentence, Zone
from .verbs import VerbTable, opener

GROUPS = (
    ("export", "give"), ("import", "take"), ("sell", "give"), ("buy", "take"), ("earn", "give"), ("pay", "take"),
    ("go", "go"), ("come", "come"), ("turnover", "both"), ("investment", "inv"), ("invest", "inv"), ("draw", "draw"),
    ("attract", "draw"),
)
VERBS = {
    kind: VerbTable((stem, True) for stem in phrases(DATA[f"{kind}_verbs"])) for kind in ("pay", "earn", "go", "come")
}
NOUNS = {
    kind: lexicon(DATA[name])
    for kind, name in (("earnN", "earnings"), ("payN", "spendings"), ("sellN", "givers"), ("buyN", "takers"))
}
_opens_direction = opener(*VERBS.values(), *NOUNS.values())
FIRST_PERSON = ("dik", "diq", "tik", "tiq", "miz", "dim", "tim")
FORMS = {"participle": "p", "habit": "p", "noun": "n", "converb": "c"}

Direction = tuple[int, int, str]


class Directions:
    """The direction words of a passage: (start, end, class), each sentence read once.

    A class joins the kinds that a word may have: `sell`, `buyP` (passive), `exportN` (noun), `pay1` (first person).
    """

    def __init__(self, passage: Passage):
        self.passage = passage
        self._of: dict[int, list[Direction]] = {}
        self._main: dict[tuple[int, int, int], str] = {}

    def of(self, sentence: Sentence) -> list[Direction]:
        if sentence.index not in self._of:
            self._of[sentence.index] = self._read(sentence)
        return self._of[sentence.index]

    def _read(self, sentence: Sentence) -> list[Direction]:
        masked, norms = self.passage.masked, self.passage.norms
        found: dict[tuple[int, int], set[str]] = {}
        for cue in self.passage.cues(sentence):
            if cue.role in ("noun", "adjective"):
                found.setdefault((cue.start, cue.end), set()).add(cue.kind + "N")
            elif cue.role == "verb":
                form = ("P" if cue.passive else "") + FORMS.get(cue.form, "")
                found.setdefault((cue.start, cue.end), set()).add(cue.kind + form)
        for i in range(sentence.start, sentence.end):
            if not masked[i] or not _opens_direction(masked[i]):
                continue
            for kind, verbs in VERBS.items():
                verb = verbs.longest(masked, i)
                if verb is not None and verb.end <= sentence.end:
                    found.setdefault((i, verb.end), set()).add(kind + ("P" if verb.passive else ""))
            for kind, nouns in NOUNS.items():
                hit = nouns.longest(masked, i)
                if hit is not None and hit.end <= sentence.end:
                    found.setdefault((i, hit.end), set()).add(kind)
        return [
            (start, end, "+".join(sorted(kinds)) + ("1" if norms[end - 1].endswith(FIRST_PERSON) else ""))
            for (start, end), kinds in sorted(found.items())
        ]

    def main(self, sentence: Sentence, zone: Zone) -> str:
        """The direction nearest to an amount: after it in its own words ("R…"), else before it ("L…"), else ""."""
        key = zone.left, zone.start, zone.right
        if key not in self._main:
            self._main[key] = self._read_main(sentence, zone)
        return self._main[key]

    def _read_main(self, sentence: Sentence, zone: Zone) -> str:
        found = self.of(sentence)
        after = next((name for start, _, name in found if zone.end <= start < zone.right), None)
        if after:
            return "R" + after
        before = next((name for start, end, name in reversed(found) if zone.left <= start and end <= zone.start), None)
        return "L" + before if before else ""

    def now(self, sentence: Sentence, zone: Zone) -> str:
        """The main direction as one of few groups."""
        return coarse(self.main(sentence, zone))

    def earlier(self, sentence: Sentence, zone: Zone) -> str:
        """The last flow or movement named before an amount's own words, in its sentence or the two before."""
        for at in range(sentence.index, max(-1, sentence.index - 3), -1):
            for cue in reversed(self.passage.cues(self.passage.sentences[at])):
                if cue.start < zone.left and (cue.role == "noun" or cue.role == "verb" and cue.kind in ("sell", "buy")):
                    return cue.kind + ("N" if cue.role == "noun" else "")
        return ""


@lru_cache(maxsize=1 << 10)
def coarse(name: str) -> str:
    """One of `GROUPS` for a class of direction words, with N for a noun, P for a passive, 1 for the first person."""
    parts = name[1:].removesuffix("1").split("+")
    for kind, group in GROUPS:
        for part in parts:
            if part.startswith(kind):
                first = "1" if name.endswith("1") else ""
                return group + ("N" if part.endswith("N") else "P" if "P" in part else "") + first
    return ""
