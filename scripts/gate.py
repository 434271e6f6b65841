"""Hold the measured scores against the minimum in `tests/thresholds.csv`; a score that is lower or lacking fails.

Columns: corpus (a file of `metrics/`), task (`ents` or `flows`), row (`all`, or a label, kind or script), metric (`p`, `r`,
`f`, or of all flows that were found the share with the right `period`, `commodity` or `status`), minimum.
"""

import csv
from pathlib import Path
from typing import Iterator, Optional

import srsly
import typer

PREFIX = {"ents": "ents", "flows": "spans_flows"}
FIELDS = ("period", "commodity", "status")


def figure(scores: dict, task: str, row: str, metric: str) -> Optional[float]:
    """The score that a line of the table asks for; None where it was not measured."""
    if metric in FIELDS:
        return scores.get(f"{task}_{metric}") if row == "all" else None
    if row == "all":
        return scores.get(f"{PREFIX[task]}_{metric}")
    return scores.get(f"{PREFIX[task]}_per_type", {}).get(row, {}).get(metric)


def failures(thresholds: Path, metrics: Path) -> Iterator[str]:
    """Yield a sentence for each line of the table that does not hold."""
    with thresholds.open(encoding="utf-8") as lines:
        for line in csv.DictReader(lines):
            path = metrics / f"{line['corpus']}.json"
            scores = srsly.read_json(path) if path.exists() else {}
            found = figure(scores, line["task"], line["row"], line["metric"])
            what = f"{line['corpus']}: {line['task']} {line['row']} {line['metric']}"
            if found is None:
                yield f"{what} was not measured (minimum {line['minimum']})"
            elif found < float(line["minimum"]):
                yield f"{what} is {found:.3f}, below {line['minimum']}"


def main(thresholds: Path = Path("tests/thresholds.csv"), metrics: Path = Path("metrics")) -> None:
    faults = list(failures(thresholds, metrics))
    if faults:
        raise SystemExit("\n".join(["Scores below the gate:", *faults]))
    print(f"All scores reach their minimum in {thresholds}")


if __name__ == "__main__":
    typer.run(main)
