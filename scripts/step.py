"""Run one step of the workflow, say how long it took, and remember it: `python scripts/step.py NAME COMMAND…`.

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
        TIMES.parent.mkdir(exist_ok=True)
        times = srsly.read_json(TIMES) if TIMES.exists() else {}
        times.pop(name, None)
        srsly.write_json(TIMES, {**times, name: round(seconds, 1)})
    print(f"— {name}: {'done' if status == 0 else 'failed'} after {seconds:.0f} s", flush=True)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
