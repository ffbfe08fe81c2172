"""What the client weighs on the wire, counted in the files that were built."""

import re
from functools import cache
from pathlib import Path

import nutritrack

STATIC = Path(nutritrack.__file__).parent / "static"
SCRIPTS = re.compile(r'(?:rel="modulepreload" href|script type="module" src)="/([^"]+)"')
STYLE = re.compile(r'rel="stylesheet" href="/([^"]+)"')
NOW = re.compile(r'(?:from|import)\s?"[^"]*?([\w.-]+\.js)"')
LATER = re.compile(r'import\("[^"]*?([\w.-]+\.js)"\)')

FIRST_SCRIPTS, FIRST_LOAD, LAZY = 40_000, 70_000, 15_000


def test_the_first_screen_is_light():
    page = read("index.html")
    scripts, style = SCRIPTS.findall(page), STYLE.findall(page)
    code = {name: weigh(name) for name in scripts}
    assert set(scripts) == needed(scripts[-1]), "every script is known from the page"
    assert sum(code.values()) <= FIRST_SCRIPTS, code
    names = ["index.html", "icon.svg", "manifest.webmanifest", *style]
    load = code | {name: weigh(name) for name in names}
    assert sum(load.values()) <= FIRST_LOAD, load


def test_what_is_loaded_later_is_light_too():
    there = needed(SCRIPTS.findall(read("index.html"))[-1])
    weights = {
        name: sum(map(weigh, needed(name) - there))
        for path in (STATIC / "assets").glob("*.js")
        for name in later(f"assets/{path.name}")
    }
    assert weights
    assert max(weights.values()) <= LAZY, weights


@cache
def read(name: str) -> str:
    return (STATIC / name).read_text()


def weigh(name: str) -> int:
    """The bytes of a file as a browser that takes brotli gets them."""
    return (STATIC / f"{name}.br").stat().st_size


def later(name: str) -> set[str]:
    return {f"assets/{each}" for each in LATER.findall(read(name))}


def needed(name: str) -> set[str]:
    """A script and all that it cannot start without."""
    found, new = set(), {name}
    while new:
        found |= new
        new = {f"assets/{each}" for script in new for each in NOW.findall(read(script))} - found
    return found
