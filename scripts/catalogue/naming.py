"""Other names of foods, and how likely each food is meant."""

import re

from catalogue.rows import FNDDS, FOUNDATION, RECIPE, Account, Row
from catalogue.tables import BadTable, lines

MAKERS = """
    campbell's? kellogg'?s? mcdonald burger_king wendy's popeyes kentucky_fried kfc kraft nabisco
    keebler archway heinz stouffer hershey pillsbury quaker general_mills nestle masterfoods
    worthington morningstar loma_linda taco_bell pizza_hut domino papa_john subway arby denny
    cracker_barrel applebee olive_garden on_the_border carrabba little_caesars chick-fil silk
    vitasoy abbott gerber slimfast slim-fast martha_white mckee pepperidge george_weston banquet
    hormel oscar_mayer louis_rich carl_buddig butterball jimmy_dean ball_park kashi mission_foods
    murray mead_johnson enfamil similac wyeth ayerst malt-o-meal klondike healthy_choice v8 prego
""".split()
BRANDED = re.compile(rf"\b({'|'.join(MAKERS).replace('_', ' ')})")
RARE = re.compile(
    r"baby|infant|formula|alaska native|apache|navajo|hopi|shoshone|usda c|commodity|industrial"
    r"|dry mix|unprepared|dehydrated|freeze-dried|powder|0% moisture|imported|new zealand"
    r"|australian|by-products|separable fat|composite of|retail cuts|carcass|low sodium"
    r"|reduced sodium|without salt|imitation|dietetic|topping from|as ingredient|for use|used with"
)


def name_and_rank(rows: list[Row], account: Account) -> None:
    _other_names({row.name.lower(): row for row in rows}, account)
    for row in rows:
        row.prior = _prior(row)
        if (
            row.source not in (FNDDS, RECIPE)
            and "," in row.name
            and BRANDED.match(row.name.lower())
        ):
            row.brand = row.name.partition(",")[0]


def _other_names(by_name: dict[str, Row], account: Account) -> None:
    seen: dict[str, str] = {}
    for name, others in lines("aliases.tsv", 2):
        if name.lower() not in by_name:
            raise BadTable(f"aliases.tsv: no food is called {name!r}")
        for other in filter(None, (part.strip() for part in others.split(";"))):
            if seen.setdefault(other.lower(), name) != name:
                raise BadTable(
                    f"aliases.tsv: {other!r} is both {seen[other.lower()]!r} and {name!r}"
                )
            by_name[name.lower()].aliases.append(other)
            account.row("aliases")


def _prior(row: Row) -> int:
    """0 to 100: food as eaten and "not further specified" before raw material and brands."""
    name = row.name.lower()
    points = {FNDDS: 70, RECIPE: 75, FOUNDATION: 50}.get(row.source, 50)
    if re.search(r"\bnfs\b|\bns as to\b", name):
        points += 15
    if row.aliases:
        points += 15
    points -= min(20, 2 * len(name) // 10)
    if RARE.search(name) or "baby" in row.group.lower():
        points -= 25
    if row.source not in (FNDDS, RECIPE) and BRANDED.search(name):
        points -= 20
    return max(1, min(100, points))
