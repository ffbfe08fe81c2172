"""Units that files are written in, as ours: kcal, metres, kilograms, minutes."""

KCAL_IN_KJ = 4.184  # the thermochemical calorie, which labels and HealthKit use

TO_KCAL = {"kcal": 1.0, "Cal": 1.0, "kJ": 1 / KCAL_IN_KJ, "cal": 0.001, "J": 0.001 / KCAL_IN_KJ}
TO_METRES = {
    "m": 1.0,
    "km": 1_000.0,
    "cm": 0.01,
    "mi": 1_609.344,
    "yd": 0.9144,
    "ft": 0.3048,
    "in": 0.0254,
}
TO_KILOGRAMS = {"kg": 1.0, "g": 0.001, "lb": 0.453_592_37, "st": 6.350_293_18, "oz": 0.028_349_523}
TO_MINUTES = {"min": 1.0, "s": 1 / 60, "hr": 60.0}
COUNT = {"count": 1.0}
