"""How the components of the project run over a stream of documents."""

from typing import Callable, Iterable, Iterator

from spacy.tokens import Doc
from spacy.util import minibatch, raise_error

MOST_AT_ONCE = 32

ErrorHandler = Callable[[str, "InBatches", list[Doc], Exception], None]


class InBatches:
    """A component that reads a batch of documents before the next component does.

    What it keeps in memory for its work then serves the whole batch; from document to document the components of a
    pipeline would drive each other's out of the processor's memory, which costs a twentieth of the pipeline's time.

    name (str): the component's name, for error handlers.
    """

    name = ""
    _handle_error: ErrorHandler = staticmethod(raise_error)

    def __call__(self, doc: Doc) -> Doc:
        raise NotImplementedError

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = MOST_AT_ONCE) -> Iterator[Doc]:
        """Read a stream, at most `MOST_AT_ONCE` documents at a time. A document that fails goes to the error handler, which
        raises unless one was set (`Language.set_error_handler`), and is left out."""
        for docs in minibatch(stream, min(batch_size, MOST_AT_ONCE)):
            read = []
            for doc in docs:
                try:
                    read.append(self(doc))
                except Exception as error:
                    self._handle_error(self.name, self, [doc], error)
            yield from read

    def set_error_handler(self, error_handler: ErrorHandler) -> None:
        self._handle_error = error_handler

    def get_error_handler(self) -> ErrorHandler:
        return self._handle_error
