"""Products as a dump of Open Food Facts holds them, made up: as many as one likes."""

import json
import random
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

CONSONANTS, VOWELS = "bcdfghklmnprstvz", "aeiou"
COMMON = (
    "chocolate milk organic cheese yogurt chicken sauce bread cookies juice butter dark vanilla "
    "pizza strawberry almond rice tomato bar cereal coffee tea water oil pasta soup salad cream "
    "fruit nut light original natural hazelnut honey lemon orange apple beef pork fish tuna salmon "
    "bean corn potato chips cracker candy"
).split()
WORDS, BRANDS = 60_000, 30_000


class Shelf:
    """Words as frequent as words are: few very often, most hardly ever."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.words = [*COMMON, *{self._word() for _ in range(WORDS)}]
        self.brands = [self._word().title() for _ in range(BRANDS)]
        self.word_weights = list(accumulate(1 / (i + 3) ** 0.95 for i in range(len(self.words))))
        self.brand_weights = list(accumulate(1 / (i + 5) ** 0.9 for i in range(BRANDS)))

    def _word(self) -> str:
        parts = range(self.chance.randint(2, 4))
        return "".join(self.chance.choice(CONSONANTS) + self.chance.choice(VOWELS) for _ in parts)

    def some_words(self, counts: Sequence[int], weights: Sequence[int]) -> list[str]:
        (count,) = self.chance.choices(counts, weights)
        found = self.chance.choices(self.words, cum_weights=self.word_weights, k=count)
        return list(dict.fromkeys(found))

    def write(self, path: Path, count: int) -> None:
        with path.open("w") as file:
            for number in range(count):
                file.write(json.dumps(self._product(number)) + "\n")

    def _product(self, number: int) -> dict[str, object]:
        carbs, protein, fat = (self.chance.uniform(0, most) for most in (60, 20, 20))
        (brand,) = self.chance.choices(self.brands, cum_weights=self.brand_weights)
        name = " ".join(self.some_words((1, 2, 3, 4, 5, 6), (5, 20, 30, 25, 12, 8)))
        return {
            "code": _barcode(10**11 + number),
            "product_name": name.title(),
            "brands": brand,
            "serving_quantity": 30,
            "unique_scans_n": int(self.chance.paretovariate(0.7)),
            "nutriments": {
                "energy-kcal_100g": round(4 * carbs + 4 * protein + 9 * fat, 1),
                "proteins_100g": round(protein, 1),
                "carbohydrates_100g": round(carbs, 1),
                "fat_100g": round(fat, 1),
                "sugars_100g": round(carbs / 2, 1),
            },
        }

    def typed(self) -> str:
        """What somebody may have typed so far."""
        text = " ".join(self.some_words((1, 2, 3), (3, 4, 2)))
        if self.chance.random() < 0.6:
            return text[: max(2, len(text) - self.chance.randint(0, 5))]
        return text + " "


def _barcode(digits: int) -> str:
    code = str(digits)
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(code[::-1]))
    return code + str(-total % 10)
