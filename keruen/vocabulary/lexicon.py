"""Tables of words and phrases, written once in Cyrillic, found in every script and case."""

from typing import Generic, Iterable, Mapping, NamedTuple, Optional, Sequence, TypeVar

from ..orthography import skeleton
from .endings import Ending, stems

Value = TypeVar("Value")
_HERE = "\0"


class Hit(NamedTuple):
    """A phrase found: the index after its last word, its value and the ending of its last word."""

    end: int
    value: object
    ending: Ending


class Lexicon(Generic[Value]):
    """Maps words and phrases to values. The last word of a phrase may carry any nominal ending.

    entries (Mapping): phrase in any script, words parted by spaces, hyphens a word of their own
        (`Нью - Йорк` or `Нью-Йорк`), to its value. A later entry with an equal skeleton replaces
        an earlier one.
    """

    def __init__(self, entries: Mapping[str, Value] | Iterable[tuple[str, Value]]):
        self._trie: dict = {}
        self._memo: dict[str, Optional[tuple[Value, Ending]]] = {}
        self._lasts: dict[tuple[int, str], Optional[tuple[Value, Ending]]] = {}
        pairs = entries.items() if isinstance(entries, Mapping) else entries
        for phrase, value in pairs:
            self.add(phrase, value)

    def add(self, phrase: str, value: Value) -> None:
        node = self._trie
        for word in phrase_norms(phrase):
            node = node.setdefault(word, {})
        node[_HERE] = value
        self._memo.clear()
        self._lasts.clear()

    def word(self, norm: str) -> Optional[tuple[Value, Ending]]:
        """Look one word up by its skeleton; the longest stem that is listed wins.

        RETURNS (tuple): its value and ending, or None.
        """
        try:
            return self._memo[norm]
        except KeyError:
            pass
        found = None
        for stem, ending in stems(norm):
            node = self._trie.get(stem)
            if node is not None and _HERE in node:
                found = (node[_HERE], ending)
                break
        if len(self._memo) > 1 << 16:
            self._memo.clear()
        self._memo[norm] = found
        return found

    def opens(self, norm: str) -> bool:
        """Whether a phrase may begin with a word."""
        return norm in self._trie or self.word(norm) is not None

    def longest(self, norms: Sequence[str], start: int = 0) -> Optional[Hit]:
        """Find the longest phrase that begins at `start`.

        norms (Sequence[str]): skeletons of consecutive tokens.
        RETURNS (Hit): None where no phrase begins there.
        """
        best = None
        node = self._trie
        if start < len(norms) and (norm := norms[start]) not in node:
            single = self._memo[norm] if norm in self._memo else self.word(norm)
            return None if single is None else Hit(start + 1, *single)
        for i in range(start, len(norms)):
            exact = node.get(norms[i])
            last = self._last_word(node, norms[i])
            if last is not None:
                best = Hit(i + 1, *last)
            if exact is None:
                break
            node = exact
        return best

    def _last_word(self, node: dict, norm: str) -> Optional[tuple[Value, Ending]]:
        """A word that ends a phrase whose words before it led to a node."""
        key = id(node), norm
        try:
            return self._lasts[key]
        except KeyError:
            pass
        found = None
        for stem, ending in stems(norm):
            child = node.get(stem)
            if child is not None and _HERE in child:
                found = (child[_HERE], ending)
                break
        if len(self._lasts) > 1 << 16:
            self._lasts.clear()
        self._lasts[key] = found
        return found


def phrase_norms(phrase: str) -> list[str]:
    """Skeletons of a phrase's words, as the tokenizer would part them."""
    return [skeleton(word) for word in phrase.replace("-", " - ").split()]
