"""Nutrients with their coverage: what is unknown is not counted as zero."""

RICE = {"name": "Rice", "protein": 4, "carbs": 45, "fat": 0.5, "quantity": "1 cup"}


async def log(user, *foods):
    body = {"foods": list(foods), "mealType": "lunch", "date": "2026-03-01T12:00:00Z"}
    reply = await user.post("/api/meals", json=body)
    assert reply.status_code == 201, reply.text


async def get(user, query="from=2026-03-01&to=2026-03-01"):
    reply = await user.get(f"/api/analytics/{user.id}/nutrients?{query}")
    assert reply.status_code == 200, reply.text
    found = reply.json()
    return found, {entry["id"]: entry for entry in found["nutrients"]}


async def test_each_total_says_of_how_much_energy_it_is_known(alice):
    await log(alice, RICE | {"calories": 300, "fiber": 2, "nutrients": {"iron": 1.5, "zinc": 0}})
    await log(alice, RICE | {"calories": 100, "nutrients": {"iron": 0.5}})
    whole, found = await get(alice)
    assert whole["totalCalories"] == 400
    assert found["protein"] == {
        "id": "protein",
        "name": "Protein",
        "unit": "g",
        "amount": 8,
        "coverage": 1,
    }
    assert (found["iron"]["amount"], found["iron"]["coverage"]) == (2, 1)
    assert (found["zinc"]["amount"], found["zinc"]["coverage"]) == (0, 0.75)  # a known zero
    assert (found["fiber"]["amount"], found["fiber"]["coverage"]) == (2, 0.75)
    assert "sugar" not in found
    assert "calcium" not in found


async def test_foods_without_energy_count_by_number(alice):
    water = {"name": "Water", "calories": 0, "protein": 0, "carbs": 0, "fat": 0, "quantity": "1"}
    await log(alice, water | {"nutrients": {"calcium": 3}}, water)
    _, found = await get(alice)
    assert (found["calcium"]["amount"], found["calcium"]["coverage"]) == (3, 0.5)


async def test_a_day_without_meals_knows_nothing(alice):
    whole, found = await get(alice, "")
    assert (whole["totalCalories"], found) == (0, {})


async def test_the_same_day_gives_the_same_numbers_here(alice):
    await log(alice, RICE | {"calories": 123.456, "fiber": 1.005, "sugar": 0.3})
    _, found = await get(alice)
    daily = (await alice.get(f"/api/analytics/{alice.id}/daily?date=2026-03-01")).json()
    assert found["calories"]["amount"] == daily["totalCalories"]
    for name in ("protein", "carbs", "fat", "fiber", "sugar"):
        assert found[name]["amount"] == daily[name]
