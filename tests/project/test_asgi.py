"""What a server loads before it answers anybody."""

import json
import subprocess
import sys

ASKED = """
import gc, json, sys
import project.asgi
watched = len(gc.get_objects())
print(json.dumps({"kept": gc.get_freeze_count(), "watched": watched, "urls": "project.urls" in sys.modules}))
"""


def test_what_is_loaded_is_out_of_the_collector_s_way() -> None:
    done = subprocess.run([sys.executable, "-c", ASKED], capture_output=True, text=True, check=True)

    told = json.loads(done.stdout.splitlines()[-1])
    assert told["urls"]
    assert told["kept"] > 100_000
    assert told["watched"] < told["kept"] / 100
