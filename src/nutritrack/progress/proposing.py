"""What to aim at in the week to come. It proposes; setting a goal is the user's."""

from dataclasses import replace
from datetime import date, timedelta

from nutritrack.analytics.service import today
from nutritrack.analytics.summaries import Later, never
from nutritrack.expenditure.models import Estimate
from nutritrack.expenditure.propose import Goal, Proposal, propose
from nutritrack.goals import service as goals
from nutritrack.goals.bounds import mean
from nutritrack.goals.suggestion import Said, refused
from nutritrack.mongo.documents import Db
from nutritrack.progress import reasons, service
from nutritrack.progress.models import Aim, ProgressProposal, ProposalVerdict
from nutritrack.targets.models import Body, Fact
from nutritrack.targets.wishes import Wish, wishes
from nutritrack.users.models import Account

WEEK = timedelta(days=7)  # from one change of a target to the next


async def proposal(db: Db, user: Account, later: Later = never) -> ProgressProposal:
    """From the estimate of today and the goals that hold today.

    `current` is the mean of the week, where the goals differ by weekday. Nobody who wishes to lose
    weight, and says no rate, is told to keep it: then there is no proposal.
    """
    day = today(user)
    _, found = await service.estimate(db, user, day, day, later)
    held = await goals.current(db, user, day)
    version = held.version
    aim = Aim(
        rate=version.rate if version else None,
        target_weight=version.target_weight if version else None,
    )
    current = round(mean(version.energy)) if version else held.calorie_goal
    due = version.first + WEEK if version else None
    body = Body.of(user)
    if found is None:
        unsaid = reasons.no_weight() if Fact.WEIGHT in body.missing else reasons.no_diary()
        return _unknown(aim, current, due, unsaid, body.missing)
    if aim == NO_AIM and Wish.LOSE in wishes(user.goals):
        return _unknown(aim, current, due, reasons.no_aim(), ())
    goal = Goal(rate=aim.rate, weight=aim.target_weight)
    early = due is not None and day < due
    told = propose(body, found, goal, current, early=early)
    return _proposal(body, found, told, aim, current, due)


NO_AIM = Aim(rate=None, target_weight=None)


def _proposal(
    body: Body, found: Estimate, told: Proposal, aim: Aim, current: int, due: date | None
) -> ProgressProposal:
    weighing = replace(body, weight=found.latest.level)
    return ProgressProposal(
        verdict=ProposalVerdict(told.verdict.value),
        kcal=told.kcal,
        rate=told.rate,
        rate_low=told.rates.low if told.rates else None,
        rate_high=told.rates.high if told.rates else None,
        bounds=list(told.bounds),
        refusal=refused(weighing, told.refusal, told.missing) if told.refusal else None,
        missing=list(told.missing),
        numbers={label.value: value for label, value in told.numbers},
        reasons=reasons.of(body, found, told, due),
        goal=aim,
        current=current,
        due=due,
    )


def _unknown(
    aim: Aim, current: int, due: date | None, why: Said, missing: tuple[Fact, ...]
) -> ProgressProposal:
    return ProgressProposal(
        verdict=ProposalVerdict.UNKNOWN,
        kcal=None,
        rate=None,
        rate_low=None,
        rate_high=None,
        bounds=[],
        refusal=None,
        missing=list(missing),
        numbers={},
        reasons=[why],
        goal=aim,
        current=current,
        due=due,
    )
