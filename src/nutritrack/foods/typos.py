"""Known words near a misspelt one, found by what is left when one letter is dropped."""

from collections import defaultdict
from collections.abc import Iterable

SHORTEST = 4
LONGEST = 24


class Typos:
    def __init__(self, vocabulary: Iterable[str]) -> None:
        self.by_rest: dict[str, list[str]] = defaultdict(list)
        for word in vocabulary:
            if SHORTEST <= len(word) <= LONGEST and word.isalpha():
                for rest in rests(word):
                    self.by_rest[rest].append(word)
        self.by_rest = dict(self.by_rest)

    def near(self, word: str, limit: int = 4) -> list[str]:
        """The nearest first; nothing for a word so short that everything is near."""
        if not SHORTEST <= len(word) <= LONGEST or not word.isalpha():
            return []
        allowed = 1 if len(word) < 7 else 2
        found = {known for rest in rests(word) for known in self.by_rest.get(rest, ())}
        ranked = sorted((distance(word, known), known[0] != word[0], known) for known in found)
        fits = [each for each in ranked if each[0] <= allowed and (each[0] == 1 or not each[1])]
        return [known for far, _, known in fits if far == fits[0][0]][:limit]


def rests(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def distance(one: str, other: str) -> int:
    """Letters to add, drop, change or swap with their neighbour to make one word the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, against in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]
