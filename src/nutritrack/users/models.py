"""Who a user is. Shapes and rules only: no database, no HTTP."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, ConfigDict, Field, computed_field, model_validator

from nutritrack.days import ZONES, Calendar
from nutritrack.mongo.documents import (
    Id,
    Input,
    Instant,
    Line,
    Model,
    Number,
    Stored,
    Whole,
    now,
)

EMAIL_PATTERN = r"^[a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\.[a-zA-Z]{2,}$"
DEFAULT_CALORIE_GOAL = 2000
MOST_VERSIONS = 500  # of goals, which every request of their user reads


class ActivityLevel(StrEnum):
    SEDENTARY = "sedentary"
    LIGHTLY_ACTIVE = "lightly_active"
    MODERATELY_ACTIVE = "moderately_active"
    VERY_ACTIVE = "very_active"
    EXTRA_ACTIVE = "extra_active"


class Sex(StrEnum):
    FEMALE = "female"
    MALE = "male"
    UNSPECIFIED = "unspecified"


class ActivityMode(StrEnum):
    """What energy out means for the budget of a day."""

    IGNORE = "ignore"
    SHOW = "show"  # beside what was eaten
    ADD = "add"  # active energy is added to the goal


class Units(StrEnum):
    METRIC = "metric"
    IMPERIAL = "imperial"


def _known_zone(name: str) -> str:
    if name not in ZONES:
        raise ValueError("this is not an IANA time zone such as Europe/Berlin")
    return name


Email = Annotated[str, Field(pattern=EMAIL_PATTERN, max_length=254), AfterValidator(str.lower)]
Name = Annotated[Line, Field(max_length=200)]
Age = Annotated[Whole, Field(ge=13, le=120, description="years")]
Weight = Annotated[Number, Field(ge=20, le=500, description="kilograms")]
Height = Annotated[Number, Field(ge=50, le=300, description="centimetres")]
HIGHEST_GOAL = 10_000  # kcal a day
CalorieGoal = Annotated[Whole, Field(ge=1000, le=HIGHEST_GOAL, description="kcal a day")]
Goals = Annotated[list[Annotated[Line, Field(max_length=100)]], Field(max_length=20)]
TimeZone = Annotated[str, AfterValidator(_known_zone), Field(examples=["Europe/Berlin"])]
StartHour = Annotated[Whole, Field(ge=0, le=6, description="hour at which the day starts")]
Locale = Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=35)]


class Profile(Input):
    """What users say of themselves. In a change, what is named changes and null removes it."""

    age: Age | None = None
    weight: Weight | None = None
    height: Height | None = None
    activity_level: ActivityLevel | None = None
    goals: Goals | None = None
    daily_calorie_goal: CalorieGoal | None = None
    timezone: TimeZone | None = None
    day_start_hour: StartHour | None = None
    sex: Sex | None = None
    units: Units | None = None
    locale: Locale | None = None
    activity_mode: ActivityMode | None = None


class ChangeProfile(Profile):
    name: Name = Field(default_factory=str)  # may be left out, but not be null


def _warnings_may_be_absent(schema: dict[str, Any]) -> None:
    if "warnings" in schema.get("required", []):
        schema["required"].remove("warnings")


class GoalFrom(Model):
    """The energy goal of a version of somebody's goals: kcal by weekday, from a day on."""

    first: date = Field(alias="from")
    week: tuple[int, ...]  # Monday first: seven, or one for all of them

    def on(self, day: date) -> int:
        return self.week[day.weekday() % len(self.week)]


class User(Stored):
    """A user as the API shows it: the whole document, less secrets.

    `dailyCalorieGoal` is the one of today, also where versions of goals say another one each day.
    """

    model_config = ConfigDict(json_schema_extra=_warnings_may_be_absent)

    name: str
    email: str
    age: int | None = None
    weight: float | None = None
    height: float | None = None
    activity_level: ActivityLevel = ActivityLevel.MODERATELY_ACTIVE
    goals: list[str] = Field(default_factory=list)
    daily_calorie_goal: int = DEFAULT_CALORIE_GOAL
    timezone: str = "UTC"
    day_start_hour: int = 0
    sex: Sex | None = None
    units: Units | None = None
    locale: str | None = None
    activity_mode: ActivityMode = ActivityMode.SHOW
    google_id: str | None = None
    google_token_expiry: Instant | None = None
    fit_data_enabled: bool = False

    @model_validator(mode="before")
    @classmethod
    def _goal_of_today(cls, data: Any) -> Any:
        if not isinstance(data, dict) or not data.get("goalVersions"):
            return data
        calendar = Calendar(data.get("timezone", "UTC"), data.get("dayStartHour", 0))
        held = held_on(
            [GoalFrom.model_validate(each) for each in data["goalVersions"]],
            calendar.day_of(now()),
        )
        own = data.get("dailyCalorieGoal", DEFAULT_CALORIE_GOAL)
        return {**data, "ownCalorieGoal": own, "dailyCalorieGoal": own if held is None else held}

    @computed_field  # type: ignore[prop-decorator]
    @property
    def warnings(self) -> list[str] | None:
        """What a careful person would want to know about these settings."""
        found = []
        floor, why = safety_floor(self.sex)
        if self.daily_calorie_goal < floor:
            found.append(
                f"{self.daily_calorie_goal} kcal a day is below {floor} kcal, {why}. "
                "Eat less than that only under medical supervision."
            )
        adds = self.activity_mode is ActivityMode.ADD
        if adds and self.activity_level is not ActivityLevel.SEDENTARY:
            found.append(
                "Active energy is added to your goal. A goal for more than a sedentary activity "
                "level holds a part of it already, which then counts twice."
            )
        return found or None

    @property
    def calendar(self) -> Calendar:
        return Calendar(self.timezone, self.day_start_hour)


def safety_floor(sex: Sex | None) -> tuple[int, str]:
    """The energy goal, in kcal a day, below which we warn, and whose floor that is.

    AHA/ACC/TOS 2013 guideline: 1,200-1,500 for women and 1,500-1,800 for men are the least that is
    prescribed. Where the sex is not known, the higher floor warns.
    """
    if sex is Sex.FEMALE:
        return 1200, "the least that guidelines prescribe to women"
    if sex is Sex.MALE:
        return 1500, "the least that guidelines prescribe to men"
    return 1500, "which is too little for many adults"


def held_on(versions: Sequence[GoalFrom], day: date) -> int | None:
    """What the latest version that had begun by a day says, in kcal. They are in order."""
    begun = [each for each in versions if each.first <= day]
    return begun[-1].on(day) if begun else None


class PastCalorieGoal(Model):
    """A goal that held on the days before `until`."""

    until: date
    kcal: int


class Account(User):
    """A user as stored: with what only the server needs."""

    past_calorie_goals: list[PastCalorieGoal] = Field(default_factory=list)
    goal_versions: list[GoalFrom] = Field(default_factory=list)
    own_calorie_goal: int | None = None  # of the profile, where versions of goals hold today

    def calorie_goal_on(self, day: date) -> int:
        """The goal that held on a day, in kcal: of the goals that held then, else of the profile.

        The one arithmetic of goals: every surface asks here.
        """
        held = held_on(self.goal_versions, day)
        if held is not None:
            return held
        for past in self.past_calorie_goals:
            if day < past.until:
                return past.kcal
        return self.daily_calorie_goal if self.own_calorie_goal is None else self.own_calorie_goal


class Session(Stored):
    """One sign-in of one user on one device."""

    user_id: Id
    token_hash: str
    last_used_at: Instant
    expires_at: Instant  # moves on with use
    ends_at: Instant  # never moves
    by_code: bool = False
    user_agent: str | None = None
