"""Renew the chart library that the pages of `keruen report` carry: its files as the npm package has them, unchanged.

`vendored.json` names the package, its version and each file with its SHA-256. Set another version there, or give it
here; the files and their sums are then written anew. Needs npm.
"""

import argparse
import hashlib
import json
import subprocess
import tarfile
import tempfile
from pathlib import Path

VENDOR = Path(__file__).parent.parent / "keruen" / "report" / "assets" / "vendor"
LIST = VENDOR / "vendored.json"


def renew(version: str | None = None) -> None:
    """Fetch the package and write its files.

    version (str): another version than the one listed.
    RAISES (CalledProcessError): if npm can't fetch it; (KeyError): if the package has a listed file no more.
    """
    listed = json.loads(LIST.read_text(encoding="utf-8"))
    listed["version"] = version or listed["version"]
    with tempfile.TemporaryDirectory() as folder:
        name = f"{listed['package']}@{listed['version']}"
        command = ["npm", "pack", name, "--pack-destination", folder, "--loglevel=error"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        (archive,) = Path(folder).glob("*.tgz")
        with tarfile.open(archive) as package:
            for file, entry in listed["files"].items():
                content = package.extractfile(f"package/{entry['from']}").read()
                entry["sha256"] = hashlib.sha256(content).hexdigest()
                (VENDOR / file).write_bytes(content)
    files = ",\n".join(f"    {json.dumps(file)}: {json.dumps(entry)}" for file, entry in listed.pop("files").items())
    head = "".join(f"  {json.dumps(key)}: {json.dumps(value)},\n" for key, value in listed.items())
    LIST.write_text(f'{{\n{head}  "files": {{\n{files}\n  }}\n}}\n', encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--version", help="another version than the one listed")
    renew(parser.parse_args().version)
