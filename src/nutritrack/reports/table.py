"""The days of a report as CSV: one row a day, with a head that says the units."""

import csv
from io import StringIO

from nutritrack.reports.models import Language, Report, ReportDay
from nutritrack.reports.words import Words

COLUMNS = tuple(ReportDay.model_fields)
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"  # so that spreadsheets read it as UTF-8


def table(report: Report, words: Words) -> str:
    """With the separator and the decimals that spreadsheets of the language read."""
    german = words.language is Language.GERMAN
    text = StringIO()
    writer = csv.writer(text, delimiter=";" if german else ",")
    names = [ReportDay.model_fields[name].alias or name for name in COLUMNS]
    writer.writerow([words.text(f"csv.{name}") for name in names])
    for day in report.days:
        row = day.model_dump(mode="json")
        writer.writerow([_cell(row[name], name, words, german=german) for name in names])
    return BOM + text.getvalue()


def _cell(value: object, name: str, words: Words, *, german: bool) -> str:
    if value is None:
        return ""
    if name == "mark":
        return words.text(f"mark.{value}")
    return str(value).replace(".", ",") if german and isinstance(value, float) else str(value)
