"""The chat with the coach, in MongoDB."""

from pymongo import ASCENDING, DESCENDING, IndexModel

from nutritrack.mongo.schema import DATE, OBJECT_ID, collection

CHATMESSAGES = collection(
    "chatmessages",
    owner="userId",
    indexes=[
        IndexModel([("userId", ASCENDING), ("createdAt", DESCENDING)]),
        IndexModel([("createdAt", DESCENDING)]),
    ],
    required=["userId", "role", "content"],
    properties={
        "userId": OBJECT_ID,
        "role": {"enum": ["user", "assistant"]},
        "content": {"bsonType": "string"},
        "type": {"enum": ["text", "nutrition_analysis", "workout_suggestion", "meal_plan"]},
        "createdAt": DATE,
        "updatedAt": DATE,
    },
)
