"""Claims about mentions: kept by id, shown by name, found among people, never where code is quoted."""

from hypothesis import given
from hypothesis import strategies as st

from realtime.chat.text import render
from realtime.chat.text.mentions import MOST_MENTIONS, keep_mentions, names_called, readable_mentions

ADA, BEN, CYD = (f"usr_{letter * 22}" for letter in "abc")
GUEST = f"gst_{'g' * 22}"
PEOPLE = {ADA: "Ada", BEN: "Ben Smith", GUEST: "Zoë"}


def test_mention_shows_the_name_of_today() -> None:
    rendered = render(f"Hi @{BEN}!", names={BEN: "Ben <3"})

    assert rendered.html == f'<p>Hi <span class="mention" data-person="{BEN}">@Ben &lt;3</span>!</p>'
    assert rendered.plain == "Hi @Ben <3!"
    assert rendered.mentions == (BEN,)


def test_each_person_is_mentioned_once_in_order() -> None:
    assert render(f"@{GUEST} @{ADA} @{GUEST}", names=PEOPLE).mentions == (GUEST, ADA)


def test_unknown_ids_code_and_addresses_mention_nobody() -> None:
    rendered = render(f"@{CYD} `@{ADA}` x@{ADA} @{ADA}x\n```\n@{ADA}\n```", names=PEOPLE)

    assert rendered.mentions == ()
    assert "mention" not in rendered.html


def test_mention_survives_emphasis_and_quotes() -> None:
    rendered = render(f"> **@{ADA}**", names=PEOPLE)

    assert f'<strong><span class="mention" data-person="{ADA}">@Ada</span></strong>' in rendered.html


def test_people_beyond_the_twentieth_are_named_and_not_mentioned() -> None:
    names = {f"usr_{number:022}": f"P{number}" for number in range(MOST_MENTIONS + 3)}

    rendered = render(" ".join(f"@{person}" for person in names), names=names)

    assert rendered.mentions == tuple(names)[:MOST_MENTIONS]
    assert rendered.html.count("<span") == rendered.html.count("</span>") == MOST_MENTIONS
    assert rendered.html.endswith("@P22</p>")


def test_names_are_found_in_any_case_longest_first() -> None:
    people = {**PEOPLE, CYD: "Ben"}

    assert keep_mentions("@ben smith, @BEN! (@zoë) @Adam", people) == f"@{BEN}, @{CYD}! (@{GUEST}) @Adam"


def test_name_that_two_share_mentions_nobody() -> None:
    assert keep_mentions("@Ada", {ADA: "Ada", CYD: "ada"}) == "@Ada"


def test_names_in_code_and_addresses_stay() -> None:
    body = "`@Ada` me@Ada.example ```\n@Ada\n``` @@Ada"

    assert keep_mentions(body, PEOPLE) == body


def test_names_called_are_those_to_look_for() -> None:
    assert names_called("hey @Ben Smith, x") == {"ben", "ben smith,", "ben smith", "ben smith, x"}
    assert len(names_called("@a b c d e " * 400)) <= MOST_MENTIONS * 2 * 8


def test_author_sees_names_again_and_changes_nothing() -> None:
    kept = keep_mentions("@Ben Smith and @Ada", PEOPLE)

    assert readable_mentions(kept, PEOPLE) == "@Ben Smith and @Ada"
    assert readable_mentions(f"@{ADA}", {ADA: "Ada", CYD: "ada"}) == f"@{ADA}"


@given(st.text(alphabet="@AdaBen Smith`\n.,", max_size=60))
def test_a_readable_body_is_kept_as_it_was(typed: str) -> None:
    kept = keep_mentions(typed, PEOPLE)

    assert keep_mentions(readable_mentions(kept, PEOPLE), PEOPLE) == kept
