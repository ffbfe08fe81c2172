"""Lets Lighthouse judge every screen, as on a phone: `make audit`.

Accessibility and best practices must be 100; the performance score is only told, because on a busy
machine it is mostly noise.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import httpx2

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(ROOT / "tests"))
from scripts.screenshots import EMAIL, SCREENS, fill  # noqa: E402
from serving import serving  # noqa: E402

AUDIT = ROOT / "web" / "audit"
JUDGED = ("performance", "accessibility", "best-practices")
MUST_BE_FULL = ("accessibility", "best-practices")
FLAGS = "--headless=new --no-sandbox --disable-gpu"


def main() -> int:
    if not (AUDIT / "node_modules").exists():
        subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit"], cwd=AUDIT, check=True)
    with tempfile.TemporaryDirectory(prefix="nt") as folder:
        data = Path(folder) / "data"
        password = fill(data)
        with serving(data) as server:
            reply = httpx2.post(
                f"{server.url}/api/auth/login", json={"email": EMAIL, "password": password}
            )
            cookie = f"nutritrack={reply.json()['token']}"
            scores = {path: judge(server.url + path, cookie) for path in SCREENS}
    print(f"{'screen':<14}" + "".join(f"{name:>16}" for name in JUDGED) + f"{'LCP s':>8}{'CLS':>7}")
    for path, score in scores.items():
        print(f"{path:<14}" + "".join(f"{score[name]:>16}" for name in JUDGED), end="")
        print(f"{score['lcp']:>8.1f}{score['cls']:>7.2f}")
    return int(any(score[name] < 100 for score in scores.values() for name in MUST_BE_FULL))


def judge(url: str, cookie: str) -> dict[str, float]:
    """The scores of one screen, of 100, the largest paint in seconds and the layout shift."""
    found = subprocess.run(
        [
            str(AUDIT / "node_modules" / ".bin" / "lighthouse"),
            url,
            "--quiet",
            "--output=json",
            f"--only-categories={','.join(JUDGED)}",
            f"--extra-headers={json.dumps({'Cookie': cookie})}",
            f"--chrome-flags={FLAGS}",
        ],
        env=os.environ | {"CHROME_PATH": shutil.which("chromium") or ""},
        capture_output=True,
        text=True,
        check=True,
    )
    report = json.loads(found.stdout)
    scores = {name: round(report["categories"][name]["score"] * 100) for name in JUDGED}
    for name in MUST_BE_FULL:
        for ref in report["categories"][name]["auditRefs"]:
            audit = report["audits"][ref["id"]]
            if ref["weight"] and audit["score"] not in (None, 1):
                print(f"{url}: {audit['title']}: {audit.get('displayValue', '')}")
    lcp = report["audits"]["largest-contentful-paint"]["numericValue"] / 1000
    return {
        **scores,
        "lcp": lcp,
        "cls": report["audits"]["cumulative-layout-shift"]["numericValue"],
    }


if __name__ == "__main__":
    sys.exit(main())
