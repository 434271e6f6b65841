"""Say in one sentence what the training of a transformer lacks: packages, a GPU, or the pretrained weights.

Fetches no more than the weights' configuration and tokenizer.
"""

from typing import Optional

import typer

from keruen.transformer import lacking, no_model


def lacking_gpu(gpu: int) -> Optional[str]:
    """A sentence if there is no GPU of that number, or spaCy can't use it, else None."""
    import torch
    from thinc.api import has_cupy

    if gpu < 0:
        return None
    if gpu >= torch.cuda.device_count():
        return (
            f"--vars.gpu {gpu} asks for a GPU, but torch {torch.__version__} sees {torch.cuda.device_count()}: install "
            "torch for CUDA (docs/gpu.md), or leave --vars.gpu out and train on the CPU."
        )
    if not has_cupy:
        major = torch.version.cuda.partition(".")[0]
        return f"spaCy reaches a GPU by way of CuPy, not installed here: pip install cupy-cuda{major}x (docs/gpu.md)."
    return None


def lacking_model(name: str) -> Optional[str]:
    """A sentence if the pretrained model can't be found, else None."""
    from transformers import AutoConfig, AutoTokenizer

    try:
        AutoConfig.from_pretrained(name)
        AutoTokenizer.from_pretrained(name)
    except (OSError, ValueError):
        return no_model(name)
    return None


def main(transformer: str, gpu: int = typer.Option(-1)) -> None:
    problem = lacking() or lacking_gpu(gpu) or lacking_model(transformer)
    if problem:
        raise SystemExit(problem)


if __name__ == "__main__":
    typer.run(main)
