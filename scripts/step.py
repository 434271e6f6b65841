"""Run one step of the workflow, say how long it took, and remember it: `python scripts/step.py NAME COMMAND…`.

Times are kept in `metrics/times.json`; those of a step `trf/train` as `train` in `metrics/trf/times.json`.

Steps write no bytecode into the checkout: the workflow compares the library's files, and those would count as edits.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

import srsly

TIMES = Path("metrics/times.json")


def main(name: str, command: list[str]) -> int:
    if command[0] == "python":
        command[0] = sys.executable
    start = time.perf_counter()
    status = subprocess.run(command, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}).returncode
    seconds = time.perf_counter() - start
    if status == 0:
        folder, _, own = name.rpartition("/")
        path = TIMES.parent / folder / TIMES.name
        path.parent.mkdir(parents=True, exist_ok=True)
        times = srsly.read_json(path) if path.exists() else {}
        times.pop(own, None)
        srsly.write_json(path, {**times, own: round(seconds, 1)})
    print(f"— {name}: {'done' if status == 0 else 'failed'} after {seconds:.0f} s", flush=True)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
