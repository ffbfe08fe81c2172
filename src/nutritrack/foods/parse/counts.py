"""Numbers as people write them: 1 1/2, one and a half, a couple of, 2-3, half a dozen."""

from dataclasses import dataclass

from nutritrack.foods.parse.tokens import FRACTIONS, Token

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
NUMBERS = {word: float(n) for n, word in enumerate(ONES) if n}
NUMBERS |= {word: 10.0 * n for n, word in enumerate(TENS, 2)}
PARTS = {"half": 0.5, "halve": 0.5, "third": 1 / 3, "quarter": 0.25, "fourth": 0.25}
VAGUE = {"couple": 2.0, "few": 3.0, "several": 4.0, "pair": 2.0}
GROUPS = {"dozen": 12.0, "hundred": 100.0, "thousand": 1000.0}
ARTICLES = frozenset({"a", "an", "another", "one's"})
DASHES = frozenset("-\u2013\u2014\u2010\u2011")


@dataclass(frozen=True, slots=True)
class Count:
    low: float
    high: float
    end: int
    sure: float = 1.0
    article: bool = False


def word_at(tokens: list[Token], at: int) -> str:
    return tokens[at].word if 0 <= at < len(tokens) else ""


def text_at(tokens: list[Token], at: int) -> str:
    return tokens[at].text if 0 <= at < len(tokens) else ""


def number_at(tokens: list[Token], at: int) -> float | None:
    return tokens[at].number if 0 <= at < len(tokens) else None


def read_simple(tokens: list[Token], at: int) -> tuple[float, int] | None:
    """One number without "to" or "or": 2, 1/2, 1 1/2, 2½, two, twenty-five, a hundred and fifty."""
    value = number_at(tokens, at)
    if value is not None:
        return _digits(tokens, at, value)
    word = word_at(tokens, at)
    if word in NUMBERS:
        return None if _is_title(tokens, at) else _spelled(tokens, at)
    if word in GROUPS and word != "dozen":
        return _grouped(tokens, at, 1.0)
    return None


def _is_title(tokens: list[Token], at: int) -> bool:
    """The "One" of a brand: a capital after a word."""
    return at > 0 and bool(tokens[at - 1].word) and tokens[at].text[0].isupper()


def _digits(tokens: list[Token], at: int, value: float) -> tuple[float, int]:
    if text_at(tokens, at) in FRACTIONS:
        return value, at + 1
    below = number_at(tokens, at + 2)
    if text_at(tokens, at + 1) in ("/", "\u2044") and below:
        if 2 <= below <= 16 and value < 2 * below:
            return value / below, at + 3
        return value, at + 1
    more = number_at(tokens, at + 1)
    if more is not None and text_at(tokens, at + 1) in FRACTIONS:
        return value + more, at + 2
    top, bottom = number_at(tokens, at + 1), number_at(tokens, at + 3)
    if top and bottom and text_at(tokens, at + 2) in ("/", "\u2044") and top < bottom <= 16:
        return value + top / bottom, at + 4
    if text_at(tokens, at + 1) in DASHES and text_at(tokens, at + 3) in ("/", "\u2044"):
        top, bottom = number_at(tokens, at + 2), number_at(tokens, at + 4)
        if top and bottom and top < bottom <= 16:  # 1-1/2
            return value + top / bottom, at + 5
    return with_half(tokens, value, at + 1)


def _spelled(tokens: list[Token], at: int) -> tuple[float, int]:
    value, at = NUMBERS[tokens[at].word], at + 1
    step = 1 if text_at(tokens, at) in DASHES else 0
    unit = NUMBERS.get(word_at(tokens, at + step), 0.0)
    if value >= 20 and 0 < unit < 10:
        value, at = value + unit, at + step + 1
    if word_at(tokens, at) in GROUPS:
        return _grouped(tokens, at, value)
    part = tokens[at + step].stem if at + step < len(tokens) else ""
    if part in PARTS and word_at(tokens, at + step) != "half" and value < 4:  # three quarters
        at += step + 1
        if word_at(tokens, at) == "of" and word_at(tokens, at + 1) in ARTICLES:
            at += 2
        return value * PARTS[part], at
    return with_half(tokens, value, at)


def _grouped(tokens: list[Token], at: int, value: float) -> tuple[float, int]:
    group = GROUPS[tokens[at].word]
    value, at = value * group, at + 1
    after = at + 1 if word_at(tokens, at) == "and" else at
    if group > 12 and word_at(tokens, after) in NUMBERS:
        rest, end = _spelled(tokens, after)
        return (value + rest, end) if rest < group else (value, at)
    return value, at


def with_half(tokens: list[Token], value: float, at: int) -> tuple[float, int]:
    """ "and a half" after a number, or after its unit."""
    if word_at(tokens, at) in ("and", "&") or text_at(tokens, at) in ("&", "+"):
        after = at + 2 if word_at(tokens, at + 1) in ARTICLES else at + 1
        part = PARTS.get(word_at(tokens, after))
        last = 2 if word_at(tokens, after + 1) == "of" else 1
        if part is not None and word_at(tokens, after + last) not in ("a", "an"):
            return value + part, after + 1
        top = number_at(tokens, after)
        if top is not None and text_at(tokens, after) in FRACTIONS:
            return value + top, after + 1
        bottom = number_at(tokens, after + 2)
        if top and bottom and text_at(tokens, after + 1) == "/" and top < bottom <= 16:
            return value + top / bottom, after + 3
    return value, at


def read_count(tokens: list[Token], at: int) -> Count | None:
    """A number, a range, a vague word, or an article."""
    first = read_simple(tokens, at)
    if first is not None:
        return _range(tokens, *first)
    word, stem = word_at(tokens, at), tokens[at].stem if at < len(tokens) else ""
    article = word in ARTICLES
    if article:
        at += 1
        word, stem = word_at(tokens, at), tokens[at].stem if at < len(tokens) else ""
    if stem in PARTS and (article or stem in ("half", "quarter")):
        return None if word_at(tokens, at + 1) == "pounder" else _part(tokens, at, PARTS[stem])
    if word in VAGUE or (word in GROUPS and article):
        low = VAGUE.get(word) or GROUPS[word]
        if word in GROUPS and word != "dozen":
            low, end = _grouped(tokens, at, 1.0)
        else:
            end = at + 1
        if word_at(tokens, end) == "of":
            end += 1
        return Count(low, low, end, 1.0 if word in GROUPS or word in ("couple", "pair") else 0.75)
    if word == "dozen":
        return Count(12.0, 12.0, at + 1)
    return Count(1.0, 1.0, at, article=True) if article else None


def _part(tokens: list[Token], at: int, part: float) -> Count | None:
    """half a cup, half of a, half a dozen, a quarter of an, half-ounce; but not "half and half"."""
    end = at + 1
    if "and" in (word_at(tokens, end), word_at(tokens, at - 1)) and "half" in (
        word_at(tokens, at - 2),
        word_at(tokens, at + 2),
    ):
        return None
    if text_at(tokens, end) in DASHES:
        end += 1
    if word_at(tokens, end) == "of":
        end += 1
    if word_at(tokens, end) in (*ARTICLES, "the", "my", "one"):
        end += 1
    if word_at(tokens, end) in ("dozen", "hundred"):
        value = part * GROUPS[word_at(tokens, end)]
        end += 1
        return Count(value, value, end + 1 if word_at(tokens, end) == "of" else end)
    return Count(part, part, end)


def _range(tokens: list[Token], value: float, at: int) -> Count:
    if text_at(tokens, at) in DASHES or word_at(tokens, at) in ("to", "or"):
        second = read_simple(tokens, at + 1)
        if second is not None and value < second[0] <= 10 * value:
            return Count(value, second[0], second[1], 0.75)
    return Count(value, value, at)
