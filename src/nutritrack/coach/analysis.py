"""The judgement of a meal, computed and stored on it."""

from nutritrack.coach.answers.meal import judge_meal
from nutritrack.meals.models import Meal
from nutritrack.meals.service import MealChanged, get_meal, give_analysis
from nutritrack.mongo.documents import Db, Id
from nutritrack.users.models import Account

TRIES = 3  # while somebody edits the meal


async def analyse(db: Db, user: Account, meal_id: Id) -> Meal:
    """Judge a meal as it is now, and write that down with the numbers behind it.

    The same judgement again changes nothing. Raises MealNotFound, and MealChanged where the meal
    keeps changing.
    """
    language = "de" if (user.locale or "").lower().startswith("de") else "en"
    for _ in range(TRIES):
        meal = await get_meal(db, user, meal_id)
        said = await judge_meal(db, user, meal, language)
        facts = [fact.model_dump(mode="json", exclude_none=True) for fact in said.facts]
        if (meal.analysis, meal.analysis_facts) == (said.text, facts):
            return meal
        judged = await give_analysis(db, meal, said.text, facts)
        if judged:
            return judged
    raise MealChanged
