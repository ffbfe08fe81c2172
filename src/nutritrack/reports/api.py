"""Reports as JSON, PDF and CSV."""

from typing import Annotated, Any

from fastapi import APIRouter, BackgroundTasks, Query, Response

from nutritrack.analytics.service import today
from nutritrack.http.errors import errors
from nutritrack.http.state import Database
from nutritrack.mongo.documents import Day
from nutritrack.reports import service
from nutritrack.reports.models import Language, Report, ReportKind
from nutritrack.reports.printing import printed
from nutritrack.reports.table import table
from nutritrack.reports.words import Words
from nutritrack.users.auth import Owner
from nutritrack.users.models import Account

router = APIRouter(
    prefix="/api/reports/{userId}", tags=["reports"], responses=errors(401, 403, 422)
)
Date = Annotated[Day | None, Query(alias="date", description="a day of it; today when none is")]
Lang = Annotated[Language | None, Query(description="of the user's locale when none is named")]


def _file(media_type: str) -> dict[int | str, dict[str, Any]]:
    schema = {"type": "string", "format": "binary"}
    return {200: {"content": {media_type: {"schema": schema}}, "description": "The file"}}


PDF, CSV = "application/pdf", "text/csv; charset=utf-8"


@router.get("/week")
async def week(
    owner: Owner, db: Database, background: BackgroundTasks, date: Date = None, lang: Lang = None
) -> Report:
    """The week from Monday to Sunday that holds a day."""
    return await _report(owner, db, background, ReportKind.WEEK, date, lang)


@router.get("/month")
async def month(
    owner: Owner, db: Database, background: BackgroundTasks, date: Date = None, lang: Lang = None
) -> Report:
    """The month that holds a day."""
    return await _report(owner, db, background, ReportKind.MONTH, date, lang)


@router.get("/week.pdf", response_class=Response, responses=_file(PDF))
async def week_pdf(
    owner: Owner, db: Database, background: BackgroundTasks, date: Date = None, lang: Lang = None
) -> Response:
    """The same to print and to share. It holds the name of its user and nothing else of them."""
    return await _pdf(owner, db, background, ReportKind.WEEK, date, lang)


@router.get("/month.pdf", response_class=Response, responses=_file(PDF))
async def month_pdf(
    owner: Owner, db: Database, background: BackgroundTasks, date: Date = None, lang: Lang = None
) -> Response:
    """The same to print and to share. It holds the name of its user and nothing else of them."""
    return await _pdf(owner, db, background, ReportKind.MONTH, date, lang)


@router.get("/week.csv", response_class=Response, responses=_file("text/csv"))
async def week_csv(
    owner: Owner, db: Database, background: BackgroundTasks, date: Date = None, lang: Lang = None
) -> Response:
    """The days of a week as a table. In German with semicolons and decimal commas."""
    return await _csv(owner, db, background, ReportKind.WEEK, date, lang)


@router.get("/month.csv", response_class=Response, responses=_file("text/csv"))
async def month_csv(
    owner: Owner, db: Database, background: BackgroundTasks, date: Date = None, lang: Lang = None
) -> Response:
    """The days of a month as a table. In German with semicolons and decimal commas."""
    return await _csv(owner, db, background, ReportKind.MONTH, date, lang)


async def _report(
    owner: Account,
    db: Any,
    background: BackgroundTasks,
    kind: ReportKind,
    day: Day | None,
    lang: Language | None,
) -> Report:
    day, lang = day or today(owner), lang or service.language_of(owner)
    return await service.report(db, owner, kind, day, lang, background.add_task)


async def _pdf(
    owner: Account,
    db: Any,
    background: BackgroundTasks,
    kind: ReportKind,
    day: Day | None,
    lang: Language | None,
) -> Response:
    lang = lang or service.language_of(owner)
    report = await _report(owner, db, background, kind, day, lang)
    words = Words(lang)
    content = await printed(report, owner.name, words)
    return Response(content, headers=_attached(report, words, "pdf"), media_type=PDF)


async def _csv(
    owner: Account,
    db: Any,
    background: BackgroundTasks,
    kind: ReportKind,
    day: Day | None,
    lang: Language | None,
) -> Response:
    lang = lang or service.language_of(owner)
    report = await _report(owner, db, background, kind, day, lang)
    words = Words(lang)
    return Response(table(report, words), headers=_attached(report, words, "csv"), media_type=CSV)


def _attached(report: Report, words: Words, ending: str) -> dict[str, str]:
    name = words.text(f"file.{report.kind}", first=report.first.isoformat())
    return {"Content-Disposition": f'attachment; filename="{name}.{ending}"'}
