"""Learn what people want of the coach: `python scripts/train_coach.py` writes the coach's model.

It learns from src/nutritrack/coach/understanding/data/examples and eval/coach/data/seen.tsv. The
same input makes the same file. It takes about a minute.
"""

import csv
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256
from itertools import chain
from math import sqrt
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from nutritrack.coach.understanding import features, model
from nutritrack.coach.understanding.model import LENGTH, Floats
from nutritrack.coach.understanding.reading import Reader
from nutritrack.coach.understanding.tables import variants
from nutritrack.coach.understanding.words import language_of, words

SEEN = Path("eval/coach/data/seen.tsv")
DATA = Path("src/nutritrack/coach/understanding/data")
EXAMPLES = DATA / "examples"
WRITTEN = DATA / model.FILE
SEED = 1
VARIANTS = 4  # of one line; more would only say the same again
RAREST = 3  # a feature that fewer messages have says nothing
PENALTY = 0.3  # on the squares of the weights
STEPS = 60  # of the descent
# Messages made of others, which count half: a wish remains what it is with small talk beside it,
# and where words are left out.
BESIDE, AFTER, THINNED, LEFT_OUT, COUNTS = 0.3, 0.3, 0.5, 0.2, 0.5
NOT_BESIDE = frozenset({"confirm", "cancel"})
SMALL_TALK = range(3, 14)  # words
SHORTEST = 5  # words of a message that some are left out of


class Line(NamedTuple):
    label: str
    before: str | None
    texts: Sequence[str]


class Message(NamedTuple):
    """What the model is taught: the words as symbols, and how much they count."""

    label: str
    before: str | None
    symbols: Sequence[tuple[str, str]]
    kinds: frozenset[str]
    share: float

    def features(self) -> set[str]:
        return set(features.features(self.symbols, self.kinds, self.before))


def writers() -> dict[str, list[Line]]:
    """The lines to learn from, by the file of their writer."""
    made = {file.stem: list(_lines(file)) for file in sorted(EXAMPLES.glob("*.tsv"))}
    return made | {"seen": lines(seen())}


def examples() -> list[Line]:
    """The lines of all writers but those of the evaluation's messages."""
    return [line for name, each in writers().items() if name != "seen" for line in each]


def _lines(file: Path) -> Iterable[Line]:
    chance = random.Random(SEED)
    for row in file.read_text(encoding="utf-8").splitlines():
        if not row or row.startswith("#"):
            continue
        label, before, pattern = row.split("\t")
        texts = [" ".join(text.split()) for text in variants(pattern)]
        if len(texts) > VARIANTS:
            texts = chance.sample(texts, VARIANTS)
        yield Line(label, before or None, texts)


def seen() -> list[dict[str, str]]:
    """The labelled messages."""
    with SEEN.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def lines(table: Sequence[dict[str, str]]) -> list[Line]:
    """Labelled messages to learn from; what a follow-up follows is looked up among them."""
    known = {row["text"].casefold(): row["intent"] for row in table if not row["context"]}
    made = []
    for row in table:
        before = known.get(row["context"].casefold()) if row["context"] else None
        if before is None and row["context"]:
            continue
        label = row["intent"] if row["intent"] != "safety" else f"safety:{row['safety']}"
        made.append(Line(label, before, [row["text"]]))
    return made


def counted(taught: Iterable[Line]) -> Counter[str]:
    """How many lines say each word."""
    count: Counter[str] = Counter()
    for line in taught:
        said = {word.text for text in line.texts for word in words(text, language_of(text, "en"))}
        count.update(word for word in said if word.isalpha())
    return count


def inputs() -> str:
    """A hash of all that the model is made from: examples, tables and what turns them to features.

    The model that is shipped says which one it was made from, so that a test sees an old one.
    """
    tables = [*DATA.glob("*.tsv"), *EXAMPLES.glob("*.tsv")]
    made = sha256()
    for file in sorted({*tables, SEEN, Path(features.__file__), Path(__file__)}, key=_name):
        made.update(file.read_bytes())
    return made.hexdigest()


def _name(file: Path) -> tuple[str, str]:
    return file.parent.name, file.name


def learn(taught: Sequence[Line], source: str = "") -> bytes:
    """The file of the model that these lines teach."""
    count = counted(taught)
    reader = Reader(dict(count))
    labels = sorted({line.label for line in taught})
    messages = [message for line in taught for message in _read(line, reader)]
    messages += [*_beside_small_talk(messages), *_thinned(messages)]
    found = [message.features() for message in messages]
    often = Counter(chain.from_iterable(found))
    names = sorted(name for name, times in often.items() if times >= RAREST)
    wanted = np.array([labels.index(message.label) for message in messages])
    shares = np.array([message.share for message in messages], np.float32)
    weights = fit(matrix(found, names), wanted, shares, len(labels))
    common = {word: min(n, 99) for word, n in count.items() if n > 1}
    return model.packed(labels, common, names, weights, source)


def _read(line: Line, reader: Reader) -> Iterable[Message]:
    for text in line.texts:
        reading = reader.read(text, "en")
        kinds = frozenset(each.kind for each in reading.mentions)
        yield Message(line.label, line.before, reading.symbols, kinds, 1 / sqrt(len(line.texts)))


def _beside_small_talk(messages: Sequence[Message]) -> list[Message]:
    """Some of the messages with another one, that wants nothing, before or after them."""
    chance = random.Random(SEED)
    talk = [
        each
        for each in messages
        if each.label == "other"
        and not each.before
        and len(each.symbols) in SMALL_TALK
        and ("?", "?") not in each.symbols
    ]
    made = []
    for each in messages:
        if not talk or each.label in NOT_BESIDE or chance.random() > BESIDE:
            continue
        small = chance.choice(talk)
        parts = (small.symbols, each.symbols)
        one, other = reversed(parts) if chance.random() < AFTER else parts
        kinds, share = each.kinds | small.kinds, each.share * COUNTS
        made.append(Message(each.label, each.before, [*one, *other], kinds, share))
    return made


def _thinned(messages: Sequence[Message]) -> list[Message]:
    """Some of the longer messages with words left out."""
    chance = random.Random(SEED)
    made = []
    for each in messages:
        if len(each.symbols) >= SHORTEST and chance.random() < THINNED:
            left = [symbol for symbol in each.symbols if chance.random() > LEFT_OUT]
            made.append(each._replace(symbols=left, share=each.share * COUNTS))
    return made


def matrix(found: Sequence[Iterable[str]], names: Sequence[str]) -> csr_matrix:
    """A row a message, all of one length, and a column a feature."""
    index = {name: at for at, name in enumerate(names)}
    columns = [sorted(index[name] for name in each if name in index) for each in found]
    values = [np.full(len(each), LENGTH / sqrt(len(each) or 1), np.float32) for each in columns]
    starts = np.cumsum([0, *map(len, columns)])
    flat = np.fromiter(chain.from_iterable(columns), np.int32)
    return csr_matrix((np.concatenate(values), flat, starts), shape=(len(found), len(names)))


def fit(rows: csr_matrix, wanted: np.ndarray, shares: Floats, labels: int) -> Floats:
    """Logistic regression by L-BFGS: the weights of each feature (row) for each label (column)."""
    features = rows.shape[1]
    columns = rows.T.tocsr()
    right = np.zeros((rows.shape[0], labels), np.float32)
    right[np.arange(len(wanted)), wanted] = 1

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(features, labels).astype(np.float32)
        scores = rows @ weights
        scores -= scores.max(1, keepdims=True)
        powers = np.exp(scores)
        totals = powers.sum(1, keepdims=True)
        surprise = (right * (np.log(totals) - scores)).sum(1)
        slope = columns @ (shares[:, None] * (powers / totals - right)) + PENALTY * weights
        cost = float(shares @ surprise) + PENALTY / 2 * float((weights**2).sum())
        return cost, slope.ravel().astype(np.float64)

    start = np.zeros(features * labels)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    return np.asarray(found.x, np.float32).reshape(features, labels)


def main() -> None:
    started = perf_counter()
    taught = [line for each in writers().values() for line in each]
    data = learn(taught, inputs())
    WRITTEN.write_bytes(data)
    print(
        f"{len(taught)} lines, {len(model.Model(data).keys)} features, {len(data) / 1000:.0f} kB, "
        f"{perf_counter() - started:.0f} s"
    )


if __name__ == "__main__":
    main()
