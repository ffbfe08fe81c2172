"""A small model of what people want, learned from `data/examples` by scripts/train_coach.py.

It is a multinomial logistic regression: each feature of a message adds its weights to the labels
that it speaks for, and the exponentials of the sums are the probabilities. The sums are divided by
the square root of the number of features, so that a long message is not surer than a short one.
"""

import json
import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

import numpy as np

FILE = "model.bin"
SIZE = struct.Struct("<II")  # bytes of the head, number of features
LARGEST = 127  # a weight is stored as a whole number from -127 to 127
LENGTH = 6.0  # of the vector of features of a message

Floats = np.ndarray[tuple[int, ...], np.dtype[np.float32]]


class Model:
    """`labels` are intents, and safety:category for dangers; `words` how many lines say a word."""

    def __init__(self, data: bytes) -> None:
        data = zlib.decompress(data)
        head_size, count = SIZE.unpack_from(data)
        at = SIZE.size + head_size
        head = json.loads(data[SIZE.size : at])
        self.labels: list[str] = head["labels"]
        self.scale: float = head["scale"]
        self.words: dict[str, int] = head["words"]
        self.inputs: str = head["inputs"]  # what it learned from, as a hash
        self.keys = np.frombuffer(data, np.uint32, count, at)
        weights = np.frombuffer(data, np.int8, count * len(self.labels), at + 4 * count)
        self.weights = weights.reshape(len(self.labels), count).T

    def probabilities(self, features: Iterable[str]) -> dict[str, float]:
        """How likely each label is, 0 to 1."""
        wanted = np.array([key(feature) for feature in features], np.uint32)
        at = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        known = at[self.keys[at] == wanted]
        sums = self.weights[known].sum(0, dtype=np.int64) * self.scale
        scores = sums * (LENGTH / max(len(known), 1) ** 0.5)
        powers = np.exp(scores - scores.max())
        likely = powers / powers.sum()
        return dict(zip(self.labels, likely.tolist(), strict=True))


def key(feature: str) -> int:
    return zlib.crc32(feature.encode())


def packed(
    labels: Sequence[str],
    words: Mapping[str, int],
    features: Sequence[str],
    weights: Floats,
    inputs: str,
) -> bytes:
    """The file of a model: `weights` has a row a feature and a column a label."""
    keys = np.array([key(feature) for feature in features], np.uint32)
    keys, first = np.unique(keys, return_index=True)
    scale = float(np.abs(weights).max()) / LARGEST
    small = np.rint(weights[first] / scale).astype(np.int8)
    head = {
        "labels": list(labels),
        "scale": scale,
        "words": dict(sorted(words.items())),
        "inputs": inputs,
    }
    text = json.dumps(head, separators=(",", ":")).encode()
    text += b" " * (-(SIZE.size + len(text)) % 4)
    body = keys.tobytes() + np.ascontiguousarray(small.T).tobytes()
    return zlib.compress(SIZE.pack(len(text), len(keys)) + text + body, 9)


@cache
def model() -> Model:
    return Model(files("nutritrack.coach.understanding").joinpath("data", FILE).read_bytes())
