"""The whole workflow of the transformer on a tiny model, in a copy of the project with few articles, without the hub."""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest
import spacy
import srsly
from extra import needed
from spacy.tokens import DocBin
from spacy.training import Example

needed()

import torch  # noqa: E402

ROOT = Path(__file__).parents[2]
SHORTER = {
    "window = 256": "window = 64",
    "context = 32": "context = 12",
    "max_steps = 4000": "max_steps = 200",
    "size = 2000": "size = 400",
    "dropout = 0.1": "dropout = 0.0",
    "warmup_steps = 250": "warmup_steps = 10",
    "initial_rate = 0.00005": "initial_rate = 0.001",
}
LABELS = "import spacy, sys; print([e.label_ for e in spacy.load(sys.argv[1])('Ол 2025 жылы 5 млн доллар алды.').ents])"
META = "import spacy, json; print(json.dumps(spacy.info('kk_trade_news_trf', silent=True)))"
CONFIG = "import kk_trade_news_trf; print(kk_trade_news_trf.load().config.to_str())"


def run(*command, cwd: Path, fails: bool = False) -> str:
    """What a command says; it must succeed, or fail."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    environment |= {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_VERBOSITY": "error", "COLUMNS": "200", "OMP_WAIT_POLICY": "passive"}
    output = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    done = subprocess.run([str(part) for part in command], cwd=cwd, env=environment, **output)
    assert (done.returncode != 0) == fails, done.stdout[-5000:]
    return done.stdout


def first_lines(source: Path, target: Path, count: int) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    lines = source.read_text(encoding="utf-8").splitlines(keepends=True)
    target.write_text("".join(lines[:count]), encoding="utf-8")


@pytest.fixture(scope="module")
def project(tmp_path_factory, tiny) -> Path:
    """A copy of the project where a small model has been packaged and `spacy project run trf` has run."""
    copy = tmp_path_factory.mktemp("project")
    for name in ("configs", "scripts", "keruen", "docs", "seeds"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("project.yml", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    shutil.copytree(ROOT / "tests" / "flows", copy / "tests" / "flows", ignore=shutil.ignore_patterns("__pycache__"))
    for kind in ("dip", "trade", "kaa"):
        for path in (ROOT / "corpus" / "authored").glob(f"{kind}-*.jsonl"):
            first_lines(path, copy / "corpus" / "authored" / path.name, 2)
    for place in ("heldout/heldout-01.jsonl", "heldout/news/news.jsonl"):
        first_lines(ROOT / "tests" / place, copy / "tests" / place, 3)
    config = (ROOT / "configs" / "trf.cfg").read_text(encoding="utf-8")
    for setting, shorter in SHORTER.items():
        assert config.count(f"{setting}\n") == 1, setting
        config = config.replace(f"{setting}\n", f"{shorter}\n")
    (copy / "configs" / "trf.cfg").write_text(config, encoding="utf-8")
    run(sys.executable, "scripts/corpus.py", cwd=copy)
    small = ["--training.max_steps", "20", "--training.eval_frequency", "20", "--output", "training/sm"]
    paths = ["--paths.train", "corpus/train.spacy", "--paths.dev", "corpus/dev.spacy"]
    run(sys.executable, "-m", "spacy", "train", "configs/sm.cfg", *small, *paths, cwd=copy)
    (copy / "metrics").mkdir()
    srsly.write_json(copy / "metrics" / "seeds-blind.json", {"ents_f": 0.123})
    run(sys.executable, "scripts/package.py", "training/sm/model-best", cwd=copy)
    print(run(sys.executable, "-m", "spacy", "project", "run", "trf", ".", "--vars.transformer", tiny, cwd=copy))
    return copy


def test_it_trains_evaluates_and_packages(project):
    assert (project / "training" / "trf" / "model-best" / "transformer" / "model").exists()
    for name in ("seeds-blind", "heldnews", "heldout"):
        scores = srsly.read_json(project / "metrics" / "trf" / f"{name}.json")
        assert scores["ents_per_type"]["MONEY"]["f"] > 0.9 and 0 < scores["ents_f"] < 1
    assert set(srsly.read_json(project / "metrics" / "trf" / "times.json")) == {"train", "evaluate", "package"}
    assert not (project / "metrics" / "trf" / "seeds.json").exists()


def test_the_small_model_keeps_its_scores_and_its_wheel(project):
    assert srsly.read_json(project / "metrics" / "seeds-blind.json") == {"ents_f": 0.123}
    assert sorted(path.name.split("-")[0] for path in (project / "packages").glob("*.whl")) == [
        "keruen",
        "kk_trade_news_sm",
        "kk_trade_news_trf",
    ]
    run(sys.executable, "scripts/package.py", "training/sm/model-best", cwd=project)
    assert len(list((project / "packages").glob("*.whl"))) == 3


@pytest.mark.parametrize("step", ["trf-train", "trf-evaluate"])
def test_what_has_run_is_skipped(project, tiny, step):
    again = run(sys.executable, "-m", "spacy", "project", "run", step, ".", "--vars.transformer", tiny, cwd=project)
    assert f"Skipping '{step}'" in again


def test_the_tagger_has_learned(project):
    """By itself, without rules, where an untrained one finds next to nothing."""
    nlp = spacy.load(project / "training" / "trf" / "model-best")
    gold = list(DocBin().from_disk(project / "corpus" / "train.spacy").get_docs(nlp.vocab))[:12]
    with nlp.select_pipes(enable=["transformer", "ner"]):
        scores = nlp.evaluate([Example(nlp.make_doc(doc.text), doc) for doc in gold])
    assert scores["ents_f"] > 0.1


def test_the_wheel_reads_in_a_fresh_environment_beside_the_small_model(project, tmp_path):
    """What the wheels require is all that is installed; torch alone goes first, in this environment's version, so that no
    other build of it is fetched."""
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    wheels = sorted((project / "packages").glob("*.whl"))
    run(python, "-m", "pip", "install", "-q", f"torch=={torch.__version__.partition('+')[0]}", cwd=tmp_path)
    run(python, "-m", "pip", "install", "-q", *wheels, cwd=tmp_path)
    run(python, "-m", "pip", "check", cwd=tmp_path)
    (seed,) = sorted((ROOT / "seeds").glob("*serbia*")) or sorted((ROOT / "seeds").glob("*.jsonl"))[:1]
    shutil.copy(seed, tmp_path / "article.jsonl")
    annotate = ["-m", "keruen.cli", "annotate", tmp_path / "article.jsonl", "-o"]
    run(sys.executable, *annotate, "here.jsonl", "--model", project / "training" / "trf" / "model-best", cwd=tmp_path)
    run(python, *annotate, "there.jsonl", "--model", "kk_trade_news_trf", cwd=tmp_path)
    run(python, *annotate, "two.jsonl", "--model", "kk_trade_news_trf", "--n-process", "2", cwd=tmp_path)
    here, there, two = ((tmp_path / f"{name}.jsonl").read_text(encoding="utf-8") for name in ("here", "there", "two"))
    assert here == there == two and '"flow":"export"' in here.replace(" ", "")
    meta = srsly.json_loads(run(python, "-c", META, cwd=tmp_path).splitlines()[-1])
    assert {"name": "tiny", "license": "that of the pretrained weights"} in meta["sources"]
    assert any(requirement.startswith("keruen[transformers]") for requirement in meta["requirements"])
    assert str(project) not in run(python, "-c", CONFIG, cwd=tmp_path)
    run(python, "-m", "pip", "uninstall", "-q", "-y", "kk_trade_news_trf", cwd=tmp_path)
    assert "MONEY" in run(python, "-c", LABELS, "kk_trade_news_sm", cwd=tmp_path)
    run(python, "-m", "pip", "install", "-q", "--no-deps", *wheels, cwd=tmp_path)
    run(python, "-m", "pip", "uninstall", "-q", "-y", "kk_trade_news_sm", cwd=tmp_path)
    assert "MONEY" in run(python, "-c", LABELS, "kk_trade_news_trf", cwd=tmp_path)


@pytest.mark.parametrize(
    "settings, sentence",
    [
        (
            ["--vars.transformer", "no-such-owner/no-such-model"],
            "There is no transformer 'no-such-owner/no-such-model' here, and it could not be fetched: give the name of a "
            "model on the hub, with network, or a local folder with its weights and tokenizer (--vars.transformer).",
        ),
        (["--vars.transformer", "seeds"], "There is no transformer 'seeds' here"),
        (["--vars.gpu", "99"], "--vars.gpu 99 asks for a GPU, but torch"),
    ],
)
def test_what_is_missing_is_told_before_anything_is_trained(project, settings, sentence):
    said = run(sys.executable, "-m", "spacy", "project", "run", "trf", ".", *settings, cwd=project, fails=True)
    assert sentence in said and "Traceback" not in said and "Running command: " in said
    assert "trf-train" not in said.partition(sentence)[2]
