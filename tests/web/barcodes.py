"""Pictures of barcodes, drawn bar by bar: as PNG for a photo, as video for a camera."""

import struct
import zlib
from pathlib import Path

LEFT = "0001101 0011001 0010011 0111101 0100011 0110001 0101111 0111011 0110111 0001011".split()
RIGHT = [code.translate(str.maketrans("01", "10")) for code in LEFT]
EVEN = [code[::-1] for code in RIGHT]
# Which of the left digits are drawn even: that says the first digit of an EAN-13.
FIRST = "000000 001011 001101 001110 010011 011001 011100 010101 010110 011010".split()
# The same for a UPC-E that begins with 0: that says its check digit.
CHECK = "111000 110100 110010 110001 101100 100110 100011 101010 101001 100101".split()
QUIET = 11  # modules of white on each side


def bars(digits: str) -> str:
    """The modules of a barcode, from its digits: 1 is black. Of no digits nothing is drawn."""
    if not digits:
        return "0" * 95
    if len(digits) == 13:
        evens = FIRST[int(digits[0])]
        left = _pick(digits[1:7], evens)
        return f"101{left}01010{_right(digits[7:])}101"
    if len(digits) == 12:
        return bars("0" + digits)
    if digits[0] == "0" and len(digits) == 8 and _is_upc_e(digits):
        return f"101{_pick(digits[1:7], CHECK[int(digits[7])])}010101"
    return f"101{_pick(digits[:4], '0000')}01010{_right(digits[4:])}101"


def png(digits: str, module: int = 4, height: int = 240) -> bytes:
    """A photo of it: black bars on white."""
    row = _row(digits, module)
    lines = (b"\0" + row) * height
    size = struct.pack(">IIBBBBB", len(row), height, 8, 0, 0, 0, 0)
    chunks = [(b"IHDR", size), (b"IDAT", zlib.compress(lines)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(_chunk, *zip(*chunks, strict=True)))


def video(path: Path, digits: str, width: int = 640, height: int = 480) -> None:
    """What a camera sees that is held before it, for Chromium's fake camera."""
    row = _row(digits, 5)
    edge = (width - len(row)) // 2
    across = b"\xff" * edge + row + b"\xff" * (width - edge - len(row))
    blank = b"\xff" * width
    picture = blank * (height // 4) + across * (height // 2) + blank * (height // 4)
    colour = b"\x80" * (width * height // 2)
    frame = b"FRAME\n" + picture + colour
    head = f"YUV4MPEG2 W{width} H{height} F10:1 Ip A1:1 C420jpeg\n".encode()
    path.write_bytes(head + frame * 2)


def _is_upc_e(digits: str) -> bool:
    """Its check digit is that of the long code, so as an EAN-8 it is wrong."""
    total = sum(int(digit) * (3 if at % 2 == 0 else 1) for at, digit in enumerate(digits[:7]))
    return -total % 10 != int(digits[7])


def _pick(digits: str, evens: str) -> str:
    return "".join(
        (EVEN if even == "1" else LEFT)[int(digit)]
        for digit, even in zip(digits, evens, strict=True)
    )


def _right(digits: str) -> str:
    return "".join(RIGHT[int(digit)] for digit in digits)


def _row(digits: str, module: int) -> bytes:
    line = "0" * QUIET + bars(digits) + "0" * QUIET
    return b"".join((b"\0" if bar == "1" else b"\xff") * module for bar in line)


def _chunk(kind: bytes, data: bytes) -> bytes:
    crc = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + crc
