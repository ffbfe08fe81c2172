"""What the filter keeps of a person for each day, and how far each part of it strays."""

from enum import IntEnum

import numpy as np


class At(IntEnum):
    """Where a part of the state is kept."""

    WEIGHT = 0  # kg, without the water and the errors below: the trend
    BASE = 1  # kcal a day, spent when eating as much, at the weight of the first day
    ADAPTED = 2  # kcal a day, spent more or less after weeks of eating more or less
    WATER = 3  # kg, comes and goes with meals
    ERROR = 4  # kg, of the scale and of the day, remembered for some days
    SLOW = 5  # kg, water and scales that change over weeks
    WAVE = 6  # kg, menstrual water
    AHEAD = 7  # kg, the same a quarter of a period ahead
    OFF = 8  # how many SD days without a whole diary lie from what they are taken for
    LATE = 9  # kg, that a weighing later in the day shows more


SIZE = len(At)
EVERY = np.arange(SIZE)

# Which parts a weighing shows.
SEEN = np.zeros(SIZE)
SEEN[[At.WEIGHT, At.WATER, At.ERROR, At.SLOW, At.WAVE]] = 1
SEEN_LATE = SEEN.copy()
SEEN_LATE[At.LATE] = 1

# Before the first day, and from a day to the next: one SD each. Judgement, checked by
# `make eval-expenditure` on people that these were not tuned on.
START_WEIGHT = 1.0  # kg
START_ADAPTED = 40.0  # kcal a day: nobody says whether they come out of a diet
BASE_STRAYS = 14.0  # kcal a day
WEIGHT_STRAYS = 0.02  # kg
WATER = 0.15  # kg, beyond what the energy of meals explains: salt
SLOW, SLOW_STAYS = 0.25, 0.97  # kg; of it, from a day to the next
CYCLE, WAVE_STAYS = 28.0, 0.995  # days
OFF_STAYS = 0.97
LATE, LATE_SPREAD = 0.7, 0.6  # kg: food, drink and clothes
WHITE = 0.12  # kg, of the scale, forgotten at once
