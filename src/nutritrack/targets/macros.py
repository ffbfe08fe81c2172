"""The range of each macronutrient for a day, from a body and the energy it is to eat.

Sources: the acceptable macronutrient distribution ranges (AMDR), the protein RDA and the fibre AI
of IOM 2005; saturated fat and added sugars of the Dietary Guidelines for Americans 2020-2025;
total sugars of EU 1169/2011, whose 90 g in 2,000 kcal are a yardstick of labels and no limit;
sodium of NASEM 2019. They are for healthy people: kidney disease, for one, needs less protein.
"""

from nutritrack.arithmetic import CARBS_KCAL, FAT_KCAL, PROTEIN_KCAL
from nutritrack.foods.nutrients import BY_ID
from nutritrack.targets.models import Body, Reason, Target
from nutritrack.targets.references import reference
from nutritrack.targets.sources import Source
from nutritrack.targets.wishes import Wish, wishes

GROWN = 19  # the AMDR and the protein RDA of adults begin here
CARBS = (0.45, 0.65)  # shares of energy
FAT, FAT_YOUNG = (0.20, 0.35), (0.25, 0.35)
PROTEIN, PROTEIN_YOUNG = (0.10, 0.35), (0.10, 0.30)
PROTEIN_RDA, PROTEIN_RDA_14, PROTEIN_RDA_13 = 0.8, 0.85, 0.95  # g per kg, from 19, 14 and 9 years
PROTEIN_AIM = 1.6  # g per kg; more adds no muscle (Morton 2018)
FIBER = 14 / 1000  # g per kcal
SATURATED_FAT = ADDED_SUGAR = 0.10  # shares of energy
SUGAR = 90 / 2000  # g per kcal


def macro_targets(body: Body, kcal: float) -> dict[str, Target]:
    """Targets by nutrient for a day of `kcal`. Raises ValueError unless `kcal` is above 0."""
    if not kcal > 0:
        raise ValueError("a day's energy must be above 0 kcal")
    young = body.age is not None and body.age < GROWN
    fat_kcal = kcal / FAT_KCAL
    carb_kcal = kcal / CARBS_KCAL
    targets = [
        _protein(body, kcal / PROTEIN_KCAL, PROTEIN_YOUNG if young else PROTEIN),
        _share("carbs", carb_kcal, CARBS),
        _share("fat", fat_kcal, FAT_YOUNG if young else FAT),
        _at_least("fiber", kcal * FIBER),
        _at_most("saturatedFat", fat_kcal * SATURATED_FAT, Source.DGA_2020),
        _at_most("addedSugar", carb_kcal * ADDED_SUGAR, Source.DGA_2020),
        _at_most("sugar", kcal * SUGAR, Source.EU_1169, Reason.LABEL_GUIDE),
        _sodium(body),
    ]
    return {target.nutrient: target for target in targets if target is not None}


def _protein(body: Body, grams: float, share: tuple[float, float]) -> Target:
    """`grams` would be all the energy. By weight where that is known, within the AMDR."""
    if body.weight is None:
        return _share("protein", grams, share)
    most = grams * share[1]
    least = min(body.weight * _protein_rda(body.age), most)
    aim, source, reason = None, Source.IOM_2005, Reason.PER_WEIGHT
    named = frozenset() if body.minor else wishes(body.goals)
    if named:
        aim = max(least, min(body.weight * PROTEIN_AIM, most))
        source = Source.MORTON_2018
        reason = Reason.MUSCLE if Wish.MUSCLE in named else Reason.WEIGHT_LOSS
    return Target(
        nutrient="protein",
        unit=BY_ID["protein"].unit,
        least=least,
        most=most,
        aim=aim,
        source=source,
        reason=reason,
    )


def _protein_rda(age: int | None) -> float:
    if age is None or age >= GROWN:
        return PROTEIN_RDA
    return PROTEIN_RDA_14 if age >= 14 else PROTEIN_RDA_13


def _share(nutrient: str, grams: float, share: tuple[float, float]) -> Target:
    return Target(
        nutrient=nutrient,
        unit=BY_ID[nutrient].unit,
        least=grams * share[0],
        most=grams * share[1],
        source=Source.IOM_2005,
        reason=Reason.SHARE_OF_ENERGY,
    )


def _at_least(nutrient: str, least: float) -> Target:
    return Target(
        nutrient=nutrient,
        unit=BY_ID[nutrient].unit,
        least=least,
        source=Source.IOM_2005,
        reason=Reason.SHARE_OF_ENERGY,
    )


def _at_most(
    nutrient: str, most: float, source: Source, reason: Reason = Reason.SHARE_OF_ENERGY
) -> Target:
    unit = BY_ID[nutrient].unit
    return Target(nutrient=nutrient, unit=unit, most=most, source=source, reason=reason)


def _sodium(body: Body) -> Target | None:
    found = reference("sodium", body.sex, body.age)
    return None if found is None else found.target
