"""Meanings: the numbers are wordllama's own, and nobody pays for them before they are asked for."""

import subprocess
import sys
from pathlib import Path

import pytest
import wordllama

from market.finding.meaning import meaning_of, meanings_of

TEXTS = ["contract review", "Rechnung für März", "a", "x" * 500, "watercolour landscape prompts, with washes"]


def test_meanings_are_those_of_wordllama() -> None:
    model = wordllama.WordLlama.load(cache_dir=Path(wordllama.__file__).parent, disable_download=True)

    ours, theirs = meanings_of(TEXTS), model.embed(TEXTS, norm=True)

    for own, other in zip(ours, theirs, strict=True):
        assert own == pytest.approx(other.tolist(), abs=1e-5)


@pytest.mark.parametrize("nothing", ["", "   "])
def test_a_text_without_words_means_nothing(nothing: str) -> None:
    assert meaning_of(nothing) is None or len(meaning_of(nothing) or []) == 256


def test_a_process_that_starts_has_loaded_nothing_of_it() -> None:
    asked = (
        "import sys, django; django.setup(); import project.urls; import market.finding.api; "
        "print([name for name in ('tokenizers', 'wordllama', 'safetensors') if name in sys.modules])"
    )

    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)

    assert told.stdout.strip().splitlines()[-1] == "[]"
