"""What the words of a feed mean."""

import pytest

from realtime.scoreboards.feed.wording import points_in, telling


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("S. Castle 26' 3PT  (3 PTS) (D. Harper 1 AST)", 3),
        ("V. Wembanyama Free Throw 1 of 2 (1 PTS)", 1),
        ("V. Wembanyama tip Layup (4 PTS)", 2),
        ("A. Mitchell driving bank Hook (2 PTS)", 2),
        ("C. Holmgren cutting DUNK (4 PTS) (S. Castle 1 AST)", 2),
        ("MISS S. Castle 26' 3PT", 0),
        ("L. Dort shooting personal FOUL (1 PF) (Wembanyama 2 FT)", 0),
        ("S. Castle 24-second Shot clock TURNOVER", 0),
        ("End of period", 0),
    ],
)
def test_what_a_play_is_worth(text: str, points: int) -> None:
    assert points_in(text) == points


@pytest.mark.parametrize(
    ("text", "kind", "foul"),
    [
        ("MISS V. Wembanyama tip Layup", "miss", None),
        ("J. Champagnie REBOUND (Off:0 Def:1)", "rebound", None),
        ("V. Wembanyama offensive foul TURNOVER (2 TO)", "turnover", None),
        ("D. Harper STEAL (1 STL)", "steal", None),
        ("C. Holmgren BLOCK (1 BLK)", "block", None),
        ("Jump Ball J. McCain vs. S. Castle: Tip to S. Gilgeous-Alexander", "jump_ball", None),
        ("L. Dort shooting personal FOUL (1 PF) (Wembanyama 2 FT)", "foul", "personal"),
        ("V. Wembanyama charge offensive FOUL (2 PF)", "foul", "offensive"),
        ("D. Vassell double technical FOUL (1 Tech)", "foul", "technical"),
        ("A. Mitchell flagrant-type-1 personal FOUL (1 PF)", "foul", "unsportsmanlike"),
        ("SPURS Timeout: Regular", "timeout", None),
        ("SUB: K. Johnson enters the game", "substitution", None),
        ("Instant replay review", "note", None),
    ],
)
def test_what_is_told(text: str, kind: str, foul: str | None) -> None:
    command = telling(text, "home", 1_000)

    assert (command.kind, getattr(command, "foul", None), command.text) == (kind, foul, text)


@pytest.mark.parametrize("text", ["L. Dort personal FOUL (1 PF)", "Timeout: Official"])
def test_a_foul_or_timeout_of_nobody_known_is_only_told(text: str) -> None:
    command = telling(text, None, 1_000)

    assert (command.kind, command.text) == ("note", text)
