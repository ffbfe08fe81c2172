"""Cut a sentence into pieces: an amount, the words after it, and how it hangs on the last one."""

from dataclasses import dataclass, field
from enum import Enum

from nutritrack.foods.parse.quantities import Quantity, read_quantity
from nutritrack.foods.parse.tokens import Token
from nutritrack.foods.parse.units import MASS


class Link(Enum):
    NEW = "a new item"
    AND = "a new item, or the rest of this one's name"
    COMMA = "a new item, or one more word on this one"
    WITH = "a part of the item before, or one more beside it"
    ON = "where or how the item before was"
    WITHOUT = "what the item before did not have"
    ASIDE = "not about food, unless an amount follows"


@dataclass(slots=True)
class Piece:
    link: Link
    words: list[Token] = field(default_factory=list)
    quantity: Quantity | None = None
    start: int = 0  # where its text begins and ends
    end: int = 0

    def grow(self, token: Token) -> None:
        if not self.words and self.quantity is None:
            self.start = token.start
        self.words.append(token)
        self.end = token.end


_LINKS = {
    Link.NEW: (
        "along with, alongside, along side, together with, paired with, paired it with, "
        "accompanied by, complemented by, complemented with, complemented it with, followed "
        "by, as well as, washed down with, washed it down with, washed it all down with, "
        "plus, and then, topped it off with, topped them off with, topped it with, then, "
        "rounded off with, finished off with, finished with, finishing with, beside, besides, "
        "while sipping on, while sipping, next to, and a side of, with a side of, served "
        "with, served alongside, balanced with, combined with, accompanied with, rounded out "
        "with, paired perfectly with, paired nicely with, topped off with, accompanied it "
        "with, and also"
    ),
    Link.AND: "and, &, +, n, 'n",
    Link.WITH: (
        "with, topped with, w, containing, having, including, featuring, consisting of, "
        "topped off by, mixed with"
    ),
    Link.ON: "in, on, from, made with, made from, made of, over, into, inside, between, by, under",
    Link.WITHOUT: "without, no, minus, hold the, not, instead of, excluding, sans, never",
    Link.ASIDE: (
        "for, to, at, that, which, who, making, keeping, giving, adding, while, "
        "because, as, since, so, but, during, after, before, until, when, where, leaving, "
        "providing, offering, enjoying, relishing, savoring, it, is, was"
    ),
}
LINKS = {
    tuple(phrase.split()): link for link, line in _LINKS.items() for phrase in line.split(", ")
}
LONGEST = max(map(len, LINKS))
STOPS = frozenset(".!?;\n\u2022\u00b7|\u061b\u061f\u3002")
COMMAS = frozenset(",\u060c\u3001")
VERBS = frozenset(
    "had ate eat enjoyed savored savoured drank consumed devoured included consisted featured "
    "sipped munched snacked were having eating drinking grabbed got chose ordered opened peeled "
    "unwrapped bought".split()
)
# "paired it perfectly with", "washed everything down with": a verb, some words, and with or by.
JOINING = frozenset(
    "washed washing wash topped topping top paired pairing complemented complementing accompanied "
    "accompanying rounded rounding finished finishing followed following balanced balancing "
    "combined combining served serving ended ending completed enjoyed alongside".split()
)
BETWEEN = frozenset(
    "it them this that these those all everything down off out up the meal perfectly nicely "
    "beautifully wonderfully things my snack lunch dinner breakfast plate day treat".split()
)
STARTING = frozenset(
    "indulged indulging reached reaching opted opting munched munching dug digging feasted "
    "sipped sipping treated snacked snacking nibbled nibbling consisted consisting started "
    "starting kicked kicking began went going dined lunched".split()
)
STARTERS = frozenset({"in", "on", "for", "into", "to", "with", "of", "at", "off"})


def split(tokens: list[Token]) -> list[Piece]:
    pieces: list[Piece] = []
    piece: Piece | None = None
    link, at = Link.NEW, 0
    while at < len(tokens):
        token = tokens[at]
        if hyphened(tokens, at):  # "ready-to-drink" is one thing
            if token.word and piece is not None:
                piece.grow(token)
            at += 1
            continue
        found = read_link(tokens, at)
        if found is not None:
            piece, (link, at) = None, found
            continue
        if token.number is not None and _is_named(tokens, at, piece):
            assert piece is not None
            piece.grow(token)  # "a 3 Musketeers bar"
            at += 1
            continue
        read = read_quantity(tokens, at)
        if read is not None:
            quantity, end = read
            last = main(pieces)
            if last is not None and _trails(tokens, end, quantity, last, piece, link):
                last.quantity = _joined(last.quantity, quantity)
                last.end = tokens[end - 1].end
                piece, at = None, end
                continue
            if quantity.article and not _opens(quantity, link):
                at += 1  # "on a soft bun": an article, no amount
                continue
            sized = quantity.bare and quantity.unit is None and link is Link.ON
            if not (quantity.bare and piece is not None) and not sized:
                piece = Piece(
                    _opened(link, quantity), [], quantity, token.start, tokens[end - 1].end
                )
                pieces.append(piece)
                link, at = Link.NEW, end
                continue
        if token.word in VERBS:
            piece, link = None, Link.NEW
        elif token.word or token.number is not None:
            if piece is None:
                piece = Piece(link)
                pieces.append(piece)
            piece.grow(token)
        elif token.text == "%" and piece is not None and piece.words:
            piece.grow(token)
        at += 1
    return pieces


def main(pieces: list[Piece]) -> Piece | None:
    """The last piece that can be an item of its own."""
    for piece in reversed(pieces):
        if piece.quantity is not None or piece.link not in (Link.ON, Link.WITH, Link.ASIDE):
            return piece
    return None


def hyphened(tokens: list[Token], at: int) -> bool:
    """Whether a word hangs on the one before by a hyphen."""
    if at < 2 or tokens[at - 1].text != "-" or tokens[at].number is not None:
        return False
    before = tokens[at - 2]
    return bool(before.word) and before.end == tokens[at].start - 1


def read_link(tokens: list[Token], at: int) -> tuple[Link, int] | None:
    token = tokens[at]
    if (
        token.word == "and"
        and 0 < at < len(tokens) - 1
        and (tokens[at - 1].word == tokens[at + 1].word == "half")
    ):
        return None  # half and half is a cream
    if token.text in STOPS:
        return Link.NEW, at + 1
    if token.text in COMMAS:
        after = read_link(tokens, at + 1) if at + 1 < len(tokens) else None
        return after or (Link.COMMA, at + 1)
    if not token.word:
        return (LINKS[(token.text,)], at + 1) if (token.text,) in LINKS else None
    end = _joining(tokens, at)
    if end is not None:
        return Link.NEW, end
    for length in range(min(LONGEST, len(tokens) - at), 0, -1):
        link = LINKS.get(tuple(each.word for each in tokens[at : at + length]))
        if link is not None:
            return link, at + length
    return None


def _joining(tokens: list[Token], at: int) -> int | None:
    word = tokens[at].word
    if word in STARTING and at + 1 < len(tokens) and tokens[at + 1].word in STARTERS:
        return at + 2
    if word not in JOINING:
        return None
    end = at + 1
    while end < len(tokens) and end < at + 6 and tokens[end].word in BETWEEN:
        end += 1
    if (
        end < len(tokens)
        and tokens[end].word in ("with", "by")
        and (end > at + 1 or word not in ("topped", "topping", "top", "enjoyed", "alongside"))
    ):
        return end + 1
    return None


def _opens(quantity: Quantity, link: Link) -> bool:
    """Whether "a" begins an item: after "on" and "in" it is only grammar."""
    return link is not Link.ON or quantity.unit is not None or quantity.each is not None


def _is_named(tokens: list[Token], at: int, piece: Piece | None) -> bool:
    """Whether a number belongs to a name: after "a", with no unit of its own."""
    if piece is None or piece.words or piece.quantity is None or not piece.quantity.article:
        return False
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    return following is not None and following.text[:1].isupper()


def _opened(link: Link, quantity: Quantity) -> Link:
    """A number begins an item whatever stands before it; "a" may go on with the one before."""
    grammar = quantity.article or quantity.bare
    if link is Link.ASIDE and quantity.amount == 1 and not quantity.is_measured:
        return link
    return link if grammar and link is not Link.COMMA else Link.NEW


def _trails(
    tokens: list[Token], end: int, quantity: Quantity, last: Piece, piece: Piece | None, link: Link
) -> bool:
    """ "chicken 200g", "a chop weighing 80g", "eggs: 2": the amount of what was just named."""
    if piece is None and link is not Link.ASIDE:
        return False
    if not last.words:
        return False
    known = last.quantity.measure if last.quantity is not None else None
    if known is not None and (known.unit in MASS or quantity.unit not in MASS):
        return False
    if last.quantity is not None and (not quantity.is_measured or last.link is Link.WITHOUT):
        return False
    if quantity.article or quantity.bare:
        return False
    if end >= len(tokens) or tokens[end].text == ")":
        return True
    return read_link(tokens, end) is not None


def _joined(counted: Quantity | None, measured: Quantity) -> Quantity:
    if counted is None:
        return measured
    if counted.is_measured:
        return measured
    return Quantity(counted.amount, counted.unit, counted.size, measured, counted.sure)
