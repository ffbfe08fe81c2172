"""German number words that are put together: fünfundzwanzig, zweihundertfünfzig, dreieinhalb."""

from collections.abc import Callable

ONE = "ein"  # "ein" alone is an article


def read_number(word: str, known: Callable[[str], float | None]) -> float | None:
    """The value of a folded number word, of those that `known` knows; None if it is none."""
    value = known(word)
    if value is not None:
        return value
    front, half, rest = word.rpartition("einhalb")
    if half and not rest:
        value = known(front)
        return None if value is None else value + 0.5
    front, hundred, rest = word.partition("hundert")
    if hundred:
        many = _digit(front, known) if front else 1.0
        more = read_number(rest.removeprefix("und"), known) if rest else 0.0
        return None if many is None or more is None or more >= 100 else 100 * many + more
    front, _, rest = word.partition("und")
    one, ten = _digit(front, known), known(rest)
    if one is None or ten is None or not 20 <= ten <= 90:
        return None
    return ten + one


def _digit(word: str, known: Callable[[str], float | None]) -> float | None:
    value = 1.0 if word == ONE else known(word)
    return value if value is not None and value < 10 else None
