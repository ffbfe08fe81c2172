"""What the demo account eats: ordinary portions with rounded values, for show only."""

from typing import TypeAlias

from nutritrack.meals.models import MealType

# name, grams, kcal, protein, carbs, fat, fiber, sugar
Portion: TypeAlias = tuple[str, int, float, float, float, float, float, float]

OATS: Portion = ("Oat porridge", 250, 180, 6.5, 30.0, 3.5, 4.3, 0.8)
BANANA: Portion = ("Banana", 120, 107, 1.3, 27.4, 0.4, 3.1, 14.7)
YOGURT: Portion = ("Greek Yogurt", 200, 146, 20.0, 7.8, 3.8, 0.0, 7.1)
BERRIES: Portion = ("Blueberries", 100, 57, 0.7, 14.5, 0.3, 2.4, 10.0)
EGGS: Portion = ("Scrambled Eggs", 120, 179, 12.0, 1.9, 13.2, 0.0, 1.7)
TOAST: Portion = ("Whole Wheat Toast", 60, 150, 7.5, 25.7, 2.1, 3.6, 2.6)
COFFEE: Portion = ("Coffee with milk", 250, 35, 2.0, 3.0, 1.8, 0.0, 3.0)
TIKKA: Portion = ("Chicken Tikka Masala", 300, 405, 33.0, 21.0, 20.0, 3.6, 9.0)
RICE: Portion = ("Basmati Rice", 160, 208, 4.3, 45.0, 0.5, 0.6, 0.1)
SALAD: Portion = ("Mixed Salad", 150, 30, 1.8, 5.5, 0.3, 2.3, 2.7)
DRESSING: Portion = ("Olive oil dressing", 20, 110, 0.0, 0.5, 12.0, 0.0, 0.3)
LENTILS: Portion = ("Lentil Soup", 350, 245, 15.4, 36.0, 5.0, 10.0, 5.0)
BREAD: Portion = ("Rye Bread", 70, 181, 6.0, 33.8, 2.3, 4.1, 2.7)
PASTA: Portion = ("Pasta with tomato sauce", 350, 430, 14.5, 78.0, 6.5, 5.5, 10.5)
SALMON: Portion = ("Baked Salmon", 150, 309, 33.0, 0.0, 18.5, 0.0, 0.0)
POTATOES: Portion = ("Boiled Potatoes", 200, 172, 3.8, 40.0, 0.2, 3.6, 1.8)
BROCCOLI: Portion = ("Steamed Broccoli", 150, 53, 3.6, 10.8, 0.6, 5.0, 2.1)
TOFU: Portion = ("Tofu stir-fry", 350, 360, 23.0, 27.0, 18.0, 6.0, 11.0)
PIZZA: Portion = ("Pizza Margherita", 300, 795, 33.0, 99.0, 29.0, 6.9, 10.8)
APPLE: Portion = ("Apple", 180, 94, 0.5, 24.9, 0.3, 4.3, 18.7)
ALMONDS: Portion = ("Almonds", 30, 174, 6.3, 6.5, 15.0, 3.8, 1.3)
CHOCOLATE: Portion = ("Dark Chocolate", 25, 150, 1.9, 11.5, 10.7, 2.7, 6.0)
HUMMUS: Portion = ("Hummus with carrots", 150, 200, 6.0, 20.0, 11.0, 6.5, 5.5)

# Of the same portions; a food that is not here tells nothing, as some labels do.
FURTHER = ("sodium", "saturatedFat", "calcium", "iron", "potassium", "magnesium", "vitaminC")
NUTRIENTS: dict[Portion, tuple[float, ...]] = {
    OATS: (10, 0.6, 20, 2.1, 165, 60, 0),
    BANANA: (1, 0.1, 6, 0.3, 430, 32, 10),
    YOGURT: (68, 2.4, 230, 0.1, 282, 22, 0),
    BERRIES: (1, 0, 6, 0.3, 77, 6, 10),
    EGGS: (174, 4.0, 79, 1.6, 158, 13, 0),
    TOAST: (300, 0.5, 95, 1.6, 160, 48, 0),
    TIKKA: (990, 8.0, 105, 2.4, 700, 66, 12),
    RICE: (2, 0.1, 16, 0.3, 56, 19, 0),
    SALAD: (30, 0.1, 45, 1.2, 330, 22, 18),
    LENTILS: (750, 0.8, 45, 5.2, 600, 60, 5),
    BREAD: (420, 0.4, 51, 2.0, 116, 28, 0),
    PASTA: (520, 1.2, 50, 2.8, 480, 60, 12),
    SALMON: (92, 3.6, 22, 0.5, 576, 45, 0),
    POTATOES: (10, 0, 16, 0.6, 656, 40, 15),
    BROCCOLI: (61, 0.1, 60, 1.0, 440, 31, 97),
    TOFU: (900, 2.7, 400, 4.9, 600, 110, 40),
    PIZZA: (1800, 13.5, 560, 5.4, 516, 75, 4),
    APPLE: (2, 0.1, 11, 0.2, 193, 9, 8),
    ALMONDS: (0, 1.1, 80, 1.1, 220, 81, 0),
    CHOCOLATE: (5, 6.1, 18, 3.0, 179, 57, 0),
    HUMMUS: (420, 1.5, 70, 2.2, 400, 60, 5),
}

MEALS: dict[MealType, list[list[Portion]]] = {
    MealType.BREAKFAST: [
        [OATS, BANANA, COFFEE],
        [YOGURT, BERRIES, COFFEE],
        [EGGS, TOAST, COFFEE],
        [YOGURT, OATS],
    ],
    MealType.LUNCH: [[TIKKA, RICE], [LENTILS, BREAD], [PASTA, SALAD, DRESSING], [TOFU, RICE]],
    MealType.DINNER: [
        [SALMON, POTATOES, BROCCOLI],
        [TOFU, RICE, SALAD],
        [PIZZA, SALAD, DRESSING],
        [LENTILS, BREAD, SALAD],
        [TIKKA, RICE, BROCCOLI],
    ],
    MealType.SNACK: [[APPLE], [ALMONDS], [CHOCOLATE, APPLE], [HUMMUS], [YOGURT]],
}
