"""Where the numbers come from, and how the tables of this folder are read."""

from collections.abc import Iterator
from enum import StrEnum
from importlib.resources import files


class Source(StrEnum):
    """A publication; what is written in the column `source` of a table."""

    DGA_2020 = "dga2020"
    EU_1169 = "eu1169"
    IOM_1997 = "iom1997"
    IOM_1998 = "iom1998"
    IOM_2000 = "iom2000"
    IOM_2001 = "iom2001"
    IOM_2005 = "iom2005"
    IOM_2005_WATER = "iom2005water"
    IOM_2011 = "iom2011"
    MIFFLIN_1990 = "mifflin1990"
    MORTON_2018 = "morton2018"
    NASEM_2019 = "nasem2019"
    NASEM_2023 = "nasem2023"
    OWN = "own"  # no publication: the goals of the user


CITATIONS = {
    Source.DGA_2020: "Dietary Guidelines for Americans 2020-2025",
    Source.EU_1169: "Regulation (EU) 1169/2011, annex XIII, part B",
    Source.IOM_1997: "IOM 1997, DRI for calcium, phosphorus, magnesium, vitamin D and fluoride",
    Source.IOM_1998: "IOM 1998, DRI for the B vitamins and choline",
    Source.IOM_2000: "IOM 2000, DRI for vitamin C, vitamin E, selenium and carotenoids",
    Source.IOM_2001: "IOM 2001, DRI for vitamins A and K and the trace elements",
    Source.IOM_2005: "IOM 2005, DRI for energy and macronutrients, doi 10.17226/10490",
    Source.IOM_2005_WATER: "IOM 2005, DRI for water and electrolytes, doi 10.17226/10925",
    Source.IOM_2011: "IOM 2011, DRI for calcium and vitamin D, doi 10.17226/13050",
    Source.MIFFLIN_1990: "Mifflin et al. 1990, Am J Clin Nutr 51:241",
    Source.MORTON_2018: "Morton et al. 2018, Br J Sports Med 52:376",
    Source.NASEM_2019: "NASEM 2019, DRI for sodium and potassium, doi 10.17226/25353",
    Source.NASEM_2023: "NASEM 2023, DRI for energy, doi 10.17226/26818",
    Source.OWN: "the user's own target",
}


def rows(table: str) -> Iterator[list[str]]:
    """The rows of a table of `data/`: fields between tabs; # begins a comment."""
    text = files("nutritrack.targets").joinpath("data", table).read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")
