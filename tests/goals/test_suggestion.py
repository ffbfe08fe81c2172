"""What is suggested through the API: its arithmetic, its doubts, and when there is nothing."""

import pytest

MAN = {"age": 30, "height": 180, "weight": 80, "sex": "male"}
GIRL = {"age": 16, "height": 165, "weight": 60, "sex": "female"}


async def ask(person, query="", **profile):
    if profile:
        await person.put(f"/api/users/{person.id}", json=profile)
    reply = await person.get(f"/api/goals/{person.id}/suggestion?{query}")
    assert reply.status_code == 200, reply.text
    return reply.json()


async def test_the_arithmetic_is_shown(alice):
    found = await ask(alice, "goal=lose&rate=0.5", **MAN)
    # 10 x 80 + 6.25 x 180 - 5 x 30 + 5 = 1780; x 1.55 = 2759; less 0.5 x 7700 / 7 = 550
    assert found["expenditure"]["resting"] == 1780
    assert found["expenditure"]["kcal"] == pytest.approx(2759)
    assert found["expenditure"]["source"]["id"] == "mifflin1990"
    assert (found["kcal"], found["goal"], found["wantedRate"]) == (2210, "lose", -0.5)
    assert found["rate"] == pytest.approx(-549 * 7 / 7700)
    spread = found["expenditure"]["high"] - found["expenditure"]["low"]
    assert spread == pytest.approx(2 * found["expenditure"]["uncertainty"])
    # NASEM 2023, low active: 581.47 - 10.83 x 30 + 8.30 x 180 + 14.94 x 80
    assert [each["source"]["id"] for each in found["equations"]] == ["mifflin1990", "nasem2023"]
    assert found["equations"][1]["kcal"] == pytest.approx(2945.77)
    assert (found["refusal"], found["limits"], found["missing"]) == (None, [], [])
    protein = next(each for each in found["nutrients"] if each["nutrient"] == "protein")
    assert protein["aim"] == pytest.approx(1.6 * 80)
    assert protein["reason"] == "weight_loss"


async def test_the_sign_of_a_rate_is_a_goal(alice):
    assert (await ask(alice, "rate=-0.25", **MAN))["goal"] == "lose"
    assert (await ask(alice, "rate=0.25"))["goal"] == "gain"
    assert (await ask(alice))["goal"] == "keep"
    assert (await ask(alice, "goal=lose&rate=-0.25"))["wantedRate"] == -0.25
    assert (await ask(alice, "goal=keep&rate=1"))["wantedRate"] == 0
    assert (await ask(alice, "goal=lose"))["wantedRate"] == pytest.approx(-0.4)
    assert (await ask(alice, "goal=gain"))["wantedRate"] == pytest.approx(0.2)


async def test_it_works_without_a_sex_and_says_what_that_does(alice):
    known = {name: value for name, value in MAN.items() if name != "sex"}
    found = await ask(alice, "goal=keep", **known)
    # The middle of +5 and -161 is -78: 1697 x 1.55; off by 83 x 1.55
    assert found["expenditure"]["kcal"] == pytest.approx(2630.35)
    note = next(each for each in found["notes"] if each["code"] == "sexUnspecified")
    assert note["numbers"] == {"floor": 1500, "kcal": pytest.approx(128.7, abs=0.1)}
    assert "129 kcal" in note["words"]
    male = await ask(alice, "goal=keep", sex="male")
    assert all(each["code"] != "sexUnspecified" for each in male["notes"])
    assert male["expenditure"]["uncertainty"] < found["expenditure"]["uncertainty"]
    iron = {each["nutrient"]: each for each in found["references"]}["iron"]
    assert (iron["amount"], iron["notes"]) == (18, ["sex_unknown"])
    iron = {each["nutrient"]: each for each in male["references"]}["iron"]
    assert (iron["amount"], iron["notes"], iron["source"]["id"]) == (8, [], "iom2001")


async def test_no_faster_than_a_hundredth_and_not_below_the_floor(alice):
    found = await ask(alice, "goal=lose&rate=2", **MAN)
    assert found["kcal"] == 1880
    [limit] = found["limits"]
    assert limit["numbers"] == {"wantedRate": 2, "fastestRate": 0.8, "share": 0.01}
    small = {"age": 25, "weight": 60, "height": 165, "sex": "female"}
    found = await ask(alice, "rate=-0.6", activityLevel="sedentary", **small)
    assert (found["kcal"], found["limits"][0]["code"]) == (1200, "floor")
    assert found["limits"][0]["numbers"] == {"floor": 1200}


@pytest.mark.parametrize(
    ("profile", "code", "numbers"),
    [
        (GIRL, "under_18", {"age": 16, "least": 18}),
        (MAN | {"weight": 55}, "underweight", {"bmi": 16.98, "least": 18.5}),
        ({"age": 30}, "incomplete", {}),
        ({"age": 120, "weight": 20, "height": 300}, "underweight", {"bmi": 2.22, "least": 18.5}),
        ({"age": 120, "weight": 20, "height": 50}, "no_equation", {}),
    ],
)
async def test_a_refusal_has_words_and_numbers(alice, profile, code, numbers):
    found = await ask(alice, "goal=lose&rate=0.2", **profile)
    assert (found["kcal"], found["nutrients"]) == (None, [])
    assert found["refusal"]["code"] == code
    assert found["refusal"]["numbers"] == numbers
    assert found["refusal"]["words"]
    assert len(found["references"]) > 20  # what is recommended needs no energy


async def test_what_is_missing_is_named(alice):
    found = await ask(alice, "goal=lose", age=30)
    assert found["missing"] == ["weight", "height"]
    assert "weight, height" in found["refusal"]["words"]


async def test_the_young_may_keep_and_grow(alice):
    found = await ask(alice, "goal=keep", **GIRL)
    assert found["refusal"] is None
    assert found["expenditure"]["source"]["id"] == "nasem2023"
    assert found["kcal"] >= found["expenditure"]["kcal"]


async def test_nothing_is_set(alice):
    await ask(alice, "goal=lose", **MAN)
    assert (await alice.get(f"/api/goals/{alice.id}")).json() == []
    assert (await alice.get(f"/api/users/{alice.id}")).json()["dailyCalorieGoal"] == 2000


@pytest.mark.parametrize("query", ["rate=6", "rate=nan", "rate=inf", "rate=x", "goal=shred"])
async def test_a_query_that_makes_no_sense_is_refused(alice, query):
    reply = await alice.get(f"/api/goals/{alice.id}/suggestion?{query}")
    assert reply.status_code == 422
    assert reply.json()["fields"][0]["path"] in query
