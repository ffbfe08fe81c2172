"""Open Food Facts as a Parquet dump. Needs pyarrow, the extra `import`."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from nutritrack.foods.sources import off
from nutritrack.foods.sources.rows import Meter, Row, UnreadableFile

MAGIC = b"PAR1"
BATCH = 500
COLUMNS = (*off.FIELDS.split(","), "lang")


def matches(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == MAGIC


def rows(path: Path, of_release: str, meter: Meter) -> Iterator[Row]:
    if find_spec("pyarrow") is None:
        raise UnreadableFile(
            problem="A Parquet file needs pyarrow: pip install 'nutritrack[import]'. "
            "The JSONL dump needs nothing else."
        )
    parquet: Any = import_module("pyarrow.parquet")
    arrow: Any = import_module("pyarrow")
    try:
        with parquet.ParquetFile(path, memory_map=True) as file:
            there = [name for name in COLUMNS if name in file.schema_arrow.names]
            if "code" not in there or not {"nutriments", "nutrition"} & set(there):
                raise UnreadableFile(problem=f"{path.name} is not a dump of products.")
            step = path.stat().st_size / max(1, file.metadata.num_rows)
            line = 0
            for batch in file.iter_batches(BATCH, columns=there, use_threads=False):
                for product in batch.to_pylist():
                    line += 1
                    yield off.read_row(_as_json(product), of_release, f"row {line}")
                meter.done = int(line * step)
    except (arrow.ArrowException, OSError) as error:
        raise UnreadableFile(problem=f"{path.name} cannot be read: {error}"[:300]) from None


def _as_json(product: dict[str, Any]) -> dict[str, Any]:
    """A product as the JSON dump has it: texts and nutrients are lists of structs in Parquet."""
    for name in ("product_name", "generic_name"):
        if isinstance(product.get(name), list):
            texts = {each["lang"]: each["text"] for each in product[name] if each}
            chosen = texts.get("main") or texts.get(str(product.get("lang")))
            product[name] = chosen or next(iter(texts.values()), None)
            product.setdefault(f"{name}_en", texts.get("en"))
    if isinstance(product.get("nutriments"), list):
        product["nutriments"] = {
            key: value for each in product["nutriments"] if each for key, value in _nutriment(each)
        }
    return product


def _nutriment(each: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    yield f"{each['name']}_100g", each.get("100g")
    yield f"{each['name']}_prepared_100g", each.get("prepared_100g")
