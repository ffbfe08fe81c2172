"""Charts drawn as lines and areas, which print at any size."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from nutritrack.marks.models import Mark
from nutritrack.reports.models import ReportDay
from nutritrack.reports.page import INK, QUIET, RULE, SMALL, Page
from nutritrack.reports.words import Words

HEIGHT, LEFT, BELOW = 46.0, 16.0, 6.0  # mm; room for the numbers at the left and the days below
BAR, PALE, LINE, BAND = (74, 124, 168), (176, 201, 222), (32, 78, 120), (212, 225, 237)
GOAL = (140, 84, 10)
TICKS, LABELS = 4, 10  # about so many numbers at the left, at most so many days below


@dataclass(frozen=True)
class Frame:
    """Where values and days lie on the page, in mm."""

    left: float
    top: float
    width: float
    low: float
    high: float
    days: int

    def x(self, day: float) -> float:
        return self.left + (day + 0.5) * self.width / self.days

    def y(self, value: float) -> float:
        return self.top + HEIGHT * (self.high - value) / (self.high - self.low)


def energy(page: Page, days: Sequence[ReportDay], words: Words) -> None:
    """What was eaten as bars from zero, and the goal as a line of steps."""
    eaten = [day.calories for day in days if day.calories is not None]
    frame = _frame(page, days, [0, *eaten, *(day.calorie_goal for day in days)], words)
    half = 0.36 * frame.width / frame.days
    for number, day in enumerate(days):
        if day.calories:
            page.set_fill_color(*(PALE if day.mark is Mark.PARTIAL else BAR))
            top = frame.y(day.calories)
            page.rect(frame.x(number) - half, top, 2 * half, frame.y(0) - top, style="F")
    page.set_draw_color(*GOAL)
    page.set_line_width(0.5)
    steps = [
        (frame.x(number + side), frame.y(day.calorie_goal))
        for number, day in enumerate(days)
        for side in (-0.5, 0.5)
    ]
    page.polyline(steps)
    _leave(page, frame)


def course(
    page: Page, days: Sequence[ReportDay], name: str, dots: str | None, words: Words
) -> None:
    """An estimate as a line within its band; `dots` names what was measured."""
    line = [(n, getattr(day, name)) for n, day in enumerate(days)]
    known = [
        (n, value, getattr(days[n], f"{name}_low"), getattr(days[n], f"{name}_high"))
        for n, value in line
        if value is not None
    ]
    seen = [(n, getattr(day, dots)) for n, day in enumerate(days)] if dots else []
    measured = [(n, value) for n, value in seen if value is not None]
    bounds = [bound for _, _, low, high in known for bound in (low, high)]
    frame = _frame(page, days, [*bounds, *(value for _, value in measured)], words)
    if len(known) > 1:
        page.set_fill_color(*BAND)
        upper = [(frame.x(n), frame.y(high)) for n, _, _, high in known]
        lower = [(frame.x(n), frame.y(low)) for n, _, low, _ in reversed(known)]
        page.polygon([*upper, *lower], style="F")
        page.set_draw_color(*LINE)
        page.set_line_width(0.6)
        page.polyline([(frame.x(n), frame.y(value)) for n, value, _, _ in known])
    page.set_fill_color(*INK)
    for n, value in measured:
        page.circle(frame.x(n), frame.y(value), 0.7, style="F")
    _leave(page, frame)


def _frame(page: Page, days: Sequence[ReportDay], values: Sequence[float], words: Words) -> Frame:
    """Rules with their numbers, and days below."""
    ticks, decimals = _ticks(min(values), max(values))
    width = page.epw - LEFT
    left, top = page.l_margin + LEFT, page.get_y() + 2
    frame = Frame(left, top, width, ticks[0], ticks[-1], len(days))
    page.write_as(SMALL, QUIET)
    page.set_draw_color(*RULE)
    page.set_line_width(0.1)
    for tick in ticks:
        page.line(left, frame.y(tick), left + width, frame.y(tick))
        page.set_xy(page.l_margin, frame.y(tick) - 2)
        page.cell(LEFT - 2, 4, words.number(tick, decimals), align="R")
    every = ceil(len(days) / LABELS)
    for number in range(0, len(days), every):
        day = days[number].date
        label = words.weekday(day) if len(days) <= 7 else str(day.day)
        page.set_xy(frame.x(number) - 6, top + HEIGHT + 1)
        page.cell(12, 4, label, align="C")
    return frame


def _leave(page: Page, frame: Frame) -> None:
    page.set_xy(page.l_margin, frame.top + HEIGHT + BELOW)


def _ticks(low: float, high: float) -> tuple[list[float], int]:
    """Round numbers from below the lowest to above the highest, and their decimals."""
    apart = max(high - low, 0.1)
    rough = apart / TICKS
    power = 10.0 ** floor(log10(rough))
    step = next(size * power for size in (1, 2, 5, 10) if size * power >= rough * 0.999)
    first = floor(low / step)
    last = max(ceil(high / step), first + 1)
    decimals = max(0, -floor(log10(step) + 1e-9))
    return [step * number for number in range(first, last + 1)], decimals
