"""Wishes at random, as people might have them."""

from random import Random

from nutritrack.meals.models import MealType
from nutritrack.planning.diets import Allergen, Diet
from nutritrack.planning.models import Wish

B, L, D, S = MealType.BREAKFAST, MealType.LUNCH, MealType.DINNER, MealType.SNACK
MEALS = ((D,), (L, D), (B, L, D), (B, L, D, S), (B, S, L, S, D))
DISLIKED = ("mushrooms", "Fisch", "eggs", "aubergine", "tofu", "Rosenkohl", "rice", "beef")


def random_wish(seed: int, *, days: int = 1, restricted: bool | None = None) -> Wish:
    """1,200 to 3,500 kcal in 1 to 5 meals, 15-30 % protein, 20-35 % fat, the rest carbohydrates.

    Half of them keep a diet, avoid allergens or dislike something, unless `restricted` says.
    """
    random = Random(seed)
    kcal = float(random.randrange(1200, 3501, 50))
    protein, fat = random.uniform(0.15, 0.30), random.uniform(0.20, 0.35)
    wish = Wish(
        kcal=kcal,
        protein=round(kcal * protein / 4),
        fat=round(kcal * fat / 9),
        carbs=round(kcal * (1 - protein - fat) / 4),
        meals=random.choice(MEALS),
        days=days,
        seed=seed,
    )
    if restricted is None:
        restricted = random.random() < 0.5
    if not restricted:
        return wish
    return wish.model_copy(
        update={
            "diets": frozenset(random.sample(list(Diet), random.choice((0, 1, 1)))),
            "avoid": frozenset(random.sample(list(Allergen), random.choice((0, 0, 1, 2)))),
            "disliked": tuple(random.sample(DISLIKED, random.choice((0, 1, 2)))),
        }
    )
