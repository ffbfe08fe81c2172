"""What may happen to people, their scales and their diaries."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """The ordinary case, unless a field says otherwise. Days count from 0; shares are 0 to 1."""

    name: str
    about: str
    ordinary: bool = False  # judged by the stricter aims

    # People
    men: float = 0.5
    bmi: tuple[float, float] = (20, 36)
    known_sex: bool = True
    textbook: float = 1.0  # how far bodies are from the constants of the model, 0 is not at all
    activity_error: float = 0.15  # of the physical activity level that they say
    activity_bias: float = 0.0

    # What they do
    plans: tuple[float, ...] = (0.0, -0.20, 0.12, -0.22)  # change of intake, drawn for each
    starts: int = 14
    ends: int | None = None
    dieting_before: int = 0  # days before the first one on which the plan was already kept
    spread: float = 0.2  # of what is eaten from day to day
    fasting_days: tuple[int, ...] = ()  # of each week, eating a quarter
    fasting_marked: bool = False
    fast: tuple[int, int] | None = None  # days of eating next to nothing
    holiday: tuple[int, int] | None = None  # days of eating a quarter more, unlogged and unweighed
    drift: float = 0.006  # of the physical activity level a day
    new_activity: tuple[int, float] | None = None  # a day, and the change of the level
    weekend: tuple[float, float, float] = (0.05, 0.12, 0.06)  # Friday to Sunday

    # The scale
    scale: tuple[float, float] = (0.35, 0.75)  # kg, standard deviation
    memory: float = 0.5  # of that error, from day to day
    heavy_tails: bool = False
    cycle: float = 0.0  # kg, amplitude of the menstrual wave of each woman
    typos: float = 0.0  # share of weighings that are 10 kg off, or in pounds
    evening: float = 0.0  # share of weighings in the evening, with clothes and food
    evening_told: bool = True  # the time of the weighing is known
    jump: tuple[int, float] | None = None  # a day, and water or another scale from then on, kg
    rounding: float = 0.1  # kg
    no_weight: float = 0.3
    weighs_every: int = 1  # days
    gap: tuple[int, int] | None = None  # days without a weighing

    # The diary
    no_log: float = 0.15
    log_error: float = 0.10
    half_logged: float = 0.0  # share of days
    half_marked: bool = False
    meals_tell: bool = True  # a half logged day has fewer meals
    marked: float = 0.0  # share of the complete days that are marked so
    unreported: tuple[float, float] = (0.0, 0.0)  # mean and SD over people, share of what is eaten
    fatigue: float = 0.0  # how much that share grows over 90 days
    logged_weekdays: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)


ORDINARY = Scenario(name="ordinary", about="30 % of weights, 15 % of days missing", ordinary=True)


def like(name: str, about: str, **changes: object) -> Scenario:
    return replace(ORDINARY, name=name, about=about, ordinary=False, **changes)  # type: ignore[arg-type]


SCENARIOS = (
    ORDINARY,
    # Those of the reference and of the issue.
    like("textbook", "bodies exactly as in the model", textbook=0.0),
    like("sparse", "60 % of weights, 40 % of days missing", no_weight=0.6, no_log=0.4),
    like("skipped", "20 % of days skipped on top", no_log=0.32),
    like("half logged", "20 % of days half logged, unmarked", half_logged=0.2),
    like("half, no meals", "the same, and meals do not tell", half_logged=0.2, meals_tell=False),
    like("half, marked", "the same, marked as partial", half_logged=0.2, half_marked=True),
    like("unreported", "10 +- 8 % never logged", unreported=(0.10, 0.08)),
    like("sex unknown", "sex unspecified", known_sex=False),
    like("cycle", "women, menstrual wave of 0.7 kg", men=0.0, cycle=0.7),
    like("cycle, mixed", "half with a wave, sex unspecified", cycle=0.7, known_sex=False),
    like("heavy tails", "scale errors of a t3, 1 % typos", heavy_tails=True, typos=0.01),
    # What else life holds.
    like("diet at once", "the plan starts on day 0", starts=0),
    like("mid-diet", "eight weeks into a diet", plans=(-0.2,), starts=0, dieting_before=56),
    like("diet ends", "-22 % from day 14 to 45", plans=(-0.22,), ends=45),
    like("crash diet", "-40 % from day 14", plans=(-0.4,)),
    like("new activity", "level +0.15 on day 40", new_activity=(40, 0.15)),
    like("5:2", "a quarter on two days a week, unmarked", fasting_days=(0, 3)),
    like("5:2, marked", "the same, marked", fasting_days=(0, 3), fasting_marked=True),
    like("long fast", "five days of 15 %, unmarked", fast=(20, 25)),
    like("holiday", "two weeks +25 %, no log, no weight", holiday=(40, 54)),
    like("gap", "two weeks without weights", gap=(14, 28)),
    like("weekly", "weighs once a week", weighs_every=7, no_weight=0.05),
    like("evening", "a third in the evening with clothes", evening=0.35),
    like("evening untold", "the same, time unknown", evening=0.35, evening_told=False),
    like("erratic", "eats 32 % more or less from day to day", spread=0.32),
    like("regular", "eats 8 % more or less from day to day", spread=0.08),
    like("water jump", "+1.2 kg on day 20", jump=(20, 1.2)),
    like("other scale", "-1.5 kg from day 45", jump=(45, -1.5)),
    like("coarse scale", "steps of 0.5 kg, noisy", rounding=0.5, scale=(0.6, 0.9)),
    like("good scale", "0.2-0.35 kg", scale=(0.2, 0.35), no_weight=0.1, no_log=0.05),
    like("sticky scale", "errors last: 0.8 from day to day", memory=0.8),
    like("very large", "BMI 38-55", bmi=(38, 55)),
    like("very small", "BMI 17.5-20, women", bmi=(17.5, 20), men=0.1, plans=(0.0, 0.12)),
    like("workdays only", "no weekend is logged", logged_weekdays=(0, 1, 2, 3, 4)),
    like("weekends only", "only weekends are logged", logged_weekdays=(5, 6), no_log=0.05),
    like("fatigue", "unreported grows from 0 to 15 %", fatigue=0.15),
    like("says active", "everyone says a level too high", activity_bias=0.15),
    like(
        "everything",
        "cycle, tails, half logged, unreported, unknown sex",
        cycle=0.7,
        heavy_tails=True,
        typos=0.005,
        half_logged=0.1,
        unreported=(0.1, 0.08),
        known_sex=False,
        no_weight=0.4,
        no_log=0.2,
    ),
)
