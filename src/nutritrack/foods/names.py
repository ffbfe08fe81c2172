"""How a food's name is read: what it is about, what it says besides, and how ordinary it is."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol, TypeVar

from nutritrack.foods.text import words


class Named(Protocol):
    """What can be found by name: an entry of the catalogue, or a food that somebody made."""

    @property
    def name(self) -> str: ...
    @property
    def aliases(self) -> Sequence[str]: ...


E = TypeVar("E", bound=Named)

# What a name may say that nobody means unless they say it, and how much it counts against it.
TRAPS = {
    0.5: "baby babyfood infant toddler formula strained junior alaska commodity industrial",
    0.3: (
        "dry powder powdered dehydrated mix unprepared condensed concentrate unheated imitation "
        "substitute batter dough uncooked native meatless ingredient reconstituted puerto rican "
        "freeze dried leavening foodservice game parboiled kosher uncreamed refuse organ"
    ),
    0.2: "whiskey vodka rum brandy gin tequila bourbon scotch cracker",
    0.12: (
        "diet lowfat nonfat reduced sugarfree light unsweetened lowcalorie low free decaffeinated "
        "glutenfree lactosefree fortified enriched imported skim lowsodium unsalted salted "
        "flavored stuffed school frozen canned fast stewed restructured vegetarian soy goat sheep "
        "gravy sauce topping shell bun sweetened chocolate coated filled frosted dietetic "
        "evaporated without no skin"
    ),
    0.05: "cooked boiled broiled baked fried roasted steamed toasted prepared microwaved stew",
}
TRAP_OF = {word: weight for weight, line in TRAPS.items() for word in line.split()}
# These are eaten cooked unless somebody says so.
COOKED = frozenset(
    (
        "chicken beef pork turkey lamb veal duck goose venison rabbit meat steak bacon "
        "sausage fish salmon tuna cod tilapia trout haddock halibut catfish shrimp crab "
        "lobster clam mussel scallop rice pasta noodle spaghetti macaroni quinoa bulgur "
        "barley millet couscous lentil bean chickpea potato sweetpotato yam taro cassava egg "
        "oat oatmeal grits squash eggplant pumpkin artichoke asparagus brussel beet greenbean"
    ).split()
)
# The first word of these names is a shelf of the shop; the food comes after it.
SHELVES = frozenset(
    (
        "candies,snacks,beverages,sweets,nuts,seeds,fish,crustaceans,mollusks,spices,game,"
        "formulated,drink,nabisco,kellogg,keebler,kraft,cereals ready-to-eat,fast foods,"
        "alcoholic beverage,carbonated beverage"
    ).split(",")
)
RAW = 0.3
ALIAS = 0.05  # somebody wrote this name down because people say it
STOP = frozenset("a an and or of the with in on from for to as by ns nfs include eaten".split())
ENDS = frozenset({"with", "from", "made", "on", "in", "without", "no", "for", "as", "ns", "nfs"})


class Name:
    """One name of a food: each word with its mass, whether it is in the head, and its trap."""

    __slots__ = ("core", "either", "entry", "head", "head_mass", "mass", "prior", "second", "words")

    def __init__(self, entry: int, text: str, prior: float) -> None:
        self.entry = entry
        self.prior = prior
        first, _, rest = text.partition(",")
        on_shelf = first.lower() in SHELVES and bool(rest)
        front = list(words(first))
        for at, word in enumerate(front):
            if at and word in ENDS:
                front, rest = front[:at], " ".join((*front[at:], rest))
                break
        if "(" in first:
            opened = list(words(first.partition("(")[0]))
            front, rest = opened, f"{first.partition('(')[2]} {rest}"
        self.either = {
            word: other
            for before, middle, after in zip(front, front[1:], front[2:], strict=False)
            if middle == "or"
            for word, other in ((before, after), (after, before))
        }
        every = [*front, *words(rest)]
        self.head = frozenset(word for word in front if word not in STOP)
        # "Cookie, chocolate chip": the first word is the kind, the second part the food.
        second = words(rest.partition(",")[0]) if len(self.head) == 1 else ()
        if on_shelf:
            self.head, second, self.core = frozenset[str](), words(rest), ""
        self.second = frozenset(word for word in second if word not in STOP)
        self.core = next((word for word in reversed(front) if word not in STOP), "")
        cooked = not self.head.isdisjoint(COOKED) or not COOKED.isdisjoint(every)
        self.words: dict[str, tuple[float, bool, float]] = {}
        for word in every:
            if word not in STOP:
                trap = RAW if word == "raw" and cooked else TRAP_OF.get(word, 0.0)
                self.words.setdefault(word, (0.0, word in self.head, trap))
        self.mass = self.head_mass = 0.0

    def weigh(self, rarity: Mapping[str, float]) -> None:
        self.words = {
            word: (rarity[word], in_head, trap) for word, (_, in_head, trap) in self.words.items()
        }
        self.mass = sum(mass for mass, _, _ in self.words.values())
        self.head_mass = sum(mass for mass, in_head, _ in self.words.values() if in_head)


def read_names(entry: E, number: int, prior: float) -> Iterator[Name]:
    yield Name(number, entry.name, prior)
    for alias in entry.aliases:
        yield Name(number, alias, prior + ALIAS)
