"""A report on paper: what is printed, in which order."""

from fpdf.enums import XPos, YPos

from nutritrack.mongo.documents import now
from nutritrack.reports import charts
from nutritrack.reports.models import Figure, FigureId, Report, ReportKind
from nutritrack.reports.page import QUIET, SMALL, TITLE, Page
from nutritrack.reports.words import Words

SIGNED = (FigureId.AGAINST_GOAL, FigureId.RATE)
ROOM = 70  # mm that a chart needs with its heading


def title_of(report: Report, words: Words) -> str:
    if report.kind is ReportKind.MONTH:
        month = words.month(report.first)
        return words.text("title.month", month=month, year=report.first.year)
    first, last = words.day(report.first), words.day(report.last)
    return words.text("title.week", first=first, last=last)


def write(report: Report, name: str, words: Words) -> bytes:
    """The file as PDF. `name` is that of its user."""
    title = title_of(report, words)
    page = Page(f"NutriTrack: {title}", name, words.text("subject"), words.language, now())
    page.foot = words.text("page", page="{page}", pages="{pages}")
    page.add_page()
    page.write_as(TITLE, bold=True)
    page.cell(0, 10, title, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    page.paragraph(page.said(name), colour=QUIET)
    if not report.over:
        page.paragraph(words.text("running", until=words.day(report.until)), colour=QUIET)
    _figures(page, report, words)
    _charts(page, report, words)
    _nutrients(page, report, words)
    _sources(page, report, words)
    _consistency(page, report, words)
    if page.replaced:
        page.ln(4)
        page.paragraph(words.text("replaced"), SMALL, QUIET)
    return bytes(page.output())


def _figures(page: Page, report: Report, words: Words) -> None:
    page.heading(words.text("section.figures"))
    head = [words.text(f"column.{name}") for name in ("what", "value", "rests", "before", "change")]
    rows = [
        [
            words.text(f"figure.{each.id}"),
            _value(each, words),
            words.text(f"rests.{each.basis}", counted=each.counted, of=each.of),
            words.amount(each.before, each.unit, sign=each.id in SIGNED),
            words.amount(each.change, each.unit, sign=True),
        ]
        for each in report.figures
    ]
    page.table(head, rows, (37, 43, 40, 27, 27))
    page.ln(2)
    before = report.before
    said = words.text(
        "before",
        first=words.day(before.first),
        last=words.day(before.last),
        counted=before.days_logged,
        of=before.days,
    )
    page.paragraph(said, SMALL, QUIET)
    if report.shares is not None:
        shares = {name: words.percent(part) for name, part in report.shares.model_dump().items()}
        page.paragraph(words.text("shares", **shares))
    page.paragraph(words.text("estimate"), SMALL, QUIET)


def _value(each: Figure, words: Words) -> str:
    value = words.amount(each.value, each.unit, sign=each.id in SIGNED)
    if each.low is None or each.high is None:
        return value
    low, high = (words.amount(bound, each.unit) for bound in (each.low, each.high))
    return f"{value} ({words.text('interval', low=low.split()[0], high=high.split()[0])})"


def _charts(page: Page, report: Report, words: Words) -> None:
    page.heading(words.text("section.energy"), ROOM)
    if report.days_logged:
        charts.energy(page, report.days, words)
        page.paragraph(words.text("caption.energy"), SMALL, QUIET)
    else:
        page.paragraph(words.text("nothing"))
    if any(day.trend is not None or day.weight is not None for day in report.days):
        page.heading(words.text("section.weight"), ROOM)
        charts.course(page, report.days, "trend", "weight", words)
        page.paragraph(words.text("caption.weight"), SMALL, QUIET)
    if sum(day.expenditure is not None for day in report.days) > 1:
        page.heading(words.text("section.expenditure"), ROOM)
        charts.course(page, report.days, "expenditure", None, words)
        page.paragraph(words.text("caption.expenditure"), SMALL, QUIET)


def _nutrients(page: Page, report: Report, words: Words) -> None:
    if not report.days_logged:
        return
    page.heading(words.text("section.nutrients"))
    if report.nutrients:
        names = ("nutrient", "amount", "target", "verdict", "coverage")
        rows = [
            [
                each.name,
                words.amount(each.amount, each.unit),
                words.text(f"bound.{each.bound}", value=words.amount(each.target, each.unit)),
                words.text(f"verdict.{each.verdict}"),
                words.text("coverage", percent=words.percent(each.coverage)),
            ]
            for each in report.nutrients
        ]
        page.table([words.text(f"column.{name}") for name in names], rows, (42, 24, 38, 16, 54))
        page.ln(2)
    else:
        page.paragraph(words.text("noNutrients"))
    if report.nutrients_in_doubt:
        page.paragraph(words.text("doubt", count=report.nutrients_in_doubt), SMALL, QUIET)


def _sources(page: Page, report: Report, words: Words) -> None:
    if not report.days_logged:
        return
    page.heading(words.text("section.sources"))
    columns = [words.text("column.energy"), words.text("column.share")]
    foods = [
        [page.said(each.name), words.amount(each.calories, "kcal"), words.percent(each.share)]
        for each in report.foods
    ]
    page.table([words.text("column.food"), *columns], foods, (114, 36, 24))
    if report.food_count > len(foods):
        page.ln(1)
        more = report.food_count - len(foods)
        page.paragraph(words.text("more", count=more), SMALL, QUIET)
    page.ln(3)
    meals = [
        [
            words.meal(each.meal_type),
            words.amount(each.calories, "kcal"),
            words.percent(each.share),
        ]
        for each in report.meal_types
    ]
    page.table([words.text("column.meal"), *columns], meals, (114, 36, 24))


def _consistency(page: Page, report: Report, words: Words) -> None:
    found = report.consistency
    page.heading(words.text("section.consistency"))
    lines = [
        words.text("logged", counted=found.days_logged, of=found.days),
        words.text("weighed", counted=found.days_weighed, of=found.days),
        words.text(
            "marks",
            complete=found.days_complete,
            partial=found.days_partial,
            fasting=found.days_fasting,
        ),
    ]
    if found.meals_per_day is not None:
        lines.append(words.text("meals", value=words.number(found.meals_per_day, 1)))
    days = ", ".join(
        f"{words.weekday_name(each.weekday)} {each.days_logged}/{each.days}"
        for each in found.weekdays
        if each.days
    )
    lines.append(words.text("weekdays", days=days))
    for line in lines:
        page.paragraph(line[:1].upper() + line[1:])
