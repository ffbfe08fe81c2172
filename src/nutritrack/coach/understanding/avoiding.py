"""What a message says not to eat: "no fish", "allergic to nuts", "milk makes me sick"."""

import re
from collections.abc import Sequence

from nutritrack.coach.understanding.lexicon import of_kind
from nutritrack.coach.understanding.phrases import Mention
from nutritrack.coach.understanding.words import Word

# Before the food, at most REACH words away.
NO = frozenset(
    "no without ohne kein keine keinen nothing not free frei allergic allergy allergisch "
    "allergie intolerant intolerance intolerance hate avoid avoiding except leave skip minus "
    "hold vertrage hasse unvertraglichkeit unvertraglich dislike mag nichts weg coeliac celiac "
    "non zero ausser never nie react reacts reacting hives meide vermeide verzichte bar off hates "
    "allergen allergens out remove removing ditch scrap swap replace instead rid exclude excluding "
    "omit omitting statt anstatt ersetze ersetz streich sick tired bored enough fed loathe detest "
    "genug satt".split()
)
BUT = frozenset("anything everything alles all".split())  # "anything but fish"
NOT_YET = frozenset("but plan make mach plane with mit please".split())  # ends what a "no" says
REACH = 6
# After the food, at most AFTER words away: "milk is out", "peanuts make me sick".
HARMS = frozenset(
    "sick ill unwell hives cramps bloated itchy rash swell bauchweh bauchschmerzen krampfe ubel "
    "schlecht out nicht problem trouble upset blahungen durchfall raus tabu forbidden verboten "
    "banned disagrees vertrage vertragt off kill kills killing hospital allergen tabu "
    "vomit puke throw agree gross grosses disgusting disgust yuck ew eww kotzen kotze brechen "
    "eklig ekelhaft ekle igitt".split()
)
# "eggs mess me up": whatever food does to somebody is no praise, unless it is said to be one.
ME = frozenset("me my mir mich meinen meinem meine".split())
PRAISE = frozenset(
    "full fill fills happy keep keeps strong for fur with mit schmeckt schmecken love like taste "
    "tastes satt favourite favorite favourites lieblings energy".split()
)
NO_WAY = frozenset("go goes thanks thank way chance".split())  # "eggs are a no go"
AFTER = 4
ENDS = frozenset("but then plan what which dinner lunch snack ? aber was".split())
FREE = frozenset("free frei allergy allergie intolerant intolerance".split())
ALWAYS = frozenset(
    "dairyfree lactosefree glutenfree coeliac celiac zoliakie coeliacs celiacs nutfree".split()
)
WITHOUT = re.compile(r"frei(e[rsnm]?)?$|free$|less$|allerg|intoleran|unvertrag|zoliak")
ILL = ("allerg", "unvertrag", "intoleran")


def avoided(said: Sequence[Word], found: Sequence[Mention]) -> tuple[str, ...]:
    """The ids of `data/avoid.tsv` that the message says no to."""
    ids: list[str] = []
    for each in of_kind(found, "avoid"):
        words = [word.text for word in said[each.start : each.end]]
        after = said[each.end].text if each.end < len(said) else ""
        if (
            _denied(said, each.start)
            or after in FREE
            or after.startswith(ILL)
            or any(word in ALWAYS or _means_without(word) for word in words)
            or _harms(said, each.end)
        ):
            ids += each.value.split(",")
    return tuple(dict.fromkeys(ids))


def _means_without(word: str) -> bool:
    return len(word) > 5 and bool(WITHOUT.search(word))


def _denied(said: Sequence[Word], at: int) -> bool:
    for near in range(at - 1, max(-1, at - 1 - REACH), -1):
        word, before = said[near].text, said[near - 1].text if near else ""
        if word in NO or word.startswith(ILL):
            return True
        if word == "but" and before in BUT:
            return True
        if word in NOT_YET and before not in NO:
            return False
    return False


def _harms(said: Sequence[Word], at: int) -> bool:
    near = said[at : at + AFTER + 2]
    praised = any(word.text in PRAISE for word in near)
    for word, after in zip(near, [*(each.text for each in near[1:]), ""], strict=True):
        if word.text in HARMS or word.text.startswith(ILL):
            return True
        if word.text == "no" and after in NO_WAY:
            return True
        if word.text in ENDS:
            return False
        if word.text in ME and word is not near[0] and not praised:
            return True
    return False
