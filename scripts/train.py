"""Train the model that is released, on all articles, and beside it the one that has seen no seed, which the evaluation reads
with. The first says on the terminal how it goes on, the other in `train.log` beside it.

Other scripts train with `train`, and with `resume`, which goes on from a trained model.
"""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import List, Optional

import typer
from thinc.api import Config

BLIND = "blind"
LEARNED = ("tok2vec", "transformer", "ner")


def run(command: list[str], log: Optional[Path] = None, threads: int = 1) -> None:
    """Run a step in a process of its own.

    log (Optional[Path]): where what it prints goes; None for the terminal.
    threads (int): threads of the CPU.
    RAISES (SystemExit): with the end of the log, if it fails.
    """
    environment = {**os.environ, "OMP_NUM_THREADS": str(threads)}
    if log is None:
        status, end = subprocess.run(command, env=environment).returncode, "what it printed stands above"
    else:
        with log.open("w") as stream:
            status = subprocess.run(command, stdout=stream, stderr=stream, env=environment).returncode
        end = f"the end of {log}:\n" + "\n".join(log.read_text().splitlines()[-15:])
    if status:
        raise SystemExit(f"`{' '.join(command[1:4])} …` failed; {end}")


def train(
    config: Path, fold: Path, dev: Path, output: Path, settings: dict[str, str], gpu: int = -1, threads: int = 1,
    log: bool = True,
) -> None:  # fmt: skip
    """Train a model on a fold's `train.spacy`.

    settings (dict): values for fields of the configuration, by their dotted names.
    gpu (int): the GPU to train on; -1 for the CPU.
    threads (int): threads of the CPU.
    log (bool): print to `train.log` beside the model instead of the terminal.
    RAISES (SystemExit): if training fails; see `run`.
    """
    output.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "spacy", "train", str(config), "--output", str(output), "--gpu-id", str(gpu)]
    command += ["--paths.train", str(fold / "train.spacy"), "--paths.dev", str(dev)]
    for name, value in settings.items():
        command += [f"--{name}", value]
    run(command, output / "train.log" if log else None, threads)


def resume(model: Path, fold: Path, dev: Path, output: Path) -> Path:
    """Train on from a trained model, with the rest of its own configuration, until each text of a fold has been read.

    RETURNS (Path): the model after the last step.
    RAISES (SystemExit): if training fails; see `run`.
    """
    output.mkdir(parents=True, exist_ok=True)
    config = Config().from_disk(model / "config.cfg", interpolate=False)
    for name in config["nlp"]["pipeline"]:
        if name in LEARNED:
            config["components"][name] = {"source": str(model)}
    config.to_disk(output / "config.cfg")
    train(output / "config.cfg", fold, dev, output, {"training.max_steps": "0", "training.max_epochs": "1"})
    return output / "model-last"


def main(
    config: Path = typer.Argument(Path("configs/sm.cfg")),
    corpus: Path = typer.Option(Path("corpus")),
    output: Path = typer.Option(Path("training/sm"), help="Where the released model goes."),
    folds: Path = typer.Option(Path("training/folds"), help="Where the blind model goes."),
    workers: int = typer.Option(2, help="Trainings at a time."),
    changes: List[str] = typer.Option([], "--set", metavar="FIELD=VALUE", help="A field of the configuration."),
    gpu: int = typer.Option(-1, help="The GPU to train on; -1 for the CPU."),
) -> None:
    settings = dict(change.split("=", 1) for change in changes)
    threads = 1 if workers > 1 else os.cpu_count() or 1
    dev = corpus / "dev.spacy"
    with ThreadPoolExecutor(workers) as pool:
        released = pool.submit(train, config, corpus, dev, output, settings, gpu, threads, log=False)
        pool.submit(train, config, corpus / "folds" / BLIND, dev, folds / BLIND, settings, gpu, threads).result()
        released.result()


if __name__ == "__main__":
    typer.run(main)
