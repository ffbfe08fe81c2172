"""Draws the PNG icons in web/public from its icon.svg, for the systems that take no SVG.

Run it as `.venv/bin/python scripts/icons.py` after the drawing has changed.
"""

import os
import re
import shutil
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

PUBLIC = Path(__file__).parent.parent / "web" / "public"
PLAIN = {"icon-192": 192, "icon-512": 512}
# Systems cut these into a shape of their own: the ground reaches the edge, and all that matters is
# in the safe zone, the middle 80 %. Sizes and the part of it that the drawing takes.
CUT = {"icon-maskable-512": (512, 0.8), "apple-touch-icon": (180, 0.9)}
# A shaded ground makes a PNG ten times as large.
SHADED, FLAT = 'fill="url(#g)"', 'fill="#0b6e4f"'
GROUND = re.compile(r"<rect [^>]*/>")


def main() -> None:
    svg = (PUBLIC / "icon.svg").read_text().replace(SHADED, FLAT)
    chromium = os.environ.get("NUTRITRACK_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, size in PLAIN.items():
            draw(browser, name, size, svg)
        for name, (size, part) in CUT.items():
            draw(browser, name, size, full_bleed(svg, part))
        browser.close()


def full_bleed(svg: str, part: float) -> str:
    """The same drawing, smaller, on a ground without round corners."""
    ground = f'<rect width="64" height="64" {FLAT}/>'
    shift = 32 * (1 - part)
    inner = f'<g transform="translate({shift} {shift}) scale({part})">'
    return GROUND.sub(ground + inner, svg, count=1).replace("</svg>", "</g></svg>")


def draw(browser: Browser, name: str, size: int, svg: str) -> None:
    page = browser.new_page(viewport={"width": size, "height": size})
    page.set_content(f"<style>* {{ margin: 0; display: block }}</style>{svg}")
    page.screenshot(path=PUBLIC / f"{name}.png", omit_background=True)
    page.close()


if __name__ == "__main__":
    main()
