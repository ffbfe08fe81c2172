"""Health Connect as Android exports it: a zip with the SQLite file `health_connect_export.db`.

Android's own units: energy in (small) calories, distance in metres, mass in grams, times in
milliseconds since 1970. Which app is believed first is the owner's choice on the phone, which the
file holds as well.
"""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import IO, Any

from nutritrack.fitness.upload.problems import Progress, Unusable, broken
from nutritrack.fitness.upload.samples import Metric, Samples, Session

MAGIC = b"SQLite format 3\x00"
MEMBER = ".db"
PREFIX = "nutritrack-upload-"  # of files that `receiving.sweep` looks for
ACTIVITY = 1  # HealthDataCategory.ACTIVITY

INTERVALS = (
    ("steps_record_table", "count", Metric.STEPS, 1.0),
    ("active_calories_burned_record_table", "energy", Metric.ACTIVE, 0.001),
    ("total_calories_burned_record_table", "energy", Metric.TOTAL, 0.001),
    ("distance_record_table", "distance", Metric.DISTANCE, 1.0),
)

# android.health.connect.datatypes.ExerciseSessionType, by number.
EXERCISES = (
    "other badminton baseball basketball biking biking_stationary boot_camp boxing calisthenics "
    "cricket dancing exercise_class fencing football_american football_australian frisbee_disc "
    "golf guided_breathing gymnastics handball high_intensity_interval_training hiking ice_hockey "
    "ice_skating martial_arts paddling paragliding pilates racquetball rock_climbing "
    "roller_hockey rowing rugby running running_treadmill sailing scuba_diving skating skiing "
    "snowboarding snowshoeing soccer softball squash stair_climbing strength_training stretching "
    "surfing swimming_open_water swimming_pool table_tennis tennis volleyball walking water_polo "
    "weightlifting wheelchair yoga other stair_climbing_machine elliptical rowing_machine"
).split()


def read(file: IO[bytes], name: str, samples: Samples, progress: Progress) -> None:
    """Read a whole database, from a file or a member of a zip. Raises Unusable."""
    try:
        with closing(_opened(file)) as db:
            Export(db, name, samples, progress).read()
    except sqlite3.Error as error:
        raise broken(name, f"SQLite says: {error}") from None


def _opened(file: IO[bytes]) -> sqlite3.Connection:
    """A copy of the file. SQLite wants a path, which is gone again as soon as it is open."""
    handle, name = tempfile.mkstemp(prefix=PREFIX)
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as copy:
            shutil.copyfileobj(file, copy, 1 << 20)
        db = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
        db.execute("PRAGMA schema_version").fetchone()  # only now is it really opened
        return db
    finally:
        path.unlink()


class Export:
    def __init__(
        self, db: sqlite3.Connection, name: str, samples: Samples, progress: Progress
    ) -> None:
        self.db, self.name, self.samples, self.progress = db, name, samples, progress
        db.execute("PRAGMA trusted_schema = OFF")
        db.execute("PRAGMA query_only = ON")
        db.text_factory = lambda raw: raw[:1_000].decode(errors="replace")
        db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 16 << 20)

    def read(self) -> None:
        known = [table for table, *_ in INTERVALS if self.columns(table)]
        if not known and not self.columns("weight_record_table"):
            raise Unusable("notKnown", f"{self.name} is no export of Health Connect.")
        ranks = self.order_of_apps()
        for table, column, metric, factor in INTERVALS:
            wanted = ("start_time", "end_time", column, "app_info_id")
            for start, end, value, app in self.rows(table, wanted):
                source = self.samples.source(ranks.get(app, len(ranks)), str(app))
                self.samples.add(metric, start / 1_000, end / 1_000, value * factor, source)
        for at, grams in self.rows("weight_record_table", ("time", "weight")):
            self.samples.add_weight(at / 1_000, grams / 1_000)
        wanted = ("start_time", "end_time", "exercise_type", "app_info_id")
        for start, end, kind, app in self.rows("exercise_session_record_table", wanted):
            named = EXERCISES[int(kind)] if 0 <= kind < len(EXERCISES) else "other"
            rank = ranks.get(app, len(ranks))
            session = Session(start / 1_000, end / 1_000, named, None, None, rank, str(app))
            self.samples.add_workout(session)

    def rows(self, table: str, wanted: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
        """The rows whose columns are all numbers. A table that is missing has none."""
        columns = self.columns(table)
        if not {*wanted} - {"app_info_id"} <= columns:
            return
        names = ", ".join(name if name in columns else "0" for name in wanted)
        for number, row in enumerate(self.db.execute(f"SELECT {names} FROM {table}")):  # noqa: S608
            if all(isinstance(value, int | float) for value in row):
                yield row
            else:
                self.samples.skipped["unreadable"] += 1
            if number % 10_000 == 0:
                self.progress()

    def columns(self, table: str) -> set[str]:
        """The columns of a real table: a view could be anything."""
        found = self.db.execute(
            "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)
        ).fetchone()
        info = self.db.execute(f"PRAGMA table_xinfo({table})") if found else ()
        return {row[1] for row in info}

    def order_of_apps(self) -> dict[int, int]:
        """Apps in the order that their owner gave them for activity."""
        table, wanted = "health_data_category_priority_table", "app_id_priority_order"
        if not {"health_data_category", wanted} <= self.columns(table):
            return {}
        found = self.db.execute(
            f"SELECT {wanted} FROM {table} WHERE health_data_category = ?",  # noqa: S608
            (ACTIVITY,),
        ).fetchone()
        numbers = str(found[0]).split(",") if found else []
        return {int(app): rank for rank, app in enumerate(numbers) if app.strip().isdecimal()}
