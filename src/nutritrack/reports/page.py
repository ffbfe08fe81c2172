"""A page to print on: fonts, headings, paragraphs, tables. What its fonts cannot draw is a square.

DejaVu Sans, a part of it: Latin, Greek, Cyrillic, Armenian, Georgian, Hebrew, Arabic (its letters
unjoined), and common symbols; bold is Latin, Greek and Cyrillic. fonts/LICENSE.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from fpdf import FPDF
from fpdf.bidi import BidiParagraph
from fpdf.enums import Align, XPos, YPos
from fpdf.fonts import TTFFont

from nutritrack import __version__

FAMILY = "DejaVu"
MARGIN = 18  # mm
SMALL, BODY, HEADING, TITLE = 8, 9.5, 12.5, 18  # points
ROW = 5.6  # mm
INK, QUIET, RULE = (28, 32, 36), (95, 101, 108), (205, 209, 213)
SQUARE, MORE = "\N{WHITE SQUARE}", "\N{HORIZONTAL ELLIPSIS}"
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+")
RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


class Page(FPDF):
    """A4, upright, in millimetres. `replaced` says whether any text lost a character."""

    def __init__(self, title: str, author: str, subject: str, language: str, at: datetime) -> None:
        super().__init__()
        self.foot = ""
        self.replaced = False
        with_fonts = Path(str(files("nutritrack.reports").joinpath("fonts")))
        self.add_font(FAMILY, "", with_fonts / "DejaVuSans.ttf")
        self.add_font(FAMILY, "B", with_fonts / "DejaVuSans-Bold.ttf")
        self.set_lang(language)
        self.set_title(title)
        self.set_author(author)
        self.set_subject(subject)
        self.set_creator(f"NutriTrack {__version__}")
        self.set_creation_date(at)
        self.set_margins(MARGIN, MARGIN)
        self.set_auto_page_break(True, MARGIN)
        self.write_as(BODY)

    def footer(self) -> None:
        self.set_y(-MARGIN + 4)
        self.write_as(SMALL, QUIET)
        self.cell(0, 5, self.foot.format(page=self.page_no(), pages="{nb}"), align=Align.C)

    def write_as(
        self, size: float, colour: tuple[int, int, int] = INK, *, bold: bool = False
    ) -> None:
        self.set_font(FAMILY, "B" if bold else "", size)
        self.set_text_color(*colour)

    def heading(self, text: str, room: float = 30) -> None:
        """With `room` mm below it on the same page."""
        if self.will_page_break(room):
            self.add_page()
        self.ln(4)
        self.write_as(HEADING, bold=True)
        self.start_section(text)
        self.cell(0, 8, text, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.write_as(BODY)

    def paragraph(self, text: str, size: float = BODY, colour: tuple[int, int, int] = INK) -> None:
        self.write_as(size, colour)
        self.multi_cell(0, size * 0.5, text, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.write_as(BODY)

    def table(  # type: ignore[override]
        self, head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]
    ) -> None:
        """The first column to the left, the others to the right; widths in mm."""
        self._row(head, widths, QUIET)
        for row in rows:
            self._row(row, widths, INK)

    def _row(
        self, cells: Sequence[str], widths: Sequence[float], colour: tuple[int, int, int]
    ) -> None:
        if self.will_page_break(ROW):
            self.add_page()
        self.write_as(SMALL, colour)
        for number, (text, width) in enumerate(zip(cells, widths, strict=True)):
            align = Align.R if number else Align.L
            self.cell(width, ROW, self._fitted(text, width - 2), align=align)
        self.ln(ROW)
        self.set_draw_color(*RULE)
        self.set_line_width(0.1)
        self.line(self.l_margin, self.get_y(), self.l_margin + sum(widths), self.get_y())

    def _fitted(self, text: str, width: float) -> str:
        if self.get_string_width(text) <= width:
            return text
        while text and self.get_string_width(text + MORE) > width:
            text = text[:-1]
        return text.rstrip() + MORE

    def said(self, text: str) -> str:
        """What a user wrote, so that it can be drawn: on one line, in the order of the eye."""
        text = CONTROL.sub(" ", text).strip()
        font = self.fonts[FAMILY.lower()]
        assert isinstance(font, TTFFont)  # it was added from a file
        known = font.cmap
        drawn = "".join(each if ord(each) in known else SQUARE for each in text)
        self.replaced |= drawn != text
        if RIGHT_TO_LEFT.search(drawn):
            return BidiParagraph(text=drawn).get_reordered_string()
        return drawn
