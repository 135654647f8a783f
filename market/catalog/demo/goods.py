"""Files of the demo: small and real. A table has rows, a notebook opens, an archive unpacks, weights have a list."""

import csv
import hashlib
import io
import json
import random
import struct
from collections.abc import Callable
from datetime import date, timedelta
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from reportlab.lib.pagesizes import A5
from reportlab.pdfgen.canvas import Canvas

from market.catalog.demo.covers import cover, cover_png
from market.catalog.demo.reading import Thing

ROWS = 120
DAWN = date(2025, 1, 1)
LONG_AGO = (2025, 6, 1, 12, 0, 0)
type Make = Callable[[str, Thing], bytes]


def goods(name: str, thing: Thing) -> bytes:
    """What is in a file of this name; the same every time. `table.csv|day,place` names the columns of a table."""
    plain = name.partition("|")[0]
    return MAKERS[plain.rpartition(".")[2]](name, thing)


def _chance(name: str, thing: Thing) -> random.Random:
    return random.Random(hashlib.sha256(f"{thing.title}/{name}".encode()).digest())  # noqa: S311 - invented figures


def _cell(column: str, row: int, chance: random.Random) -> object:
    if column in {"date", "time", "hour", "checked_on", "day"}:
        return (DAWN + timedelta(days=row * 3)).isoformat()
    if column in {"number", "id", "row"}:
        return row + 1
    words = {
        "country": ("AT", "DE", "FR", "IT", "NL"),
        "language": ("it", "de", "sl"),
        "dialect": ("napoletano", "veneto", "siciliano"),
        "licence": ("cc-by-4.0", "with consent"),
        "name": ("heron", "kestrel", "grebe", "dunlin", "curlew"),
        "station": ("Villach", "Udine", "Graz", "Trieste"),
        "light": ("one window", "noon", "snow", "a lamp"),
        "paper": ("newsprint", "graph paper", "blueprint"),
    }
    return chance.choice(words[column]) if column in words else chance.randint(0, 400)


def _csv(name: str, thing: Thing) -> bytes:
    columns = (name.partition("|")[2] or "number,name,value").split(",")
    chance, written = _chance(name, thing), io.StringIO()
    table = csv.writer(written)
    table.writerow(columns)
    table.writerows([_cell(column, row, chance) for column in columns] for row in range(ROWS))
    return written.getvalue().encode()


def _json(name: str, thing: Thing) -> bytes:
    chance = _chance(name, thing)
    items = [{"id": place + 1, "name": word, "score": chance.randint(0, 100)} for place, word in enumerate(thing.gets)]
    told = {"title": thing.title, "attributes": dict(thing.attributes), "items": items, "notes": list(thing.limits)}
    return json.dumps(told, ensure_ascii=False, indent=2).encode()


def _text(_name: str, thing: Thing) -> bytes:
    return f"# {thing.title}\n\n{thing.tagline}.\n\n{thing.description}\n".encode()


def _python(_name: str, thing: Thing) -> bytes:
    lines = (f'"""{thing.title}: {thing.tagline}."""', "", "import sys", "", "", "def main(path: str) -> None:")
    body = (
        '    """Say what is there."""',
        "    with open(path, 'rb') as file:",
        "        print(path, len(file.read()))",
    )
    return "\n".join([*lines, *body, "", "", "main(sys.argv[1])", ""]).encode()


def _notebook(_name: str, thing: Thing) -> bytes:
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": [f"# {thing.title}\n", "\n", thing.about]},
        {
            "cell_type": "code",
            "execution_count": None,
            "metadata": {},
            "outputs": [],
            "source": ["values = [1, 2, 3]\n", "sum(values) / len(values)"],
        },
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def _pdf(_name: str, thing: Thing) -> bytes:
    written = io.BytesIO()
    page = Canvas(written, pagesize=A5, invariant=1)
    page.setTitle(thing.title)
    page.setFont("Helvetica-Bold", 18)
    page.drawString(40, 520, thing.title[:40])
    page.setFont("Helvetica", 10)
    words, line, y = thing.about.split(), "", 490
    for word in [*words, ""]:
        if not word or len(line) + len(word) > 66:
            page.drawString(40, y, line)
            line, y = "", y - 15
        line = f"{line} {word}".strip()
    page.save()
    return written.getvalue()


def _zip(name: str, thing: Thing) -> bytes:
    written = io.BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for inner, made in (("README.md", _text), ("contents.json", _json), ("contents.csv", _csv)):
            archive.writestr(ZipInfo(inner, LONG_AGO), made(name, thing))
    return written.getvalue()


def _safetensors(name: str, thing: Thing) -> bytes:
    chance = _chance(name, thing)
    values = struct.pack("<64f", *(chance.uniform(-1, 1) for _place in range(64)))
    listed = {
        "__metadata__": {"title": thing.title},
        "layer.weight": {"dtype": "F32", "shape": [8, 8], "data_offsets": [0, 256]},
    }
    head = json.dumps(listed).encode()
    return struct.pack("<Q", len(head)) + head + values


def _gguf(_name: str, thing: Thing) -> bytes:
    # Version 3, no tensors, one fact of type 8 (text): general.name.
    def text(value: str) -> bytes:
        return struct.pack("<Q", len(value.encode())) + value.encode()

    return b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + text("general.name") + struct.pack("<I", 8) + text(thing.title)


def _onnx(_name: str, thing: Thing) -> bytes:
    # ModelProto: ir_version 9, producer_name, and an empty graph with a name.
    def field(number: int, value: bytes) -> bytes:
        return bytes([number << 3 | 2, len(value)]) + value

    name = thing.title.encode()[:100]
    return bytes([8, 9]) + field(2, b"rialto-demo") + field(7, field(2, name)) + field(8, bytes([16, 17]))


def _mp3(_name: str, _thing: Thing) -> bytes:
    # A second of silence: 38 frames of MPEG 1 layer III at 32 kbit/s, 44.1 kHz, mono.
    return (b"\xff\xfb\x10\xc4" + bytes(100)) * 38


MAKERS: dict[str, Make] = {
    "csv": _csv,
    "json": _json,
    "md": _text,
    "txt": _text,
    "py": _python,
    "ipynb": _notebook,
    "pdf": _pdf,
    "zip": _zip,
    "safetensors": _safetensors,
    "gguf": _gguf,
    "onnx": _onnx,
    "mp3": _mp3,
    "png": lambda _name, thing: cover_png(thing.title, thing.kind),
    "webp": lambda _name, thing: cover(thing.title, thing.kind),
}
