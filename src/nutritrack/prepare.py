"""Making the database ready for this version. Needs no web framework, so it is quick to start."""

from nutritrack.analytics import summaries
from nutritrack.coach import store as coach
from nutritrack.config import Settings
from nutritrack.fitness import store as fitness
from nutritrack.fitness import syncs
from nutritrack.fitness.upload import store as uploads
from nutritrack.foods import store as foods
from nutritrack.goals import store as goals
from nutritrack.google import states
from nutritrack.marks import store as marks
from nutritrack.meals import store as meals
from nutritrack.mongo import schema
from nutritrack.mongo.documents import Db
from nutritrack.mongo.migrations import migrate
from nutritrack.users import service as users
from nutritrack.weights import readings
from nutritrack.weights import store as weights

# Importing a store declares its collections. A new one is named here.
STORES = (
    coach,
    fitness,
    foods,
    goals,
    marks,
    meals,
    readings,
    states,
    summaries,
    syncs,
    uploads,
    users,
    weights,
)


async def prepare(db: Db, settings: Settings) -> list[str]:
    """Collections, validators, indexes, migrations. Names the migrations that ran."""
    await schema.apply(db)
    ran = await migrate(db)
    await users.finish_erasures(db, settings)
    return ran
