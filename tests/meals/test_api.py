"""Meals through the API, as a client sees them."""

TIKKA = {"name": "Chicken Tikka Masala", "calories": 450, "protein": 35, "carbs": 28}
TIKKA |= {"fat": 18, "fiber": 4, "sugar": 6, "quantity": "1 serving"}
RICE = {"name": "Basmati Rice", "calories": 200, "protein": 4, "carbs": 45}
RICE |= {"fat": 0.5, "quantity": "1 cup"}


async def log_lunch(user, *foods, **more):
    lunch = {"userId": user.id, "foods": foods, "mealType": "lunch"}
    return await user.post("/api/meals", json=lunch | more)


async def test_a_meal_adds_up_its_foods(alice):
    reply = await log_lunch(alice, TIKKA, RICE)
    assert reply.status_code == 201
    assert reply.json()["totalCalories"] == 650

    (meal,) = (await alice.get(f"/api/meals/{alice.id}")).json()
    assert meal == reply.json()
