"""What a scorer with players and a shot clock may press, in any order and often wrongly."""

from typing import Any

from hypothesis import strategies as st

TEAM = st.sampled_from(["home", "away"])
IDS = [f"p{number}" for number in range(1, 8)]
PLAYER = st.sampled_from([None, *IDS])
STANDS = st.sampled_from([None, None, 500_000, 90_000, 13_000])


def lists(*, starters: int = 5, count: int = 7, team: str = "home") -> dict[str, Any]:
    """The command that lists so many players, the first ones starting."""
    names = ("Ada Marsh", "Ben Cole", "Cyd Hale", "Dee Ruiz", "Eve Lund", "Fay Osei", "Gus Berg")
    players = [
        {"id": one, "name": name, "number": str(number + 3), "starter": number <= starters, "captain": number == 1}
        for number, (one, name) in enumerate(zip(IDS, names, strict=True), 1)
    ]
    return {"kind": "roster", "team": team, "players": players[:count]}


ROSTERS = st.builds(
    lists, starters=st.sampled_from([0, 3, 5, 5]), count=st.integers(3, 7), team=st.sampled_from(["home", "away"])
)
PLAYS = st.one_of(
    st.fixed_dictionaries(
        {
            "kind": st.just("score"),
            "team": TEAM,
            "points": st.sampled_from([1, 2, 3]),
            "player": PLAYER,
            "assist": PLAYER,
        }
    ),
    st.fixed_dictionaries(
        {"kind": st.just("miss"), "team": TEAM, "points": st.sampled_from([None, 1, 2, 3]), "player": PLAYER}
    ),
    st.fixed_dictionaries(
        {
            "kind": st.just("rebound"),
            "team": TEAM,
            "offensive": st.sampled_from([None, True, False]),
            "player": PLAYER,
            "clock_ms": STANDS,
        }
    ),
    st.fixed_dictionaries(
        {"kind": st.sampled_from(["steal", "block", "turnover", "jump_ball"]), "team": TEAM, "player": PLAYER}
    ),
    st.fixed_dictionaries(
        {
            "kind": st.just("foul"),
            "team": TEAM,
            "foul": st.sampled_from(["personal", "technical", "unsportsmanlike", "disqualifying", "bench"]),
            "player": PLAYER,
        }
    ),
    st.fixed_dictionaries({"kind": st.just("substitution"), "team": TEAM, "goes_in": PLAYER, "goes_out": PLAYER}),
)
SHOTS = st.one_of(
    st.fixed_dictionaries(
        {"kind": st.just("shot_reset"), "to": st.sampled_from(["full", "short"]), "held": st.booleans()}
    ),
    st.fixed_dictionaries({"kind": st.sampled_from(["shot_start", "shot_stop", "shot_off"])}),
    st.fixed_dictionaries(
        {"kind": st.just("shot_set"), "remaining_ms": st.integers(0, 25_000), "reason": st.just("Set")}
    ),
)
