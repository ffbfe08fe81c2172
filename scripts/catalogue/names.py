"""Names of foods: short forms written out, and the key under which equal names meet."""

import re
from pathlib import Path

ABBREVIATIONS = dict(
    line.split("\t")
    for line in Path(__file__).with_name("abbreviations.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
)
PROPER = {
    word.lower(): word
    for word in """
    Alaska Alaskan American Apache Atlantic Argentina Asian Australian Bannock Brazil Brazilnuts
    California Campbell Campbell's Canadian Caribbean Chinese Concord Dutch Eskimo English Europe
    Florida French Frito German Greek Hawaiian Hungarian Indian Inuit Irish Italian Italy Jamaican
    Japanese Jerusalem Kellogg Kellogg's Korean Lebanese Lima Mexican Mexico Mediterranean Navajo
    Native New Zealand Northern Pacific Polish Quaker Russet Russian Scotch Shoshone Southwest
    Spanish Swedish Swiss Texas Thai Vidalia Vienna Wyoming McDonald's Burger King Wendy's Popeyes
    Kentucky Kraft Nabisco Nestle Pillsbury Keebler Archway Heinz Stouffer's Hershey's Mars
    Snickers USDA DHA ARA Oreo Gatorade Pepsi Cheerios Ensure Similac Enfamil Velveeta Philadelphia
    """.split()
}
WORD = re.compile(r"[a-z]+")
# Words that say nothing about which food it is.
IDLE = frozenset("a an and as at by for from in of or the to with w/ all types nfs ns".split())


def written_out(short: str) -> str:
    """`BEEF,RND,LN&FAT,1/8"FAT,CKD` as `Beef, round, lean and fat, 1/8" fat, cooked`."""
    text = re.sub(r"\s*,\s*", ", ", short.strip())
    if short.upper() == short or re.search(r"\b(CKD|FRZ|CND|CHOC|COND|SAU)\b", short):
        text = text.lower()
    text = re.sub(r"\b[wW]/\s*[oO]\s+|\b[wW][oO]/\s*", " without ", text)
    text = re.sub(r"\b[wW]/\s*", " with ", text)
    text = re.sub(r"(\d\")(?=[A-Za-z])", r"\1 ", text)
    text = re.sub(r"(?<=[A-Za-z0-9)])\s*&\s*(?=[A-Za-z])", " and ", text)
    text = re.sub(r"&(?=[A-Za-z])", "and ", text)
    words = [_word(piece) for piece in re.split(r"([^A-Za-z0-9'.]+)", text)]
    text = re.sub(r"\s+", " ", "".join(words)).replace(" ,", ",").strip(" ,")
    text = re.sub(r"\b(low|high) cal\b", r"\1 calorie", text)
    return text[:1].upper() + text[1:]


def _word(piece: str) -> str:
    if not piece.islower():
        return piece
    whole = ABBREVIATIONS.get(piece, piece)
    return PROPER.get(whole, whole)


def singular(word: str) -> str:
    """An English plural cut back, well enough to compare names."""
    if len(word) < 4 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses", "oes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") else word


def words(name: str) -> list[str]:
    """The words of a name that matter, in the order of the name, in the singular."""
    return [
        singular(word) for word in re.findall(r"[a-z0-9%/.\"]+", name.lower()) if word not in IDLE
    ]


def key(name: str) -> str:
    """What two names of one food have in common: their words, sorted."""
    return " ".join(sorted(set(words(name.replace("'", "")))))
