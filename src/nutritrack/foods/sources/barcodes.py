"""Barcodes of products: GTIN in its lengths of 8, 12, 13 and 14 digits."""

from nutritrack.errors import InvalidRequest

LENGTHS = (8, 12, 13, 14)


class NotABarcode(InvalidRequest):
    detail = "A barcode has 8, 12, 13 or 14 digits, and the last one must fit the others."
    path = "barcode"


def normalised(code: str) -> str | None:
    """One spelling for all: UPC-A becomes EAN-13. None for what is not a barcode."""
    code = code.strip().replace(" ", "").replace("-", "")
    if not (code.isascii() and code.isdigit() and len(code) in LENGTHS):
        return None
    if int(code) == 0 or _check_digit(code[:-1]) != int(code[-1]):
        return None
    if len(code) == 14 and code[0] == "0":
        code = code[1:]
    return "0" + code if len(code) == 12 else code


def barcode(code: str) -> str:
    """The normalised barcode, or NotABarcode."""
    found = normalised(code)
    if found is None:
        raise NotABarcode
    return found


def _check_digit(digits: str) -> int:
    total = sum(int(digit) * (1 if i % 2 else 3) for i, digit in enumerate(reversed(digits)))
    return -total % 10
