"""How weight, water and expenditure of a body answer to what it eats.

Sources: Hall 2011 (Lancet 378:826) for densities, thermic effect, adaptation and water; Forbes 1987
for how a change of weight divides into fat and lean tissue.
"""

FAT_DENSITY, LEAN_DENSITY = 9441.0, 1816.0  # kcal/kg
FORBES = 10.4  # kg of fat at which fat and lean tissue change alike
FAT_OF_CHANGE = 0.75  # of a change of weight, to follow the fat mass roughly
LEAST_FAT = 3.0  # kg

THERMIC = 0.1  # of what is eaten more or less
ADAPTATION, ADAPTATION_DAYS = 0.14, 14.0  # of what is eaten more or less; time constant
PER_KG = 16.0  # kcal a day, what a kilogram of body weight costs to keep and to move

# Glycogen with its water, and fluid that leaves with fewer carbohydrates: 2.3 kg for the whole of
# the usual intake, within about two days.
WATER = 2.3
WATER_STAYS = 0.4  # of it, from a day to the next


def density(fat: float) -> float:
    """kcal/kg of a change of weight, for a body with `fat` kg of fat."""
    fat = max(fat, LEAST_FAT)
    return (FAT_DENSITY * fat + LEAN_DENSITY * FORBES) / (fat + FORBES)
