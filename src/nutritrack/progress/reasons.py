"""Why a proposal is what it is: sentences with a code and their numbers, as in goals/suggestion.py.

kcal a day, kilograms, kilograms a week.
"""

from collections.abc import Iterator
from datetime import date

from nutritrack.expenditure.models import Estimate, State
from nutritrack.expenditure.propose import (
    LARGEST_STEP,
    SMALLEST_STEP,
    Bound,
    Number,
    Proposal,
    Verdict,
)
from nutritrack.goals.suggestion import Said
from nutritrack.targets.models import Body
from nutritrack.users.models import safety_floor


def no_diary() -> Said:
    return Said(
        code="noDiary",
        words="Nothing is logged yet. Log what you eat and weigh yourself for two weeks.",
    )


def no_weight() -> Said:
    return Said(
        code="noWeight",
        words="Your weight is not known. Weigh yourself, or say it in your profile.",
    )


def no_aim() -> Said:
    return Said(
        code="noAim",
        words="You want to lose weight. Say in your goals how fast, or down to which weight.",
    )


def of(body: Body, found: Estimate, told: Proposal, due: date | None) -> list[Said]:
    """In the order in which they are read; none for a refusal, which speaks for itself."""
    if told.verdict is Verdict.REFUSED:
        return []
    numbers = dict(told.numbers)
    return [
        _expenditure(numbers),
        _aim(numbers),
        *(_bound(bound, body, numbers) for bound in told.bounds),
        *_verdict(found, told, due),
    ]


def _expenditure(numbers: dict[Number, float]) -> Said:
    kcal, low, high = (
        round(numbers[each])
        for each in (Number.EXPENDITURE, Number.EXPENDITURE_LOW, Number.EXPENDITURE_HIGH)
    )
    return Said(
        code="expenditure",
        words=f"On the scale of what you log you spend about {kcal:,} kcal a day, between {low:,} "
        f"and {high:,} nine times in ten.",
        numbers={"kcal": kcal, "low": low, "high": high},
    )


def _aim(numbers: dict[Number, float]) -> Said:
    rate, change = numbers[Number.RATE_SAFE], round(numbers[Number.CHANGE_OF_ENERGY])
    if not rate:
        return Said(code="keepWeight", words="To keep your weight, eat what you spend.")
    way = "more" if rate > 0 else "less"
    return Said(
        code="gainWeight" if rate > 0 else "loseWeight",
        words=f"{abs(rate):.2f} kg {way} a week takes {abs(change):,} kcal a day {way} than that.",
        numbers={"rate": round(abs(rate), 2), "kcal": abs(change)},
    )


def _bound(bound: Bound, body: Body, numbers: dict[Number, float]) -> Said:
    match bound:
        case Bound.RATE:
            wished, safe = abs(numbers[Number.RATE_WISHED]), abs(numbers[Number.RATE_SAFE])
            return Said(
                code=bound.value,
                words=f"{wished:.2f} kg a week is too fast. At most 1 % of the body weight a week "
                f"is proposed, {safe:.2f} kg.",
                numbers={"wishedRate": round(wished, 2), "fastestRate": round(safe, 2)},
            )
        case Bound.FLOOR:
            floor, why = safety_floor(body.sex)
            words = f"Less than {floor:,} kcal a day is never proposed, {why}."
            return Said(code=bound.value, words=words, numbers={"floor": floor})
        case Bound.STEP:
            words = f"A target moves by at most {LARGEST_STEP} kcal a week. The rest follows later."
            return Said(code=bound.value, words=words, numbers={"kcal": LARGEST_STEP})
        case Bound.REACHED:
            trend = round(numbers[Number.TREND], 1)
            words = f"Your weight of {trend:g} kg has reached the one you aimed at, so keep it."
            return Said(code=bound.value, words=words, numbers={"trend": trend})


def _verdict(found: Estimate, told: Proposal, due: date | None) -> Iterator[Said]:
    if told.verdict is Verdict.KEEP:
        words = f"It differs by less than {SMALLEST_STEP} kcal from your target, so keep that."
        yield Said(code="nearEnough", words=words, numbers={"kcal": SMALLEST_STEP})
    if told.verdict is not Verdict.WAIT:
        return
    match found.latest.state:
        case State.LEARNING:
            words = "There are too few days so far: 14 days, 10 of them logged and 4 weighed."
            yield Said(code="learning", words=words, numbers=_counts(found))
        case State.HOLDING:
            words = (
                "The last days say too little: log 4 whole days a week, and weigh yourself at "
                "least every second week."
            )
            yield Said(code="holding", words=words, numbers=_counts(found))
        case State.ESTIMATED:
            words = f"Your goals changed less than a week ago. The next change is due on {due}."
            yield Said(code="early", words=words)


def _counts(found: Estimate) -> dict[str, float]:
    drivers = found.drivers
    return {
        "days": drivers.days,
        "daysLogged": drivers.days_logged,
        "daysWeighed": drivers.days_weighed,
    }
