"""What a conversion changes or leaves out, told in sentences, each counted."""

from typing import Iterator


class Notes:
    """Sentences about what was changed or left out; equal sentences are counted and told once."""

    def __init__(self) -> None:
        self._told: dict[str, list] = {}

    def add(self, sentence: str, where: str) -> None:
        """sentence (str): what happened, in words that fit many cases. where (str): document and words, as an example."""
        self._told.setdefault(sentence, [0, where])[0] += 1

    def __iter__(self) -> Iterator[str]:
        for sentence, (count, where) in self._told.items():
            yield f"{sentence}: {'once, in' if count == 1 else f'{count} times, first in'} {where}"
