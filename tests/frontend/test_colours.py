"""Colours: readable on paper in both themes, and on whatever a team wears."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from frontend.templatetags.boards import luminance, tone

TOKENS = Path(str(finders.find("css/tokens.css"))).read_text()
PAIRS = dict(re.findall(r"--([a-z-]+): light-dark\((#\w{6}, #\w{6})\)", TOKENS))
READABLE = 4.5


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG counts it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *((text, ground) for text in ("ink", "ink-soft", "accent", "warn", "bad") for ground in ("paper", "sheet")),
        ("ink", "accent-soft"),
        ("ink", "warn-soft"),
        ("ink", "bad-soft"),
        ("warn", "warn-soft"),
        ("ink", "sunk"),
        ("on-accent", "accent"),
    ],
)
def test_text_is_readable_on_its_ground(text: str, ground: str, theme: int) -> None:
    colours = [PAIRS[name].split(", ")[theme] for name in (text, ground)]

    assert contrast(*colours) >= READABLE


@pytest.mark.parametrize("colour", ["#000000", "#ffffff", "#757575", "#777777", "#ff0000", "#00ff00", "#0000ff"])
def test_text_on_a_team_colour_is_readable(colour: str) -> None:
    text = "#000000" if tone(colour) == "light" else "#ffffff"

    assert contrast(colour, text) >= READABLE
