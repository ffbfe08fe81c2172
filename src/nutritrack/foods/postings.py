"""Which foods of an import have a word: lists in MongoDB, made once when the import is complete.

A list holds a number for each food, the best ranked first: its rank in the upper 8 bits, its place
in the import in the lower 24. So lists are cut with each other without reading a food, and the
first of what is left are the best. For beginnings of up to three letters the most frequent words
are noted too.
"""

import re
import sys
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from heapq import nlargest
from itertools import islice
from typing import TypeAlias

from bson.binary import Binary
from pymongo import ASCENDING, IndexModel

from nutritrack.foods.sources.join import Join
from nutritrack.foods.text import raw_words, stem
from nutritrack.foods.text import words as joined_words
from nutritrack.mongo.documents import Db, Document, Id
from nutritrack.mongo.schema import collection

FOODWORDS = collection(
    "foodwords",
    owner=None,
    # Counting the words with a beginning reads the index only, not the lists.
    indexes=[IndexModel([("importId", ASCENDING), ("word", ASCENDING), ("n", ASCENDING)])],
)
# Said so often that they find nothing, in the two languages that have most products.
ENGLISH = {"a", "an", "and", "or", "of", "the", "with", "in", "on", "from", "for", "to", "by"}
FRENCH = {"de", "la", "le", "les", "et", "du", "des", "au", "aux"}
UNSAID = ENGLISH | FRENCH
MOST_WORDS, LONGEST_WORD = 40, 40

PLACES = 1 << 24  # foods that an import may have
RANK_STEP = 4
LONGEST_LIST = 1_000_000  # of the best, which keeps a document small enough
SHORT = 3  # letters of a beginning whose completions are noted
COMPLETIONS = 20
VOCABULARY_SCANNED = 3_000
FEW = 100  # foods that are rather read than cut further
AT_ONCE = 500
BYTES_A_FOOD = 300

WINDOW = 4_000
Numbers: TypeAlias = "array[int]"
Ranked = tuple[int, int, list[str]]  # the place of a food, its rank, its words


def words_of(*texts: str) -> list[str]:
    """The words under which a food is found: as written, singular, and joined to one."""
    words: dict[str, None] = {}
    for text in texts:
        raw = list(raw_words(text))
        words |= dict.fromkeys([*(stem(word) for word in raw), *joined_words(text), *raw])
    said = [word for word in words if word not in UNSAID and len(word) <= LONGEST_WORD]
    return said[:MOST_WORDS]


async def build(db: Db, import_id: Id, count: int, foods: AsyncIterator[Ranked]) -> None:
    """Make the lists of an import anew."""
    await remove(db, import_id)
    frequent: dict[str, list[tuple[int, str]]] = defaultdict(list)
    with Join(1, count * BYTES_A_FOOD) as join:
        async for place, rank, words in foods:
            number = (min(255, max(0, rank // RANK_STEP)) << 24) | place
            for word in words:
                join.add(0, word, (number,))
        documents = _documents(import_id, join, frequent)
        while some := list(islice(documents, AT_ONCE)):
            await db.foodwords.insert_many(some, ordered=False)
    tops: list[Document] = [
        {"importId": import_id, "word": f"{begun}*", "top": [word for _, word in most]}
        for begun, most in frequent.items()
    ]
    for start in range(0, len(tops), AT_ONCE):
        await db.foodwords.insert_many(tops[start : start + AT_ONCE], ordered=False)


def _documents(
    import_id: Id, join: Join, frequent: dict[str, list[tuple[int, str]]]
) -> Iterator[Document]:
    for word, (records,) in join:
        numbers = array("I", sorted(number for (number,) in records)[:LONGEST_LIST])
        yield {
            "importId": import_id,
            "word": word,
            "n": len(records),
            "foods": Binary(_little(numbers).tobytes()),
        }
        for length in range(1, min(SHORT, len(word)) + 1):
            most = frequent[word[:length]]
            most.append((len(records), word))
            if len(most) > 4 * COMPLETIONS:
                most[:] = nlargest(COMPLETIONS, most)
    for most in frequent.values():
        most[:] = nlargest(COMPLETIONS, most)


def _little(numbers: Numbers) -> Numbers:
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


async def remove(db: Db, import_id: Id) -> None:
    await db.foodwords.delete_many({"importId": import_id})


async def best(
    db: Db, import_id: Id, words: Sequence[str], prefix: str, limit: int
) -> tuple[list[int], bool]:
    """The places of the best foods that have every word, and one that begins with `prefix`.

    Also whether `prefix` is still to be compared: it is not where few foods have the words.
    """
    if not words:
        begun = await _lists(db, import_id, await _completions(db, import_id, prefix))
        heads = set().union(*(each[:limit] for each in begun))
        return _places(sorted(heads)[:limit]), False
    lists = await _lists(db, import_id, words)
    if len(lists) < len(set(words)):
        return [], False
    groups = [[each] for each in lists]
    if not prefix:
        return _places(_cut(groups, limit)), False
    left = _cut(groups, FEW + 1)
    if len(left) <= FEW:
        return _places(left), True
    groups.append(await _lists(db, import_id, await _completions(db, import_id, prefix)))
    return _places(_cut(groups, limit)), False


def _cut(groups: list[list[Numbers]], limit: int) -> list[int]:
    """The first numbers that each group has in one of its lists.

    Lists are sorted, so this goes through them window by window, and often needs the first only.
    """
    if not all(groups):  # nothing begins like that
        return []
    groups = sorted(groups, key=lambda lists: sum(map(len, lists)))
    driver = next(lists[0] for lists in groups if len(lists) == 1)
    reached = [[0] * len(lists) for lists in groups]
    found: list[int] = []
    for start in range(0, len(driver), WINDOW):
        window = driver[start : start + WINDOW]
        left = set(window)
        for lists, at in zip(groups, reached, strict=True):
            if lists[0] is driver:
                continue
            there: set[int] = set()
            for i, each in enumerate(lists):
                end = bisect_right(each, window[-1], at[i])
                there |= left.intersection(each[at[i] : end])
                at[i] = end
            left = there
        found += sorted(left)
        if len(found) >= limit:
            break
    return found[:limit]


def _places(numbers: Iterable[int]) -> list[int]:
    return [number & (PLACES - 1) for number in numbers]


async def _lists(db: Db, import_id: Id, words: Sequence[str]) -> list[Numbers]:
    lists = []
    query = {"importId": import_id, "word": {"$in": list(words)}}
    async for document in db.foodwords.find(query, {"foods": 1}):
        numbers = array("I")
        numbers.frombytes(document["foods"])
        lists.append(_little(numbers))
    return lists


async def _completions(db: Db, import_id: Id, prefix: str) -> list[str]:
    """The most frequent words with a beginning."""
    if len(prefix) <= SHORT:
        document = await db.foodwords.find_one({"importId": import_id, "word": f"{prefix}*"})
        return document["top"] if document else []
    span = {"$gte": prefix, "$lt": prefix + "\U0010ffff"}
    pipeline: list[Document] = [
        {"$match": {"importId": import_id, "word": span}},
        {"$project": {"_id": 0, "word": 1, "n": 1}},
        {"$limit": VOCABULARY_SCANNED},
        {"$sort": {"n": -1}},
        {"$limit": COMPLETIONS},
    ]
    return [document["word"] async for document in await db.foodwords.aggregate(pipeline)]


def begins(prefix: str) -> Document:
    """What finds the stored words with a beginning."""
    return {"$regex": f"^{re.escape(prefix)}"}
