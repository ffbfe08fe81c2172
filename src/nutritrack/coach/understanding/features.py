"""What the model sees of a message: words, pairs of words and pieces of words.

Names are seen by their kind: "carbs in skyr" and "iron in lentils" are both <nutrient> in <food>.
Words are also seen by their class, one, two and three beside each other.
"""

import itertools
from collections.abc import Collection, Iterator, Sequence

from nutritrack.coach.understanding.classes import word_classes
from nutritrack.coach.understanding.lexicon import main
from nutritrack.coach.understanding.phrases import Mention
from nutritrack.coach.understanding.words import Word

MOST = 60  # words from each end that are looked at
PIECES = (3, 4, 5)  # letters of a piece of a word
LOW, ADULT = 1200, 18  # kcal a day, years
UNITS = {
    **dict.fromkeys(("kcal", "calories", "kalorien", "kj"), "kcal"),
    **dict.fromkeys("g ml mg l oz cup cups tbsp tsp liter slice slices scheiben".split(), "amount"),
    **dict.fromkeys("minutes hours".split(), "time"),
    **dict.fromkeys("kg pounds cm m bmi".split(), "body"),
    **dict.fromkeys("days day tage tagen tag weeks week wochen woche nights".split(), "days"),
    **dict.fromkeys("years year jahre jahren yo jahrige jahriger grade".split(), "age"),
    **dict.fromkeys("units einheiten ie".split(), "units"),
}
SHOWN = frozenset({"day", "span", "meal", "diet", "nutrient", "food", "avoid", "person"})


def symbols(
    said: Sequence[Word], found: Sequence[Mention], known: Collection[str]
) -> list[tuple[str, str]]:
    """The words as (symbol, text): names by their kind, numbers by what they count."""
    starts = {each.start: each for each in main([m for m in found if m.kind in SHOWN])}
    done: list[tuple[str, str]] = []
    at = 0
    while at < len(said):
        name, word = starts.get(at), said[at]
        if name is not None:
            kind = "energy" if name.value == "calories" else name.kind
            done.append((f"<{kind}>", " ".join(w.text for w in said[at : name.end])))
            at = name.end
            continue
        if word.number is not None:
            done.append((_count(said, at), ""))
        elif word.text in known or not word.text.isalpha():
            done.append((word.text, word.text))
        else:
            done.append(("<name>" if word.said.endswith(("'s", "\u2019s")) else "<?>", word.text))
        at += 1
    return done


def _count(said: Sequence[Word], at: int) -> str:
    value = said[at].number or 0.0
    unit = UNITS.get(said[at + 1].text, "") if at + 1 < len(said) else ""
    if not unit and at and said[at - 1].text == "bmi":
        unit = "body"
    if unit == "kcal":
        return "<low kcal>" if value < LOW else "<kcal>"
    if unit == "age" or (at > 1 and said[at - 1].text in ("am", "bin", "mit") and 8 <= value < 100):
        return "<young>" if value < ADULT else "<age>"
    return f"<{unit or 'number'}>"


def meanings(seen: Sequence[tuple[str, str]]) -> Iterator[str]:
    """The symbols with words as classes of like words, where they have one."""
    classes = word_classes()
    for symbol, text in seen:
        plain = symbol == "<?>" or not symbol.startswith("<")
        yield classes.get(text, symbol) if plain else symbol


def features(
    seen: Sequence[tuple[str, str]], kinds: Collection[str], before: str | None
) -> Iterator[str]:
    """The features of one message; `before` is what was wanted by the message before it."""
    yield from (f"k {kind}" for kind in kinds)
    if len(seen) > 2 * MOST:
        seen = [*seen[:MOST], *seen[-MOST:]]
    line = ["^", *(symbol for symbol, _ in seen), "$"]
    yield "*"
    yield f"n{min(len(seen), 12) // 2}"
    yield from {f"1 {symbol}" for symbol, _ in seen}
    yield from {f"1 {text}" for symbol, text in seen if text and text != symbol}
    yield from {f"2 {one} {two}" for one, two in itertools.pairwise(line)}
    yield from {piece for symbol, text in seen if symbol in (text, "<?>") for piece in pieces(text)}
    like = ["^", *meanings(seen), "$"]
    yield from {f"c {one}" for one in like}
    yield from {f"cc {one} {two}" for one, two in itertools.pairwise(like)}
    yield from {f"ccc {one} {two} {three}" for one, two, three in triples([*like, "$"])}
    if before is None:
        yield "before nothing"
        return
    yield f"before {before}"
    yield from {f"b {before} {symbol}" for symbol, _ in seen}
    yield f"b {before} {' '.join(line[:3])}"
    yield f"bn {before} {min(len(seen), 12) // 2}"


def triples(line: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    return zip(line, line[1:], line[2:], strict=False)


def pieces(word: str) -> Iterator[str]:
    framed = f"_{word}_"
    for size in PIECES:
        for at in range(len(framed) - size + 1):
            yield f"p{framed[at : at + size]}"
