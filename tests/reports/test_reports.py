"""Reports of weeks and months: the numbers are those of analytics, on paper too."""

import csv
from datetime import UTC, date, datetime, timedelta
from io import BytesIO, StringIO
from string import Formatter

import pytest
from pypdf import PdfReader

from nutritrack.reports.models import Language
from nutritrack.reports.words import load
from progress.test_api import goal, live, log, mark, weigh

# A Wednesday in the future, where no sign-in has ended by the clock of MongoDB.
NOW = datetime(2046, 6, 27, 20, 0, tzinfo=UTC)
TODAY = NOW.date()
LAST_WEEK = "2046-06-20"  # in the week of Monday the 18th
WOMAN = {"age": 34, "height": 170, "sex": "female", "activityLevel": "lightly_active"}


@pytest.fixture(autouse=True)
def _now(clock):
    clock.move_to(NOW, tick=False)


@pytest.fixture
async def dana(join, db):
    dana = await join("Dana", **WOMAN)
    await live(db, dana, 60, eaten=2000, spent=2300, until=TODAY)
    await goal(dana, TODAY - timedelta(days=30), rate=-0.4, energy={"aim": 1900})
    return dana


async def get(person, path, status=200):
    reply = await person.get(f"/api/reports/{person.id}/{path}")
    assert reply.status_code == status, reply.text
    return reply


async def analytics(person, path):
    reply = await person.get(f"/api/analytics/{person.id}/{path}")
    assert reply.status_code == 200, reply.text
    return reply.json()


def read(reply):
    assert reply.headers["content-type"] == "application/pdf"
    return PdfReader(BytesIO(reply.content))


def words(pdf):
    """The text in the order of the page, with its spaces made one."""
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


async def test_the_numbers_are_those_of_analytics(dana, db):
    day = {"day": {"$in": ["2046-06-19", "2046-06-22"]}}
    await db.meallogs.delete_many(day)
    await mark(dana, "2046-06-21", "partial")
    week = (await get(dana, f"week?date={LAST_WEEK}")).json()
    assert (week["from"], week["to"], week["until"]) == ("2046-06-18", "2046-06-24", "2046-06-24")
    assert (week["over"], week["daysLogged"]) == (True, 5)
    found = {each["id"]: each for each in week["figures"]}
    span = "from=2046-06-18&to=2046-06-24"
    compared = await analytics(dana, f"compare?{span}")
    here, there, change = (
        compared["period"]["averages"],
        compared["against"]["averages"],
        compared["change"],
    )
    for id, name in (("calories", "totalCalories"), ("calorieGoal", "calorieGoal")):
        assert (found[id]["value"], found[id]["before"]) == (here[name], there[name])
        assert found[id]["change"] == change[name]
    for id in ("protein", "carbs", "fat", "weight"):
        assert (found[id]["value"], found[id]["before"]) == (here[id], there[id])
    over = found["againstGoal"]["value"]
    assert over == pytest.approx(here["totalCalories"] - here["calorieGoal"], abs=0.01)
    assert (found["calories"]["counted"], found["calories"]["of"]) == (5, 7)
    assert (found["weight"]["basis"], found["weight"]["counted"]) == ("daysWeighed", 7)
    assert week["shares"] == compared["period"]["share"]
    assert week["consistency"] == await analytics(dana, f"consistency?{span}")
    foods = await analytics(dana, f"breakdown?{span}&by=food&nutrient=calories")
    assert week["foods"][0]["calories"] == foods["groups"][0]["totalCalories"]
    path = f"/api/progress/{dana.id}?from=2046-06-11&to=2046-06-24"
    progress = (await dana.get(path)).json()
    latest, then = progress["latest"], progress["days"][6]
    assert (found["trend"]["value"], found["trend"]["before"]) == (latest["trend"], then["trend"])
    assert (found["expenditure"]["low"], found["expenditure"]["high"]) == (
        latest["expenditureLow"],
        latest["expenditureHigh"],
    )
    assert found["expenditure"]["counted"] == progress["drivers"]["daysLogged"]
    assert [day["calories"] for day in week["days"]] == [
        day["calories"] for day in progress["days"][7:]
    ]
    assert week["days"][3]["mark"] == "partial"


async def test_the_paper_says_the_same(dana):
    week = (await get(dana, f"week?date={LAST_WEEK}")).json()
    found = {each["id"]: each["value"] for each in week["figures"]}
    reply = await get(dana, f"week.pdf?date={LAST_WEEK}")
    assert reply.headers["content-disposition"].endswith('"nutritrack-week-2046-06-18.pdf"')
    pdf = read(reply)
    text = words(pdf)
    assert "Week from 18 June 2046 to 24 June 2046" in text
    assert f"Energy a day {found['calories']:,.0f} kcal 7 of 7 days logged" in text
    assert f"Goal of a day {found['calorieGoal']:,.0f} kcal" in text
    assert f"Weight, mean {found['weight']:.1f} kg" in text
    assert f"Expenditure a day {found['expenditure']:,.0f} kcal (" in text
    assert f"Protein a day {found['protein']:.0f} g" in text
    low = next(each for each in week["nutrients"] if each["verdict"] == "low")
    assert low["name"] in text
    assert "Stew" in text
    assert pdf.metadata.title == "NutriTrack: Week from 18 June 2046 to 24 June 2046"
    assert pdf.metadata.author == "Dana"
    assert pdf.root_object["/Lang"] == "en"
    assert [each.title for each in pdf.outline][:3] == ["In numbers", "Energy", "Weight"]
    assert "dana@example.com" not in text
    german = read(await get(dana, f"month.pdf?date={LAST_WEEK}&lang=de"))
    text = words(german)
    assert "Juni 2046" in text
    assert "Diese Zeit ist noch nicht vorbei: Die Zahlen reichen bis 27. Juni 2046." in text
    assert "von 27 Tagen eingetragen" in text
    assert german.root_object["/Lang"] == "de"


async def test_charts_are_drawn_and_not_painted(dana):
    pdf = read(await get(dana, f"week.pdf?date={LAST_WEEK}"))
    assert all(not page.images for page in pdf.pages)
    drawn = b"".join(page.get_contents().get_data() for page in pdf.pages)
    assert drawn.count(b" re\n") + drawn.count(b" re f") >= 7  # a bar for each day
    fonts = [page["/Resources"]["/Font"] for page in pdf.pages]
    assert all(
        font.get_object()["/Subtype"] == "/Type0" for some in fonts for font in some.values()
    )


async def test_the_days_as_a_table(dana, db):
    await db.meallogs.delete_many({"day": "2046-06-19"})
    await mark(dana, "2046-06-21", "partial")
    week = (await get(dana, f"week?date={LAST_WEEK}")).json()
    reply = await get(dana, f"week.csv?date={LAST_WEEK}")
    assert reply.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(StringIO(reply.content.decode("utf-8-sig"))))
    assert len(rows) == 8
    assert rows[0][:3] == ["date", "energy (kcal)", "goal (kcal)"]
    assert [float(row[1]) if row[1] else None for row in rows[1:]] == [
        day["calories"] for day in week["days"]
    ]
    assert (rows[2][1], rows[4][7]) == ("", "partial")
    german = await get(dana, f"week.csv?date={LAST_WEEK}&lang=de")
    rows = list(csv.reader(StringIO(german.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][8] == "Gewicht (kg)"
    assert rows[1][8].replace(",", ".") == str(week["days"][0]["weight"])
    assert "," in rows[1][9]


async def test_a_week_that_is_not_over_counts_to_today(dana):
    week = (await get(dana, "week")).json()
    assert (week["from"], week["to"], week["until"]) == ("2046-06-25", "2046-07-01", "2046-06-27")
    assert (week["over"], len(week["days"]), week["consistency"]["days"]) == (False, 3, 3)
    assert (week["before"]["from"], week["before"]["days"]) == ("2046-06-18", 7)
    body = (await get(dana, "week?date=2046-07-02", 422)).json()
    assert (body["code"], body["fields"][0]["path"]) == ("NotBegun", "date")


@pytest.mark.parametrize(
    ("day", "days"), [("2046-02-11", 28), ("2044-02-29", 29), ("2045-12-31", 31)]
)
async def test_months_have_their_days(alice, day, days):
    month = (await get(alice, f"month?date={day}")).json()
    assert len(month["days"]) == days
    assert month["consistency"]["days"] == days


async def test_nothing_was_logged(alice):
    week = (await get(alice, "week?date=1970-01-01")).json()
    assert all(each["value"] is None for each in week["figures"])
    assert (week["foods"], week["nutrients"], week["nutrientsInDoubt"]) == ([], [], 0)
    assert (week["shares"], week["drivers"]) == (None, None)
    text = words(read(await get(alice, f"week.pdf?date={LAST_WEEK}")))
    assert "Nothing was logged in this time." in text
    assert "Energy a day unknown 0 of 7 days logged" in text


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Zoë Łukasz", "Zoë Łukasz"),
        ("Ελένη", "Ελένη"),
        ("Дмитрий", "Дмитрий"),
        ("דנה", "דנה"),  # from the right: who reads it back turns it round
        ("李小龍", "□□□"),
        ("प्रिया", "□"),
        ("🍕🎉", "□□"),
        ("a\u200fb\u202ec", "a b c"),
        ("%s {page} <b>**bold**", "%s {page} <b>**bold**"),
    ],
)
async def test_text_in_any_script_is_printed_or_replaced(join, name, shown):
    person = await join("Someone")
    await person.put(f"/api/users/{person.id}", json={"name": name})
    food = {"name": f"{name} " * 8, "calories": 500, "protein": 1, "carbs": 1, "fat": 1}
    body = {"foods": [food | {"quantity": "1"}], "mealType": "lunch"}
    at = "2046-06-20T12:00:00Z"
    assert (await person.post("/api/meals", json=body | {"date": at})).status_code == 201
    text = words(read(await get(person, f"week.pdf?date={LAST_WEEK}")))
    assert shown in text
    assert ("A square stands for" in text) == ("□" in shown)


async def test_odd_diaries_are_printed(join):
    dora = await join("Dora", timezone="Pacific/Apia")
    await log(dora, date(2046, 6, 20), 0)
    await weigh(dora, "2046-06-20T12:00:00Z", 499)
    text = words(read(await get(dora, f"week.pdf?date={LAST_WEEK}")))
    assert "Energy a day 0 kcal 1 of 7 days logged" in text
    assert "Weight, mean 499.0 kg 1 of 7 days weighed" in text


@pytest.mark.parametrize("path", ["week", "month", "week.pdf", "month.pdf", "week.csv"])
async def test_nobody_reads_the_report_of_somebody_else(alice, bob, path):
    reply = await alice.get(f"/api/reports/{bob.id}/{path}")
    assert (reply.status_code, reply.json()["error"]) == (403, "Unauthorized")
    reply = await get(alice, f"{path}?lang=fr", 422)
    assert reply.json()["fields"][0]["path"] == "lang"


def test_both_languages_say_the_same():
    english, german = (_flat(load(language)) for language in Language)
    assert set(english) == set(german)
    for key, said in english.items():
        assert _places(said) == _places(german[key]), key


def _flat(table, before=""):
    found = {}
    for key, value in table.items():
        inner = isinstance(value, dict)
        found |= _flat(value, f"{before}{key}.") if inner else {before + key: value}
    return found


def _places(said):
    return {name for _, name, _, _ in Formatter().parse(str(said)) if name}
