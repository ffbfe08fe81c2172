"""What a message asks for: an intent with its slots, or a danger."""

from collections.abc import Mapping
from functools import cache

from nutritrack.coach.understanding import dangers
from nutritrack.coach.understanding.dangers import Facts
from nutritrack.coach.understanding.energy import KCAL, KJ
from nutritrack.coach.understanding.follow_ups import follow_up
from nutritrack.coach.understanding.model import Model
from nutritrack.coach.understanding.models import Category, Intent, Slots, Understood
from nutritrack.coach.understanding.reading import Reading, read
from nutritrack.coach.understanding.slots import KEPT, merged, slots, whole_days
from nutritrack.coach.understanding.tables import rows

NOTHING_KNOWN = Facts()
# How likely the model must find a danger. On messages of a writer it had not read, 0.4 in place of
# 0.5 found 2 more in 100 dangers and stopped 1 more in 300 ordinary messages.
DANGEROUS = 0.4
UNSURE = 0.2  # below that it may be anything: the coach asks back
QUESTION = frozenset(
    "how what which why when who where do does did am is are can could should would will was "
    "were wie was welche welcher welches warum wieso wann wer wo hat habe ist sind kann darf "
    "soll war waren bin".split()
)
# A number of kcal beside one of these is not a day's food.
PART_OF_A_DAY = frozenset(
    "meal mahlzeit gericht dish recipe rezept portion serving each je jeweils per pro deficit "
    "defizit burn burned verbrennen surplus extra more less mehr weniger left ubrig dessert "
    "meals mahlzeiten snacks breakfasts lunches dinners".split()
)
# A message that wants one of these goes on from the message before it where it is a follow-up.
FOLLOWED = frozenset(
    {
        *(Intent.DAY, Intent.NUTRIENT, Intent.WEEK, Intent.WHY, Intent.TARGET, Intent.FOOD),
        *(Intent.SUGGEST, Intent.PLAN, Intent.WORKOUT, Intent.WEIGHT, Intent.OTHERS, Intent.LOG),
    }
)
# Slots that are taken over where the intent changes: why was that so, what else was it that day.
TAKEN_OVER = {
    Intent.WHY: ("day", "spans", "nutrients", "meal"),
    Intent.NUTRIENT: ("day", "spans"),
    Intent.DAY: ("day",),
    Intent.SUGGEST: ("nutrients", "diets", "avoid"),
    Intent.FOOD: ("nutrients",),
    Intent.PLAN: ("diets", "avoid"),
}


def understand(
    text: str, before: Understood | None, language: str, facts: Facts = NOTHING_KNOWN
) -> Understood:
    """What a message wants. `before` is what was understood of the person's message before it.

    `language`, en or de, is the person's own; a message in the other one is read in that. `facts`
    are about the person who writes. An intent of little confidence is not to be acted on.
    """
    return understood(read(text, language), before, facts)


def understood(
    reading: Reading,
    before: Understood | None,
    facts: Facts = NOTHING_KNOWN,
    using: Model | None = None,
) -> Understood:
    likely = reading.likely(_wanted(before), using)
    category = danger(reading, facts, before, likely)
    if category is not None:
        return Understood(
            intent=Intent.SAFETY, safety=category, language=reading.language, confidence=1.0
        )
    intent, confidence = _intent(reading, before, likely)
    named = _slots(intent, reading, before)
    if intent is Intent.PLAN and _below(named, reading, facts.floor):
        return Understood(
            intent=Intent.SAFETY, safety=Category.LOW_INTAKE, language=reading.language
        )
    return Understood(
        intent=intent,
        slots=named,
        language=reading.language,
        confidence=round(confidence, 2),
    )


def _below(named: Slots, reading: Reading, floor: float) -> bool:
    """Whether whole days are to be planned with less energy (kcal) than the floor."""
    if named.kcal is None or named.meal is not None or named.kcal >= floor:
        return False
    if not any(word.text in KCAL | KJ for word in reading.words):
        return False
    return not any(word.text in PART_OF_A_DAY for word in reading.words)


def danger(
    reading: Reading,
    facts: Facts,
    before: Understood | None,
    likely: Mapping[str, float],
) -> Category | None:
    """The danger that the signs or the model (`likely` by label) find."""
    found = dangers.danger(reading.words, facts, before)
    if found is not None:
        return found
    dangerous = {label: each for label, each in likely.items() if label.startswith("safety:")}
    if sum(dangerous.values()) < DANGEROUS:
        return None
    return Category(max(dangerous, key=dangerous.__getitem__).removeprefix("safety:"))


def _wanted(before: Understood | None) -> str | None:
    if before is None or before.intent is Intent.SAFETY:
        return None
    return before.intent.value


@cache
def answers() -> dict[str, Intent]:
    """What is a yes or a no to a draft, whole messages."""
    return {phrase: Intent(row[0]) for row in rows("answers.tsv") for phrase in row[1].split("; ")}


def yes_or_no(text: str, language: str) -> Intent | None:
    """What a whole message says to a draft, whatever was spoken of before."""
    return answers().get(" ".join(word.text for word in read(text, language).words))


def _intent(
    reading: Reading, before: Understood | None, labels: Mapping[str, float]
) -> tuple[Intent, float]:
    said = [word.text for word in reading.words]
    drafted = before is not None and before.intent is Intent.LOG
    if not any(word != "?" for word in said):
        return (Intent.HELP, 1.0) if said else (Intent.OTHER, 0.0)
    answer = answers().get(" ".join(said))
    if answer is not None:
        return (answer, 1.0) if drafted else (Intent.OTHER, 1.0)
    likely = _intents(labels)
    if not drafted:
        likely[Intent.OTHER] += likely.pop(Intent.CONFIRM, 0.0) + likely.pop(Intent.CANCEL, 0.0)
    kinds = {each.kind for each in reading.mentions}
    if ("<id>" in said or "<email>" in said) and "self" not in kinds:
        return Intent.OTHERS, 1.0
    if "<barcode>" in said and "logging" not in kinds:
        return Intent.FOOD, 1.0
    if _asks(said) and "logging" not in kinds:
        likely.pop(Intent.LOG, None)
    followed = follow_up(reading, before)
    if followed is not None:
        return followed, 1.0
    best = max(likely, key=likely.__getitem__)
    sure = likely[best] / sum(likely.values())
    if sure < UNSURE:
        return Intent.OTHER, sure
    return _by_nutrient(best, reading), sure


def _by_nutrient(intent: Intent, reading: Reading) -> Intent:
    """A day or a nutrient: what is named decides, where the words are the same."""
    named = slots(Intent.NUTRIENT, reading.words, reading.mentions)
    kinds = {each.kind for each in reading.mentions}
    if intent is Intent.DAY and named.nutrients and "fit" not in kinds:
        return Intent.NUTRIENT
    if intent is Intent.NUTRIENT and not named.nutrients and "nutrient" in kinds:
        return Intent.WEEK if named.spans else Intent.DAY
    return intent


def _intents(likely: Mapping[str, float]) -> dict[Intent, float]:
    return {Intent(label): each for label, each in likely.items() if ":" not in label}


def _asks(said: list[str]) -> bool:
    return said[-1] == "?" or said[0] in QUESTION


def _slots(intent: Intent, reading: Reading, before: Understood | None) -> Slots:
    mine = slots(intent, reading.words, reading.mentions)
    if before is not None and intent in FOLLOWED and before.intent in FOLLOWED:
        if intent is before.intent:
            mine = merged(mine, before.slots, KEPT[intent], whole_days(reading.words))
        elif intent in TAKEN_OVER:
            mine = _taken_over(intent, mine, before)
    if intent is Intent.WHY and not mine.nutrients:
        mine = _with_energy(mine)
    return mine


def _taken_over(intent: Intent, mine: Slots, before: Understood) -> Slots:
    kept = [name for name in KEPT[intent] if name not in TAKEN_OVER[intent]]
    blank = merged(Slots(), before.slots, TAKEN_OVER[intent])
    taken = merged(mine, blank, TAKEN_OVER[intent])
    return Slots(
        **{name: getattr(taken, name) for name in TAKEN_OVER[intent]},
        **{name: getattr(mine, name) for name in kept},
    )


def _with_energy(mine: Slots) -> Slots:
    return Slots(day=mine.day, spans=mine.spans, meal=mine.meal, nutrients=("calories",))
