"""The transformer of `configs/trf.cfg`, for those who have installed the extra `transformers`.

Importing this room needs neither torch nor spacy-transformers: `keruen.WindowedTransformer.v1` asks for them when built.
"""

from importlib.util import find_spec
from typing import Any, Dict, Literal, Optional

from spacy.util import registry

EXTRA = ("torch", "transformers", "spacy_transformers")
INSTALL = "pip install 'keruen[transformers]' (docs/gpu.md)"


def lacking() -> Optional[str]:
    """A sentence if a part of the extra `transformers` is not installed, else None."""
    missing = [name.replace("_", "-") for name in EXTRA if find_spec(name) is None]
    return f"The transformer model needs {' and '.join(missing)}, not installed here: {INSTALL}." if missing else None


def problem(error: Exception) -> Optional[str]:
    """A sentence if loading or training failed because the extra `transformers` is not installed, else None."""
    return lacking() if isinstance(error, ImportError) or "'transformer'" in str(error) else None


def no_model(name: str) -> str:
    """What to tell of pretrained weights that can't be loaded."""
    return (
        f"There is no transformer '{name}' here, and it could not be fetched: give the name of a model on the hub, with "
        "network, or a local folder with its weights and tokenizer (--vars.transformer)."
    )


@registry.architectures("keruen.WindowedTransformer.v1")
def make_windowed_transformer(
    name: str,
    script: Literal["raw", "cyrillic"],
    window: int,
    context: int,
    mixed_precision: bool = True,
    tokenizer_config: Dict[str, Any] = {"use_fast": True},
    transformer_config: Dict[str, Any] = {},
    grad_scaler_config: Dict[str, Any] = {},
):
    """spacy-transformers' TransformerModel, read in windows of wordpieces.

    name (str): a model on the Hugging Face hub, or a local folder.
    script (str): what the transformer sees. "raw": the text as it is. "cyrillic": words in Arabic script, and in Latin
        script those of Kazakh and Karakalpak texts, in Cyrillic letters (`keruen.orthography.cyrillic`). The document's
        text stays.
    window (int): wordpieces read at once, the model's special ones not counted.
    context (int): wordpieces on both sides of a token, at the least; windows overlap by twice as many.
    mixed_precision (bool): half precision where the model is on a GPU; nothing on a CPU.
    tokenizer_config, transformer_config, grad_scaler_config (dict): as in spacy-transformers' TransformerModel.v3.
    RETURNS (Model[List[Doc], FullTransformerBatch])
    RAISES (ImportError): if the extra is not installed.
    RAISES (ValueError): if the windows can't overlap by the context.
    """
    missing = lacking()
    if missing:
        raise ImportError(missing)
    if context < 0 or window <= 4 * context or window < 8:
        raise ValueError(
            f"A window of {window} wordpieces can't hold a context of {context} on both sides: it needs more than "
            f"{max(4 * context, 7)}."
        )
    from .model import WindowedTransformer

    return WindowedTransformer(
        name, script, window, context, mixed_precision, tokenizer_config, transformer_config, grad_scaler_config
    )
