"""The one arithmetic: how amounts are added, rounded and compared, on every surface.

Amounts are added without loss (`math.fsum` here, MongoDB's `$sum`, which carries the error along,
there) over what is stored, and rounded once, in the answer.
"""

from math import fsum
from typing import Annotated

from pydantic import PlainSerializer

PROTEIN_KCAL, CARBS_KCAL, FAT_KCAL = 4, 4, 9  # kcal per gram, the general Atwater factors

__all__ = ["CARBS_KCAL", "FAT_KCAL", "PROTEIN_KCAL", "Total", "fsum", "rounded"]


def rounded(amount: float) -> float:
    """An amount as it is shown: two decimals."""
    return round(amount, 2) + 0.0  # never -0.0


# A sum that is kept exact and shown rounded.
Total = Annotated[float, PlainSerializer(rounded, return_type=float, when_used="json")]
