"""Prove the wheels: a fresh virtual environment outside the checkout, nothing but the library's and a model's wheel and
what they require.

Loads the model, reads a sentence in each script and language, runs two processes and a `DocBin` round trip, and calls
the command line.
"""

import os
import subprocess
import tempfile
import venv
from pathlib import Path

import typer

PROBE = """
import json, subprocess, sys
import spacy
from spacy.tokens import DocBin

SENTENCES = {
    "Cyrl": "2025 жылы Қазақстан Сербияға 28,6 миллион доллардың тауарын экспорттады.",
    "Arab": "2025 -جىلى قازاقستان سەربياعا 28,6 ميلليون دوللاردىڭ تاۋارىن ەكسپورتتادى.",
    "Latn": "2025 jyly Qazaqstan Serbııaǵa 28,6 mıllıon dollardyń taýaryn eksporttady.",
    "kaa": "2025-жылы Қазақстан Сербияға 28,6 миллион долларлық товар экспорт қылды.",
}

if __name__ == "__main__":
    nlp = spacy.load(sys.argv[1])
    assert "site-packages" in spacy.util.get_package_path(sys.argv[1]).as_posix()
    docs = list(nlp.pipe(SENTENCES.values()))
    for script, doc in zip(SENTENCES, docs):
        assert doc.text == SENTENCES[script]
        flows = [(f.flow, f.origin, f.destination, str(f.value), f.currency, f.period, f.status) for f in doc._.trade_flows]
        print(script, [(e.text, e.label_, e.kb_id_) for e in doc.ents], flows)
        assert flows == [("export", "KZ", "RS", "28600000", "USD", "2025", "actual")], (script, flows)
    both = list(nlp.pipe(SENTENCES.values(), n_process=2))
    assert [doc._.flows for doc in both] == [doc._.flows for doc in docs]
    entities = [[[(e.text, e.label_, e.kb_id_) for e in doc.ents] for doc in side] for side in (both, docs)]
    assert entities[0] == entities[1]
    stored = DocBin(docs=docs, store_user_data=True).to_bytes()
    again = list(DocBin().from_bytes(stored).get_docs(nlp.vocab))
    assert [doc._.flows for doc in again] == [doc._.flows for doc in docs]
    assert [flow.to_dict() for flow in again[0]._.trade_flows] == docs[0]._.flows
    annotate = [sys.executable, "-m", "keruen.cli", "annotate", "-", "--model", sys.argv[1]]
    lines = subprocess.run(annotate, input=SENTENCES["Arab"].encode(), capture_output=True, check=True)
    assert json.loads(lines.stdout)["flows"][0]["value"] == 28600000
    print("smoke: the wheels load, read four texts, run two processes, survive DocBin and the command line")
"""


def main(packages: Path = typer.Argument(Path("packages")), name: str = typer.Option("trade_news_sm")) -> None:
    wheels = [str(path.resolve()) for wheel in ("keruen", f"kk_{name}") for path in packages.glob(f"{wheel}-*.whl")]
    if len(wheels) < 2:
        raise SystemExit(f"{packages} lacks a wheel; build both first: spacy project run package")
    with tempfile.TemporaryDirectory() as folder:
        venv.create(Path(folder) / "venv", with_pip=True)
        python = Path(folder) / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
        probe = Path(folder) / "probe.py"
        probe.write_text(PROBE, encoding="utf-8")
        for command in ([python, "-m", "pip", "install", "--quiet", *wheels], [python, probe, f"kk_{name}"]):
            status = subprocess.run(list(map(str, command)), cwd=folder, env=environment).returncode
            if status:
                raise SystemExit(
                    f"smoke: {' '.join(map(str, command[1:3]))} ended with status {status} in an environment "
                    "of the wheels alone"
                )


if __name__ == "__main__":
    typer.run(main)
