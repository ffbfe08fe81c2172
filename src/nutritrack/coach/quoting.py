"""Names and quantities of the diary as the coach repeats them: data, never instructions or claims.

A name may come from another server, from a label or from somebody who wants to trick a reader. So
what is no name in it is left out: addresses, further sentences, and amounts that look like a claim.
"""

import re
from collections.abc import Iterator

LONGEST = 60  # characters of a name
NO_NAME = "…"
ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+|\b\S+\.(?:com|net|org|io|de|example)\b\S*", re.IGNORECASE
)
SENTENCE = re.compile(r"[.!?:;](?:\s|$)|[\n\r\t<>{}\[\]|`*_#]")
CLAIM = re.compile(r"\d[\d.,]*\s*(?:kcal|cal\b|calories|kalorien|kj)\w*", re.I)
NUMBER = re.compile(r"(?<![\w.,])(\d+(?:[.,]\d+)?)\s*([^\W\d_]+|%)?")


def spoken(name: str) -> str:
    """The name of a food as it is said: its first words, without what only looks like a fact."""
    text = SENTENCE.split(ADDRESS.sub("", name), maxsplit=1)[0]
    text = " ".join(CLAIM.sub("", text).split()).strip(" ,-")
    if len(text) > LONGEST:
        text = text[:LONGEST].rsplit(" ", 1)[0].rstrip(" ,-") + NO_NAME
    return text or NO_NAME


def numbers(text: str) -> Iterator[tuple[float, str]]:
    """The numbers of a quantity such as "2 slices (60 g)", each with the word after it."""
    for match in NUMBER.finditer(text):
        yield float(match[1].replace(",", ".")), match[2] or ""


def localized(text: str, language: str) -> str:
    """With the decimal mark of the language."""
    return re.sub(r"(?<=\d)\.(?=\d)", ",", text) if language == "de" else text
