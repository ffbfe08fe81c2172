"""A year of many people, as the app stores it: foods of the catalogue with all their nutrients.

Four meals a day of one to three foods, about 2 kB each. They are loaded day by day with the people
in turn, as life would, so one person's meals lie far apart.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from random import Random

from bson import ObjectId
from pymongo import WriteConcern

from nutritrack.foods import catalogue
from nutritrack.foods.nutrients import MAIN, scaled
from nutritrack.meals.models import Meal, MealFood, MealType
from nutritrack.meals.store import document_of
from nutritrack.mongo.documents import Db, Document

DAYS, A_DAY = 365, 4
DIFFERENT = 300  # meals, of which everybody eats
BATCH = 500
HOURS = {MealType.BREAKFAST: 7, MealType.LUNCH: 12, MealType.DINNER: 19, MealType.SNACK: 16}


@dataclass(frozen=True)
class Diaries:
    """People with a year of meals each, until `today`. Number `n` has the id `id(n)`."""

    meals: int
    today: date

    @property
    def people(self) -> int:
        return max(1, self.meals // (DAYS * A_DAY))

    def id(self, number: int) -> ObjectId:
        return ObjectId(f"{0xD1A2:04x}{number:020x}")

    async def load(self, db: Db) -> None:
        """Quickly: nothing waits for the disk."""
        quick = db.meallogs.with_options(write_concern=WriteConcern(w=1, j=False))
        documents = self._documents()
        while batch := list(islice(documents, BATCH)):
            await quick.insert_many(batch, ordered=False)

    def _documents(self) -> Iterator[Document]:
        menu = list(_menu())
        for ago in reversed(range(DAYS)):
            day = self.today - timedelta(days=ago)
            for person in range(self.people):
                for place, meal_type in enumerate(HOURS):
                    like = menu[(person * 31 + ago * 7 + place * 75) % len(menu)]
                    hour = time(HOURS[meal_type], person % 60)
                    at = datetime.combine(day, hour, UTC)
                    mine = {"_id": ObjectId(), "userId": self.id(person), "date": at}
                    fixed = {"mealType": meal_type.value, "day": f"{day}"}
                    yield {**like, **mine, **fixed, "createdAt": at, "updatedAt": at}


def _menu() -> Iterator[Document]:
    """Meals as they are stored, less what is somebody's own."""
    random = Random(1)
    shelf = catalogue.load()
    likely = sorted(shelf.foods, key=lambda entry: -entry.prior)[:2000]
    for _ in range(DIFFERENT):
        foods = [_food(random, shelf, random.choice(likely)) for _ in range(random.randint(1, 3))]
        yield document_of(
            Meal.new(
                user_id=ObjectId(),
                foods=foods,
                total_calories=sum(food.calories for food in foods),
                meal_type=MealType.LUNCH,
                date=datetime.now(UTC),
            )
        )


def _food(random: Random, shelf: catalogue.Catalogue, entry: catalogue.Entry) -> MealFood:
    grams = random.randrange(20, 300, 10)
    eaten = scaled(shelf.per100g(entry.index), grams)
    main = {name: eaten[name] for name in MAIN if name in eaten}
    return MealFood(
        food_id=entry.id,
        name=entry.name,
        quantity=f"{grams} g",
        grams=grams,
        nutrients={name: amount for name, amount in eaten.items() if name not in MAIN},
        source=entry.source.name,
        **main,
    )
