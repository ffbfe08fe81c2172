"""A German sentence as the words that the parser reads, each still at its place in the text.

Nothing is guessed into English: a word that neither the German tables nor the catalogue know is
named in `unknown`, and the parser is told not to look for words that resemble it.
"""

from collections.abc import Sequence
from functools import cache
from itertools import takewhile
from typing import NamedTuple, Protocol

from nutritrack.foods.german.tables import Key, Kind, Said, decimal, look_up, tables
from nutritrack.foods.parse.counts import ARTICLES, GROUPS, NUMBERS, PARTS, VAGUE
from nutritrack.foods.parse.phrases import aliases
from nutritrack.foods.parse.split import LINKS, STOPS, VERBS
from nutritrack.foods.parse.tokens import Token
from nutritrack.foods.parse.units import OF_MEDIUM, SIZES, UNITS
from nutritrack.foods.parse.vocabulary import filler
from nutritrack.foods.text import JOINED, stem

AMOUNTS = frozenset({*ARTICLES, *PARTS, "few"})
OF_SIZE = frozenset({"small", "medium", "large"})
ASIDE = 0.7  # how sure a food is that has an unknown word beside it
LONGEST_HYPHENED = 4
LONGEST_NAME = 12  # words of an own food's name that are looked at


class Knowing(Protocol):
    """What is asked about words: see `known.Known`."""

    def word(self, word: str) -> bool: ...
    def food(self, english: str) -> bool: ...
    def own_name(self, stems: Sequence[str]) -> int: ...
    def keeps(self, german: Sequence[str], english: str) -> bool: ...


class Reading(NamedTuple):
    tokens: list[Token]
    is_german: bool = False
    unknown: tuple[Token, ...] = ()  # German words that no table knows
    names_food: bool = False  # some German words name a food
    guesses: bool = False  # some of them by a compound or a typing error


class Span(NamedTuple):
    """Some tokens that are one thing: German words with their meaning, or one token as it is."""

    tokens: tuple[Token, ...]
    said: Said | None = None
    english: bool = False  # English knows every word of it
    own: bool = False  # it is the name of an own food, in whatever language

    @property
    def is_unknown(self) -> bool:
        known = self.said is not None or self.english or self.own
        return not known and bool(self.tokens[0].word)


def read(tokens: list[Token], known: Knowing, *, prefers_german: bool = False) -> Reading:
    """What the parser is to read; the same tokens where nothing is German.

    A sentence is German when German knows more of its words than English, or as many of one who
    `prefers_german`. In any other, only names of foods that English does not know are put into
    English. The work grows with the length of the text and no faster.
    """
    spans = _spans(tokens, known)
    german = sum(len(_words(span)) for span in spans if span.said and not span.said.is_guess)
    german += sum(span.said.is_guess and not span.english for span in spans if span.said)
    english = sum(len(_words(span)) for span in spans if span.english)
    if german < english + (not prefers_german):
        spans = [_only_foods(span) for span in spans]
        if not any(span.said for span in spans):
            return Reading(tokens)
        return Reading(_Writing(spans, known).run(decimals=False), names_food=True)
    writing = _Writing(spans, known)
    read = writing.run(decimals=True)
    said = [span.said for span in spans if span.said is not None]
    return Reading(
        read,
        is_german=True,
        unknown=tuple(writing.unknown),
        names_food=any(each.kind is Kind.FOOD for each in said),
        guesses=any(each.is_guess for each in said),
    )


@cache
def _english() -> frozenset[str]:
    """English words that the parser reads, and that no food has in its name."""
    known = filler()
    linked = (word for link in LINKS for word in link)
    joined = (word for words in JOINED for word in words)
    renamed = (word for words in aliases() for word in words)
    counted = {*NUMBERS, *PARTS, *VAGUE, *GROUPS, *ARTICLES}
    return frozenset(
        {*known.story, *known.weak, *known.attributes, *linked, *joined, *renamed}
        | {*counted, *SIZES, *UNITS, *VERBS}
    )


def _only_foods(span: Span) -> Span:
    food = span.said is not None and span.said.kind is Kind.FOOD and not span.english
    return span if food else span._replace(said=None)


def _words(span: Span) -> list[Token]:
    return [token for token in span.tokens if token.word]


def _spans(tokens: list[Token], known: Knowing) -> list[Span]:
    spans: list[Span] = []
    at = 0
    while at < len(tokens):
        own = known.own_name(_stems(tokens[at : at + LONGEST_NAME]))
        if own:
            spans.append(Span(tuple(tokens[at : at + own]), own=True))
            at += own
            continue
        found = _longest(tokens, at, known)
        some, said = found if found is not None else (tokens[at : at + 1], None)
        at += len(some)
        words = [token for token in some if token.word]
        english = bool(words) and all(_is_english(word, known) for word in words)
        if said is not None and said.is_guess and english:
            said = None  # what English knows is no misspelt German
        spans.append(Span(tuple(some), said, english))
    return spans


def _stems(tokens: list[Token]) -> list[str]:
    return [token.stem for token in takewhile(lambda token: token.word, tokens)]


def _longest(tokens: list[Token], at: int, known: Knowing) -> tuple[list[Token], Said] | None:
    """The most tokens from here on that the tables know as one thing."""
    key: list[str] = []
    found: tuple[list[Token], Said] | None = None
    end, most = at, 1
    while end < len(tokens) and len(key) < most:
        part, after = _next(tokens, end, known)
        if part is None:
            break
        if not key:
            # "Apfel Schorle" is one word of German, but nothing that begins in English is.
            apart = 1 if _is_english(tokens[at], known) else 2
            most = tables().longest if tables().begins(part) else apart
        key.append(part)
        said = _meaning(tuple(key), known) if any(map(str.isalpha, key)) else None
        if said is not None:
            found = tokens[at:after], said
        end = after
    return found


def _is_english(token: Token, known: Knowing) -> bool:
    return known.word(token.stem) or token.word in _english()


def _meaning(key: Key, known: Knowing) -> Said | None:
    """What the tables say; of a compound, only if the catalogue has a food for all of it."""
    said = look_up(key)
    return None if said is not None and said.is_guess and not known.food(said.english) else said


def _next(tokens: list[Token], at: int, known: Knowing) -> tuple[str | None, int]:
    """A word with all that hangs on it by hyphens, a number or a percent sign, and its end."""
    token = tokens[at]
    if token.number is not None:
        return decimal(token.text, token.number), at + 1
    if token.text in ("%", "&"):
        return token.text, at + 1
    if not token.word:
        return None, at
    word, end = token.word, at + 1
    for _ in range(LONGEST_HYPHENED):
        hangs = end + 1 < len(tokens) and tokens[end].text == "-" and bool(tokens[end + 1].word)
        if not hangs or tokens[end + 1].start != tokens[end - 1].end + 1:
            break
        longer = word + tokens[end + 1].word
        word, end = longer, end + 2
    if end > at + 1 and _meaning((word,), known) is None:
        return token.word, at + 1  # "Bio-Milch": the parts by themselves
    return word, end


class _Writing:
    """Writes the spans as English tokens."""

    def __init__(self, spans: list[Span], known: Knowing) -> None:
        self.spans, self.known = spans, known
        self.out: list[Token] = []
        self.unknown: list[Token] = []
        self.after_food = False
        self.doubt = False  # an unknown word was left out just before

    def run(self, *, decimals: bool) -> list[Token]:
        at = 0
        while at < len(self.spans):
            at += self.write(at, decimals=decimals)
        return self.out

    def write(self, at: int, *, decimals: bool) -> int:
        """Write the span at this place; how many are dealt with."""
        span = self.spans[at]
        token = span.tokens[0]
        if span.said is not None:
            self.say(at, span, span.said)
            return 2 if _ends_short(span, self.kept(at + 1)) else 1
        if decimals and token.number is not None:
            after = self.kept(at + 1)
            if after is not None and after.text == "%":
                return 2  # "45 % Fett" is no amount
            if self.kind(at + 1) is Kind.SMALL and self.english(at + 1) == "oclock":
                return 2
            number = decimal(token.text, token.number)
            self.out.append(token._replace(text=number, number=float(number)))
        elif decimals and span.is_unknown:
            self.leave(at, token)
        elif not (decimals and token.text == "-" and self.joins(at)):
            self.out.extend(span.tokens)
        self.after_food = span.own or (span.english and self.after_food)
        return 1

    def kept(self, at: int) -> Token | None:
        if at < len(self.spans) and self.spans[at].said is None:
            return self.spans[at].tokens[0]
        return None

    def kind(self, at: int) -> Kind | None:
        said = self.spans[at].said if at < len(self.spans) else None
        return said.kind if said is not None else None

    def english(self, at: int) -> str:
        said = self.spans[at].said if at < len(self.spans) else None
        return said.english if said is not None else ""

    def joins(self, at: int) -> bool:
        """Whether a hyphen hangs two words on each other that German knows by themselves."""
        before, after = self.spans[at - 1 : at], self.spans[at + 1 : at + 2]
        return bool(before and after and before[0].tokens[-1].word and after[0].tokens[0].word)

    def leave(self, at: int, token: Token) -> None:
        """An unknown word: part of a food's name, unless it is seen not to be one."""
        self.unknown.append(token)
        lower = token.text[0].islower()
        if lower and (self.after_food or self.kind(at + 1) in (Kind.FOOD, Kind.HOW)):
            self.doubt = True
            return
        self.out.append(token)

    def say(self, at: int, span: Span, said: Said) -> None:
        if said.kind is Kind.FOOD:
            self.food(span, said)
        elif said.kind is Kind.UNIT:
            self.unit(at, span, said)
        elif said.kind is Kind.NUMBER:
            number = _token(span, said.english)._replace(word="", number=said.value)
            self.out.append(number)
        elif said.english == "a" and not self.is_article(at):
            return  # "trag zwei Eier ein"
        elif said.english == "oclock":
            return
        elif said.kind is not Kind.FILLER:
            self.out.extend(_tokens(span, said.english))
        self.after_food = said.kind is Kind.FOOD or (
            self.after_food and said.kind in (Kind.FILLER, Kind.HOW)
        )

    def is_article(self, at: int) -> bool:
        while self.kind(at + 1) is Kind.FILLER:
            at += 1
        after = self.spans[at + 1] if at + 1 < len(self.spans) else None
        return (
            after is not None
            and self.kind(at + 1) is not Kind.LINK
            and after.tokens[0].text not in STOPS
        )

    def food(self, span: Span, said: Said) -> None:
        if self.known.keeps([token.stem for token in _words(span)], said.english):
            self.out.extend(span.tokens)
            return
        first, *rest = (each._replace(is_whole=True) for each in _tokens(span, said.english))
        sure = said.sure * (ASIDE if self.doubt else 1.0)
        self.doubt = False
        self.out.append(first._replace(portions=said.portions, sure=sure, food=said.food))
        self.out.extend(rest)

    def unit(self, at: int, span: Span, said: Said) -> None:
        """A unit: "Scheibe Brot" is one of them, and a large glass more than a small one."""
        size = self.out.pop() if self.out and self.out[-1].word in OF_SIZE else None
        if not self.out or not _counts(self.out[-1]):
            self.out.append(_token(span, "a"))
        if said.english.startswith("x "):
            _, amount, unit = said.english.split()
            each = float(amount) * (OF_MEDIUM[SIZES[size.word]] if size is not None else 1.0)
            number = _token(span, f"{each:g}")._replace(word="", number=each)
            self.out += [_token(span, "x"), number, _token(span, unit)]
        else:
            self.out += [*([size] if size is not None else []), _token(span, said.english)]
        after = self.spans[at + 1] if at + 1 < len(self.spans) else None
        if after is not None and after.tokens[0].word and self.kind(at + 1) is not Kind.LINK:
            self.out.append(_token(span, "of"))


def _ends_short(span: Span, after: Token | None) -> bool:
    """Whether the dot that follows belongs to "ca." or "EL."."""
    last = span.tokens[-1]
    short = span.said is not None and span.said.kind is not Kind.FOOD and len(last.text) <= 5
    return short and after is not None and after.text == "." and after.start == last.end


def _counts(token: Token) -> bool:
    return token.number is not None or token.word in AMOUNTS


def _tokens(span: Span, english: str) -> list[Token]:
    return [_token(span, word) for word in english.split()]


def _token(span: Span, word: str) -> Token:
    return Token(word, span.tokens[0].start, span.tokens[-1].end, word, stem(word))
