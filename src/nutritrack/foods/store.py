"""Foods in MongoDB: imported ones, which everybody sees, and those that users made.

A food of a user has a `userId`. An imported one has an `importId` instead, and is seen only while
that import is the current one of its source (`releases.py`): so a release appears and goes as a
whole. Its `_id` is made of both, so that two releases of a food lie side by side; the id that
everybody else knows, the same in every release, is `foodId`.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from math import log2

from pymongo import ASCENDING, DESCENDING, IndexModel, ReplaceOne
from pymongo.errors import BulkWriteError

from nutritrack.foods import postings, releases
from nutritrack.foods.models import Food, FoodKind
from nutritrack.foods.text import fold, raw_words, stem
from nutritrack.foods.text import words as joined_words
from nutritrack.mongo.documents import Db, Document, Id, dump, load, now, to_id
from nutritrack.mongo.schema import DATE, OBJECT_ID, collection

NUMBER: Document = {"bsonType": ["int", "long", "double"], "minimum": 0}
STRING: Document = {"bsonType": "string", "minLength": 1, "maxLength": 200}
IMPORTED: Document = {"importId": {"$exists": True}}

FOODS = collection(
    "foods",
    owner="userId",
    indexes=[
        IndexModel(
            [("userId", ASCENDING), ("updatedAt", DESCENDING)],
            partialFilterExpression={"userId": {"$exists": True}},
        ),
        IndexModel([("barcode", ASCENDING)], sparse=True),
        IndexModel([("importId", ASCENDING), ("at", ASCENDING)], partialFilterExpression=IMPORTED),
        # Of single products. Those of whole imports are found by `postings`.
        IndexModel([("words", ASCENDING)], sparse=True),
    ],
    required=["name", "kind", "per100g", "source", "createdAt", "updatedAt"],
    properties={
        "userId": OBJECT_ID,
        "foodId": OBJECT_ID,
        "importId": OBJECT_ID,
        "name": STRING,
        "kind": {"enum": [kind.value for kind in FoodKind]},
        "brand": STRING,
        "barcode": {"bsonType": "string", "pattern": r"^\d{8,14}$"},
        "per100g": {"bsonType": "object", "additionalProperties": NUMBER},
        "portions": {"bsonType": "array", "maxItems": 100},
        "density": NUMBER,
        "source": {"bsonType": "object", "required": ["name", "id", "release"]},
        "words": {"bsonType": "array"},
        "rank": {"bsonType": "int"},
        "at": {"bsonType": "int"},
        "createdAt": DATE,
        "updatedAt": DATE,
    },
)
# Barcodes that the outside world does not know either, so that it is not asked again and again.
FOODLOOKUPS = collection(
    "foodlookups",
    owner=None,
    indexes=[IndexModel([("expiresAt", ASCENDING)], expireAfterSeconds=0, name="expiresAt_1")],
)

DUPLICATE_KEY = 11000
LOOKED_UP = to_id("0" * 24)  # the import of single products that were asked for by barcode
CANDIDATES = 60  # foods that are compared closely


# Reading


async def get(db: Db, food_id: Id) -> Food | None:
    """An imported food."""
    imports = await _visible(db)
    keys = [row_id(each, food_id) for each in imports]
    found = await db.foods.find({"_id": {"$in": keys}}).sort("updatedAt", DESCENDING).to_list(1)
    return _load(found[0]) if found else None


async def by_barcode(db: Db, barcode: str) -> Food | None:
    """The product of a normalised barcode, as the import or look-up that came last has it."""
    query = {"barcode": barcode, "importId": {"$in": await _visible(db)}}
    found = await db.foods.find(query).sort("updatedAt", DESCENDING).to_list(1)
    return _load(found[0]) if found else None


async def _visible(db: Db) -> list[Id]:
    return [*await releases.current(db), LOOKED_UP]


def _load(document: Document) -> Food:
    return load(Food, {**document, "_id": document["foodId"]})


# Searching


def split_query(text: str, *, prefix: bool = True) -> tuple[list[str], str]:
    """What was typed as whole words and, unless a space follows it, the beginning of another."""
    raw = list(raw_words(text[:200]))[:8]
    begun = ""
    if prefix and raw and not text[-1:].isspace():
        begun = raw.pop()
    whole = [word for word in joined_words(" ".join(raw)) if word not in postings.UNSAID]
    return list(dict.fromkeys(whole)), begun


async def search(db: Db, words: Sequence[str], prefix: str = "", limit: int = 20) -> list[Food]:
    """Imported foods that have every word, and one that begins with `prefix`; best first."""
    if not words and not prefix:
        return []
    imports = await releases.current(db)
    shelves = [_of_import(db, each, words, prefix, limit) for each in imports]
    groups = await asyncio.gather(*shelves, _of_single_ones(db, words, prefix, limit))
    found = {document["foodId"]: document for group in reversed(groups) for document in group}
    ranked = sorted(found.values(), key=lambda document: _distance(document, set(words), prefix))
    return [_load(document) for document in ranked[:limit]]


async def _of_import(
    db: Db, import_id: Id, words: Sequence[str], prefix: str, limit: int
) -> list[Document]:
    most = max(CANDIDATES, limit)
    places, compare = await postings.best(db, import_id, words, prefix, most)
    if not places:
        return []
    found = db.foods.find({"importId": import_id, "at": {"$in": places}})
    return [
        document
        async for document in found
        if not compare or any(word.startswith(prefix) for word in words_of(document))
    ]


async def _of_single_ones(db: Db, words: Sequence[str], prefix: str, limit: int) -> list[Document]:
    wanted: list[Document] = [{"words": word} for word in words]
    if prefix:
        wanted.append({"words": postings.begins(prefix)})
    found = db.foods.find({"$and": wanted, "importId": LOOKED_UP})
    return await found.to_list(max(CANDIDATES, limit))


def _distance(document: Document, words: set[str], prefix: str) -> int:
    """How far a food is from what was typed: its rank, and how much else its name says."""
    brand = {stem(word) for word in raw_words(document.get("brand", ""))}
    said, more, first = 0, 0, True
    begins_with_it = False
    for word in raw_words(document["name"]):
        if stem(word) in words or (prefix and word.startswith(prefix)):
            said += 1
            begins_with_it = begins_with_it or first
        elif stem(word) not in brand:
            more += 1
        first = False
    distance: int = document["rank"] + 60 * more
    return distance + (0 if begins_with_it else 30) + (0 if said else 150)


# Writing


def row_id(import_id: Id, food_id: Id) -> Id:
    """The `_id` of a food in one import. It makes a food of a source unique in its import."""
    return to_id(sha256(import_id.binary + food_id.binary).hexdigest()[:24])


def words_of(document: Document) -> list[str]:
    """The words under which a food is found."""
    texts = (document["name"], document.get("brand", ""), *document.get("aliases", ()))
    return postings.words_of(*texts)


def rank_of(food: Food, popularity: int = 0) -> int:
    """Low is good: generic before branded, known before unknown, simple before special."""
    length = 10 * min(20, len(fold(food.name).split()))
    known = min(240, int(20 * log2(1 + popularity)))
    return length + (300 - known if food.kind is FoodKind.BRANDED else 0)


async def write(db: Db, import_id: Id, foods: Iterable[tuple[int, Food, int]]) -> int:
    """Write foods of an import, each with its place there and its popularity, over those that are
    there. How many were.

    Inserting and replacing what is there is twice as fast as asking for each whether it is there.
    """
    at = now()
    repeated = 0
    documents: dict[Id, Document] = {}
    for place, food, popularity in foods:
        document = _dump(import_id, food, popularity, at) | {"at": place}
        repeated += document["_id"] in documents
        documents[document["_id"]] = document
    if not documents:
        return 0
    try:
        await db.foods.insert_many(documents.values(), ordered=False)
    except BulkWriteError as error:
        problems = error.details["writeErrors"]
        if any(problem["code"] != DUPLICATE_KEY for problem in problems):
            raise
        there = [problem["keyValue"]["_id"] for problem in problems]
        again = [ReplaceOne({"_id": key}, documents[key], upsert=True) for key in there]
        await db.foods.bulk_write(again, ordered=False)
        repeated += len(there)
    return repeated


def _dump(import_id: Id, food: Food, popularity: int, at: datetime) -> Document:
    document = dump(food) | {
        "_id": row_id(import_id, food.id),
        "foodId": food.id,
        "importId": import_id,
        "rank": rank_of(food, popularity),
        "createdAt": at,
        "updatedAt": at,
    }
    if not food.aliases:
        del document["aliases"]
    return document


async def count(db: Db, import_id: Id) -> int:
    return await db.foods.count_documents({"importId": import_id})


async def index_words(db: Db, import_id: Id, foods: int) -> None:
    """Make the foods of an import findable by their words."""
    fields = {"name": 1, "brand": 1, "aliases": 1, "rank": 1, "at": 1}

    async def walk() -> AsyncIterator[postings.Ranked]:
        async for document in db.foods.find({"importId": import_id}, fields).batch_size(2_000):
            yield document["at"], document["rank"], words_of(document)

    await postings.build(db, import_id, foods, walk())


async def remove_unseen(db: Db, at_once: int = 5_000) -> None:
    """Delete what is left of imports that were given up or replaced. Safe to be cut off."""
    there = await db.foods.distinct("importId", IMPORTED)
    for import_id in set(there) - await releases.in_use(db) - {LOOKED_UP}:
        some = db.foods.find({"importId": import_id}, {"_id": 1}).limit(at_once)
        while keys := [document["_id"] async for document in some]:
            await db.foods.delete_many({"_id": {"$in": keys}})
            some = db.foods.find({"importId": import_id}, {"_id": 1}).limit(at_once)
        await postings.remove(db, import_id)


# Products that were looked up one by one


async def keep_looked_up(db: Db, food: Food, popularity: int = 0) -> None:
    """Keep a product that somebody asked for, so that a search finds it too."""
    document = _dump(LOOKED_UP, food, popularity, now())
    document["words"] = words_of(document)
    await db.foods.replace_one({"_id": document["_id"]}, document, upsert=True)


async def looked_up_before(db: Db, barcode: str, ago: timedelta) -> bool:
    """Whether a product is known from one look-up only, longer ago than that."""
    seen = {"importId": {"$in": await _visible(db)}}
    newest = await db.foods.find({"barcode": barcode, **seen}).sort("updatedAt", -1).to_list(1)
    return bool(newest) and newest[0]["importId"] == LOOKED_UP and _ago(newest[0]) > ago


def _ago(document: Document) -> timedelta:
    passed: timedelta = now() - document["updatedAt"]
    return passed


async def keep_missing(db: Db, barcode: str, reason: str, lasts: timedelta) -> None:
    """Remember that a barcode leads to nothing, and why."""
    missing = {"reason": reason, "expiresAt": now() + lasts}
    await db.foodlookups.update_one({"_id": barcode}, {"$set": missing}, upsert=True)


async def why_missing(db: Db, barcode: str) -> str | None:
    missing = await db.foodlookups.find_one({"_id": barcode, "expiresAt": {"$gt": now()}})
    return missing["reason"] if missing else None
