"""Build the two wheels, the library's and the model's, into `packages/`.

The model's `meta.json` tells which data it was trained on and its held-out scores (from `metrics/seeds-blind.json`), in
place of the scores on its development articles; its notes are the model card.
"""

import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Optional

import srsly
import typer
from thinc.api import Config

DESCRIPTION = (
    "Entities (GPE, PERSON, ORG, MONEY, DATE) and trade flows in Kazakh and Karakalpak news, in Arabic, Cyrillic and Latin "
    "script."
)
CARD = Path("docs/model-card.md")
KAZNERD = {"name": "KazNERD", "url": "https://github.com/IS2AI/KazNERD", "author": "Yeshpanov, Khassanov and Varol",
           "license": "CC BY 4.0"}  # fmt: skip
PERFORMANCE_NOTE = "seed articles, by a model of the same configuration that was trained without them"


def main(
    model: Path = typer.Argument(Path("training/sm/model-best")),
    name: str = typer.Option("trade_news_sm"),
    metrics: Path = typer.Option(Path("metrics/seeds-blind.json")),
    output: Path = typer.Option(Path("packages")),
) -> None:
    if not model.exists():
        raise SystemExit(f"There is no model in {model}; train it first: spacy project run train")
    output.mkdir(exist_ok=True)
    for old in output.glob("*.whl"):
        if old.name.startswith((f"kk_{name}-", "keruen-")):
            old.unlink()
    run([sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(output), "."])
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "model"
        shutil.copytree(model, copy)
        config = Config().from_disk(copy / "config.cfg", interpolate=False)
        transformer = without_folder(config)
        config.to_disk(copy / "config.cfg")
        srsly.write_json(copy / "meta.json", describe(srsly.read_json(copy / "meta.json"), name, metrics, transformer))
        run([sys.executable, "-m", "spacy", "package", str(copy), folder, "--build", "wheel"])
        (wheel,) = Path(folder).glob("*/dist/*.whl")
        shutil.copy(wheel, output)
    for path in sorted(output.glob("*.whl")):
        print(f"{path}  {path.stat().st_size / 1e6:.1f} MB")


def without_folder(config: Config) -> Optional[str]:
    """The name of the transformer that a model was trained from, if any; a folder's path, no use to others, becomes its
    name in the configuration. The trained weights are the model's own: the name is never looked up again."""
    model = config["components"].get("transformer", {}).get("model")
    if model is None:
        return None
    name = config["paths"]["transformer"]
    if Path(name).is_dir():
        name = config["paths"]["transformer"] = Path(name).resolve().name
    return name


def describe(meta: dict, name: str, metrics: Path, transformer: Optional[str] = None) -> dict:
    """The model's own account of itself; a transformer's name if it was trained from one."""
    library = version("keruen")
    major, minor, *_ = library.split(".")
    scores = srsly.read_json(metrics) if metrics.exists() else {}
    return {
        **meta,
        "name": name,
        "version": library,
        "description": DESCRIPTION,
        "author": "the Keruen developers",
        "license": "MIT",
        "sources": [
            {"name": "seed articles", "license": "the user's own documents"},
            {"name": "authored articles of the project", "license": "MIT"},
            *([KAZNERD] if any(Path("assets/kaznerd").glob("IOB2_*.txt")) else []),
            *([{"name": transformer, "license": "that of the pretrained weights"}] if transformer else []),
        ],
        "notes": CARD.read_text(encoding="utf-8").partition("\n\n")[2],
        "requirements": [f"keruen{'[transformers]' if transformer else ''}>={library},<{major}.{int(minor) + 1}.0"],
        "performance": {"evaluated_on": PERFORMANCE_NOTE, **scores},
    }


def run(command: list[str]) -> None:
    status = subprocess.run(command).returncode
    if status:
        raise SystemExit(f"{' '.join(command)} ended with status {status}")


if __name__ == "__main__":
    typer.run(main)
