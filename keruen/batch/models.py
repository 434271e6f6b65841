"""Models by name: loading them, and telling one from another."""

import hashlib
from pathlib import Path
from typing import Any

import spacy
import srsly
from spacy.language import Language
from spacy.util import get_package_path, is_package

from .. import transformer
from .readers.base import file_digest

CPU = -1


def load_model(name: str, *, gpu: int = CPU) -> Language:
    """Load a packaged model or a model folder.

    gpu (int): number of a GPU, or -1 for the processor.
    RAISES (OSError): with a sentence, if there is none, what it is made with is not installed, or there is no such GPU.
    """
    if gpu > CPU:
        try:
            spacy.require_gpu(gpu)
        except Exception as error:  # CuPy has its own
            raise OSError(
                f"GPU {gpu} can't be used ({error}); install torch and CuPy for CUDA (docs/gpu.md), or go without."
            ) from None
    try:
        return spacy.load(name)
    except OSError:
        raise OSError(_absent(name)) from None
    except (ImportError, ValueError) as error:
        sentence = transformer.problem(error)
        if sentence is None:
            raise
        raise OSError(sentence) from None


def describe_model(name: str) -> dict[str, Any]:
    """What tells a model from another: its name, version and the checksum of its files, without loading it.

    RAISES (OSError): with a sentence, if there is none.
    """
    folder = _folder(name)
    meta = srsly.read_json(folder / "meta.json")
    checksum = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"):
        checksum.update(path.relative_to(folder).as_posix().encode())
        checksum.update(file_digest(path)[0].encode())
    return {
        "name": f"{meta.get('lang', '')}_{meta.get('name', '')}",
        "version": meta.get("version", ""),
        "checksum": checksum.hexdigest()[:16],
    }


def _folder(name: str) -> Path:
    folder = get_package_path(name) if is_package(name) else Path(name)
    if (folder / "meta.json").is_file() and not (folder / "config.cfg").is_file():
        meta = srsly.read_json(folder / "meta.json")  # a package holds its data in a folder of name and version
        folder = folder / f"{meta['lang']}_{meta['name']}-{meta['version']}"
    if not (folder / "config.cfg").is_file():
        raise OSError(_absent(name))
    return folder


def _absent(name: str) -> str:
    return f"There is no model '{name}': install its wheel (pip install packages/*.whl) or give a model folder with --model."
