"""What a text means, as 256 numbers: close ones mean alike. Computed here, without asking anybody.

The weights are wordllama's and lie in its wheel. They are mapped, not read: all processes of a machine share one copy,
and a process that is never asked for a meaning holds none. `WordLlama.load` gives the same numbers, for three times
the memory and half a second of imports.
"""

import json
import struct
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

import numpy as np

WEIGHTS, TOKENS = "weights/l2_supercat_256.safetensors", "tokenizers/l2_supercat_tokenizer_config.json"
LONGEST = 4000
_loading = Lock()


class Model(NamedTuple):
    """What cuts a text into tokens, and a row of numbers for each token."""

    tokens: Any
    rows: Any


def meaning_of(text: str) -> list[float] | None:
    """The direction of a text, of length one; None for a text without words."""
    return meanings_of([text])[0]


def meanings_of(texts: Sequence[str]) -> list[list[float] | None]:
    """The directions of many texts."""
    model = _model()
    cut = model.tokens.encode_batch([text[:LONGEST] for text in texts], add_special_tokens=False)
    return [_direction(model, one.ids) for one in cut]


def _direction(model: Model, ids: Sequence[int]) -> list[float] | None:
    if not ids:
        return None
    mean = model.rows[ids].astype(np.float32).mean(axis=0)
    length = float(np.linalg.norm(mean))
    return (mean / length).tolist() if length else None


def _model() -> Model:
    with _loading:
        return _loaded()


@lru_cache(maxsize=1)
def _loaded() -> Model:
    # Here, not above: a web process starts without them.
    from tokenizers import Tokenizer  # noqa: PLC0415

    spec = find_spec("wordllama")
    assert spec is not None and spec.origin is not None  # noqa: S101, PT018 - it is pinned
    folder = Path(spec.origin).parent
    tokens = Tokenizer.from_file(str(folder / TOKENS))
    tokens.no_padding()
    tokens.no_truncation()
    return Model(tokens=tokens, rows=_mapped(folder / WEIGHTS))


def _mapped(path: Path) -> Any:
    """The one table of a safetensors file: eight bytes say how long its JSON head is, then come the numbers."""
    with path.open("rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        head = json.loads(file.read(length))
    table = head["embedding.weight"]
    if table["dtype"] != "F16":
        raise TypeError(f"{path.name} holds {table['dtype']}")
    begins = 8 + length + table["data_offsets"][0]
    return np.memmap(path, dtype=np.float16, mode="r", offset=begins, shape=tuple(table["shape"]))
